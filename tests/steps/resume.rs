use crate::support::World;

pub async fn walk(world: &World) {
    world.arrive("resume").await;
    world.find("[name=birth_date]").await.clear().await.unwrap();
    world.fill("birth_date", "15.07.1978").await;
    world.submit().await;
}
