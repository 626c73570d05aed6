use crate::support::World;

pub async fn walk(world: &World) {
    let screen = world.arrive("mobile-code").await.text().await.unwrap();
    assert!(screen.contains("+1 ••• 01"), "the number is masked");
    world.fill("token", &world.code("mobile").await).await;
    world.submit().await;
}
