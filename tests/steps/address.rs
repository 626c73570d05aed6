use crate::support::World;

pub async fn walk(world: &World) {
    world.arrive("address").await;
    world.fill("address.line_1", "Berliner Str. 45").await;
    world.fill("address.postal_code", "14169").await;
    world.fill("address.city", "Berlin").await;
    world.choose("address.country", "DE").await;
    world.fill("email", "person@example.com").await;
    world.submit().await;
}
