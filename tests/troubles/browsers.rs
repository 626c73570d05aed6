//! What a browser may lack, as docs/browsers.md promises it.

use std::fs;

use serde_json::json;

use crate::support::{Device, Engine, World, embedded::Embedded, root};

/// The rows of "What may be missing": what takes it away, and what happens then.
fn promises() -> Vec<(String, String)> {
    let page = fs::read_to_string(root().join("docs/browsers.md")).unwrap();
    let (_, table) = page.split_once("## What may be missing").unwrap();
    let rows = table.lines().filter(|line| line.starts_with("| `"));
    let row = |line: &str| {
        let (script, rest) = line.trim_start_matches("| `").split_once('`').unwrap();
        let then = rest.trim_end_matches(" |").rsplit(" | ").next().unwrap();
        (script.to_owned(), then.to_owned())
    };
    rows.map(row).take_while(|(_, then)| matches!(then.as_str(), "works" | "told")).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_missing_is_told_or_does_not_matter() {
    let promises = promises();
    for then in ["works", "told"] {
        assert!(
            promises.iter().filter(|(_, told)| told == then).count() > 1,
            "the table is read: {promises:?}"
        );
    }
    for (script, then) in promises {
        // A browser of its own: scripts in front of pages add up.
        let world = World::new(Device::Phone).await;
        world.chromium().before_each_page(&format!("{script};")).await;
        if then == "told" {
            for (lang, words) in [("de", "kann die Seite nicht ausführen"), ("en", "does not run this page")]
            {
                world.open(lang).await;
                world.find("#unsupported:not([hidden])").await;
                assert!(world.text("#unsupported p").await.contains(words), "{script}");
                world.gone("#unreachable:not([hidden])").await;
                world.gone("#first:not([hidden])").await;
                world.inspect_page(lang, "unsupported").await;
            }
            continue;
        }
        world.open("en").await;
        world.arrive("terms").await;
        world.tick("terms_conditions").await;
        world.tick("data_terms").await;
        world.submit().await;
        world.arrive("person").await;
        world.find("[name=nationality] option[value=DE]").await;
        world.has_no_complaints().await;
    }
}

/// In every page time flies, and the wizard waits for `release()`.
const NOTHING_COMES: &str = "
    const begin = WebAssembly.instantiateStreaming;
    const released = new Promise(go => (window.release = go));
    WebAssembly.instantiateStreaming = (...all) => released.then(() => begin.apply(WebAssembly, all));
    const later = window.setTimeout;
    window.setTimeout = (act, wait, ...more) => later(act, wait === 25000 ? 1000 : wait, ...more);";

#[tokio::test(flavor = "multi_thread")]
async fn nobody_waits_for_ever() {
    let world = World::new(Device::Phone).await;
    world.chromium().before_each_page(NOTHING_COMES).await;
    world.open("en").await;
    world.find("#first main").await;
    world.tick("data_terms").await;
    world.find("#unreachable:not([hidden])").await;
    world.gone("#first:not([hidden])").await;
    world.inspect_page("en", "unreachable").await;
    // It comes after all.
    world.eval("window.release()").await;
    world.arrive("terms").await;
    world.gone("#unreachable").await;
    let ticked = "return document.querySelector('[name=data_terms]').checked";
    assert_eq!(world.eval(ticked).await, json!(true), "what was ticked counts");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_around_hears_that_the_wizard_does_not_come() {
    let (shop, line) = Embedded::on_a_slow_line(Engine::Chromium, Device::Desktop).await;
    let world = &shop.world;
    let address = format!("{}/?locale=de", shop.shop.origin);
    world.browser.execute("location.assign(arguments[0])", vec![address.into()]).await.unwrap();
    shop.enter_early().await;
    world.find("#unreachable:not([hidden])").await;
    shop.leave().await;
    shop.hears("error").await;
    assert!(world.text("#log [data-event=error]").await.contains("unreachable"));
    // Nobody who writes in the page around is interrupted.
    assert_eq!(world.eval("return document.activeElement === document.body").await, json!(true));
    line.release();
    shop.hears("ready").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_around_hears_that_the_browser_cannot_run_the_wizard() {
    let shop = Embedded::new(Engine::PlainChromium, Device::Phone).await;
    shop.open("/?locale=en").await;
    shop.hears("error").await;
    assert!(shop.world.text("#log [data-event=error]").await.contains("unsupported"));
    assert_eq!(shop.heard().await.iter().filter(|event| *event == "error").count(), 1);
    shop.world.return_to_wizard().await;
    assert!(shop.world.text("#unsupported:not([hidden]) p").await.contains("does not run this page"));
}
