use crate::support::World;

pub async fn walk(world: &World) {
    read(world).await;
    world.submit().await;
}

/// Every document to its last page.
pub async fn read(world: &World) {
    drawn(world).await;
    reads(world, "Zierfisch").await;
    walk_to_the_end(world).await;
}

/// Until a page of each document is there.
pub async fn drawn(world: &World) {
    world.arrive("contract").await;
    world.gone(".document .loading").await;
    world.find(".document canvas[style]").await;
    world.gone(".document canvas:not([style])").await;
}

/// Turns the pages of each document until it counts as read.
pub async fn walk_to_the_end(world: &World) {
    drawn(world).await;
    let next = ".document:not([data-read]) .tool:nth-of-type(2):not([aria-disabled])";
    while let Ok(next) = world.browser.find(fantoccini::Locator::Css(next)).await {
        world.click_on(&next).await;
    }
    world.gone(".document:not([data-read])").await;
}

/// The text of the pages, which screen readers get, holds these words.
async fn reads(world: &World, words: &str) {
    let texts = world
        .eval("return [...document.querySelectorAll('.page-text')].map(text => text.textContent).join(' ')")
        .await;
    assert!(texts.as_str().unwrap().contains(words), "the document is about the customer");
    let drawn =
        world.eval("return [...document.querySelectorAll('canvas')].some(page => page.width > 300)").await;
    assert_eq!(drawn, true, "a page is drawn");
}
