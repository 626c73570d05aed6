//! The page is changed by others: a browser's translator puts elements in the place of texts, and its own language on the page.

use std::time::Duration;

use serde_json::json;
use tokio::time::{Instant, sleep};

use crate::support::{Ahead, Device, PATIENCE, World};

/// Each text becomes `<font><font>[text]</font></font>`, as Chrome's translator does it; a script that was opened by it
/// does the same with what changes later.
const TRANSLATE: &str = "
    const translate = root => {
        const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
        const texts = [];
        while (walk.nextNode()) if (walk.currentNode.data.trim() && !walk.currentNode.parentElement.closest('font, script, style'))
            texts.push(walk.currentNode);
        for (const text of texts) {
            const [outer, inner] = [document.createElement('font'), document.createElement('font')];
            inner.textContent = `[${text.data}]`;
            outer.append(inner);
            text.replaceWith(outer);
        }
    };
    translate(document.body);
    document.documentElement.lang = 'fr';
    new MutationObserver(() => translate(document.body)).observe(document.body, { subtree: true, childList: true, characterData: true });";

async fn changes(world: &World, css: &str) {
    let before = world.text(css).await;
    let deadline = Instant::now() + PATIENCE;
    while world.text(css).await == before {
        assert!(Instant::now() < deadline, "{css} stands still at {before}");
        sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_changes_goes_on_changing() {
    let world = World::new(Device::Desktop).await;
    let ahead = Ahead::start(&world).await;
    ahead.to_contract().await;
    ahead.open("en").await;
    world.find(".page-place").await;
    world.eval(TRANSLATE).await;
    assert!(world.text(".countdown [aria-hidden]").await.starts_with('['), "it is translated");
    changes(&world, ".countdown [aria-hidden]").await;
    // Again: what has come back was translated again.
    changes(&world, ".countdown [aria-hidden]").await;
    world.click(".page-tools .tool:nth-of-type(2)").await;
    let deadline = Instant::now() + PATIENCE;
    while !world.text(".page-place").await.contains("2") {
        assert!(Instant::now() < deadline, "{}", world.text(".page-place").await);
        sleep(Duration::from_millis(50)).await;
    }
    world.click(".languages [lang=de]").await;
    world.find_text("Seite 2").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_answers_come_in_the_wizards_language() {
    let world = World::new(Device::Phone).await;
    world.open("en").await;
    world.find("html[data-wizard=here]").await;
    world.eval(TRANSLATE).await;
    let listen = "window.langs = []; const send = window.fetch;
        window.fetch = request => { window.langs.push(request.headers.get('Accept-Language')); return send(request); }";
    world.eval(listen).await;
    world.tick("terms_conditions").await;
    world.tick("data_terms").await;
    world.submit().await;
    world.arrive("person").await;
    assert_eq!(world.eval("return window.langs[0]").await, json!("en"));
}
