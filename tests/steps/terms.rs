use crate::support::World;

pub async fn walk(world: &World) {
    world.arrive("terms").await;
    let ticked = world.eval("return document.querySelectorAll('input:checked').length").await;
    assert_eq!(ticked, 0, "no consent is ticked beforehand");
    world.tick("terms_conditions").await;
    world.tick("data_terms").await;
    world.submit().await;
}
