use crate::support::World;

pub async fn walk(world: &World) {
    world.arrive("mobile").await;
    world.fill("number", "+15550101").await;
    world.submit().await;
}
