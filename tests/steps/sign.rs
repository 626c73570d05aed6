use crate::support::World;

pub async fn walk(world: &World) {
    world.arrive("sign").await;
    world.fill("signature_token", &world.code("signature").await).await;
    world.submit().await;
}
