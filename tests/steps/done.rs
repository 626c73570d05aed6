use crate::support::World;

pub async fn walk(world: &World) {
    world.arrive("done").await;
    let downloads = world.eval("return document.querySelectorAll('.download').length").await;
    assert_eq!(downloads, 2, "the signed documents can be kept");
}
