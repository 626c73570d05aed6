//! Small phones, large text, forced colours: every sample stays whole.

use serde_json::json;

use crate::support::{Device, World};

/// What is broken inside, cut off or wider than the page; hyphens are not counted on.
const FINDINGS: &str = r"
    const [asWords] = arguments;
    const page = document.documentElement;
    const findings = [];
    if (page.scrollWidth > page.clientWidth) findings.push(`scrolls sideways: ${page.scrollWidth}`);
    const seen = element => element.checkVisibility() && element.getBoundingClientRect().width > 1;
    for (const element of document.querySelectorAll('body *')) {
        const style = getComputedStyle(element);
        if (!seen(element) || style.overflowX === 'visible' || element.matches('select, input, iframe, progress, .page-frame')) continue;
        if (element.scrollWidth > element.clientWidth + 1) findings.push(`cut off: ${element.textContent.trim()}`);
    }
    for (const element of document.querySelectorAll('button, .button, label, a, p, dt, dd, h1, h2, li')) {
        const box = element.getBoundingClientRect();
        if (seen(element) && box.right > page.clientWidth + 1) findings.push(`sticks out: ${element.textContent.trim()}`);
    }
    if (asWords) {
        const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        while (walk.nextNode()) {
            const node = walk.currentNode;
            if (!seen(node.parentElement) || node.parentElement.closest('option, script, style, canvas, [aria-hidden]')) continue;
            // A word ends at a blank, and where the language lets it break: after a hyphen or a slash.
            for (const { 0: word, index } of node.data.matchAll(/[^\s\u00ad\-\/–@.]+/g)) {
                const range = document.createRange();
                range.setStart(node, index);
                range.setEnd(node, index + word.length);
                const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
                if (lines.size > 1) findings.push(`broken: ${word}`);
            }
        }
    }
    return findings;";

async fn findings(world: &World, as_words: bool) -> Vec<String> {
    let found = world.browser.execute(FINDINGS, vec![json!(as_words)]).await.unwrap();
    serde_json::from_value(found).unwrap()
}

/// The samples of each screen; problems differ by their sentence only.
async fn on_every_sample(world: &World, lang: &str, look: impl AsyncFn(&str) -> Vec<String>) {
    let mut all = Vec::new();
    for (name, _) in world.samples().await {
        world.open_sample(&name, lang).await;
        world.settle().await;
        all.extend(look(&name).await.into_iter().map(|finding| format!("{name}: {finding}")));
    }
    assert!(all.is_empty(), "{} findings:\n{}", all.len(), all.join("\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn on_the_narrowest_phone_no_word_is_broken_and_nothing_sticks_out() {
    for lang in ["de", "en"] {
        let world = World::new(Device::NarrowPhone).await;
        on_every_sample(&world, lang, async |_| {
            world.eval("document.body.style.hyphens = 'manual'").await;
            findings(&world, true).await
        })
        .await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn text_of_twice_the_size_has_room() {
    let world = World::new(Device::NarrowPhone).await;
    on_every_sample(&world, "de", async |_| {
        world.eval("document.documentElement.style.fontSize = '200%'").await;
        findings(&world, false).await
    })
    .await;
}

/// What would be gone where a browser paints all backgrounds alike: it has a border, or colours of its own.
const UNSEEN: &str = "
    const drawn = [['.notice'], ['.countdown:not(.absent)'], ['.banner'], ['progress'], ['.brand-mark'], ['.done-mark'],
        ['.numbered li', '::before'], ['.field-error', '::before'], ['.button'], ['.radio label'], ['.tool'], ['.download']];
    const ground = getComputedStyle(document.body).backgroundColor;
    const missing = drawn.filter(([selector, pseudo]) => [...document.querySelectorAll(selector)].some(element => {
        const style = getComputedStyle(element, pseudo);
        const hasBorder = ['Top', 'Bottom'].some(side => parseFloat(style[`border${side}Width`]) > 0);
        const ofItsOwn = style.forcedColorAdjust === 'none' && style.backgroundColor !== ground;
        return element.checkVisibility() && !hasBorder && !ofItsOwn;
    })).map(found => found.join(''));
    const lists = [...document.querySelectorAll('select')].filter(list => getComputedStyle(list).appearance === 'none');
    return missing.concat(lists.map(list => `the arrow of ${list.name}`));";

#[tokio::test(flavor = "multi_thread")]
async fn forced_colours_show_everything() {
    let world = World::new(Device::NarrowPhone).await;
    world.chromium().force_colours().await;
    on_every_sample(&world, "de", async |_| {
        assert_eq!(world.eval("return matchMedia('(forced-colors: active)').matches").await, true);
        serde_json::from_value(world.eval(UNSEEN).await).unwrap()
    })
    .await;
}
