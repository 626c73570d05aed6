use crate::support::World;

pub async fn walk(world: &World) {
    read(world).await;
    world.submit().await;
}

/// Until the documents are there.
pub async fn read(world: &World) {
    world.arrive("contract").await;
    reads(world, "Zierfisch").await;
}

/// Waits until a page is drawn and its text, which screen readers get, holds these words.
async fn reads(world: &World, words: &str) {
    world.find(".page-text:not(:empty)").await;
    let texts = world
        .eval("return [...document.querySelectorAll('.page-text')].map(text => text.textContent).join(' ')")
        .await;
    assert!(texts.as_str().unwrap().contains(words), "the document is about the customer");
    let drawn =
        world.eval("return [...document.querySelectorAll('canvas')].some(page => page.width > 300)").await;
    assert_eq!(drawn, true, "a page is drawn");
}
