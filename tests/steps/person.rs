use crate::support::World;

pub async fn walk(world: &World) {
    world.arrive("person").await;
    world.pick("salutation", "MR").await;
    world.fill("first_name", "Leander").await;
    world.fill("last_name", "Zierfisch").await;
    world.fill("birth_date", "15.07.1978").await;
    world.fill("birth_city", "Aachen").await;
    world.choose("birth_country", "DE").await;
    world.choose("nationality", "DE").await;
    world.submit().await;
}
