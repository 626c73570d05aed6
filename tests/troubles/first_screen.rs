//! The first screen before the wizard is here: what is done there counts, and where the wizard cannot come the page says so.

use serde_json::json;

use crate::support::{Device, Engine, World, embedded::Embedded};

/// In every page the wizard waits for `release()`, as on a slow line.
const HOLD: &str = "
    const begin = WebAssembly.instantiateStreaming;
    const released = new Promise(go => (window.release = go));
    WebAssembly.instantiateStreaming = (...all) => released.then(() => begin.apply(WebAssembly, all));";

async fn with_the_wizard_held_back(device: Device) -> World {
    let world = World::new(device).await;
    world.chromium().before_each_page(HOLD).await;
    world
}

async fn wizard_is_here(world: &World) -> bool {
    world.eval("return document.documentElement.dataset.wizard === 'here'").await == json!(true)
}

/// Nothing of the wizard has run so far; now it does.
async fn release(world: &World) {
    assert!(!wizard_is_here(world).await);
    world.eval("window.release()").await;
}

async fn ticks(world: &World) -> serde_json::Value {
    world.eval("return [...document.querySelectorAll('main[data-step] [type=checkbox]')].map(box => box.checked)").await
}

async fn taken_over(world: &World) {
    release(world).await;
    world.find("html[data-wizard=here]").await;
    world.gone("#first").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_ticked_and_pressed_before_the_wizard_is_here_counts() {
    let world = with_the_wizard_held_back(Device::Phone).await;
    world.open("de").await;
    world.tick("terms_conditions").await;
    world.tick("data_terms").await;
    world.submit().await;
    release(&world).await;
    world.arrive("person").await;
    world.has_no_complaints().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_keyboard_ticks_early_and_keeps_its_place() {
    let world = with_the_wizard_held_back(Device::Desktop).await;
    world.open("en").await;
    world.eval("document.querySelector('[name=terms_conditions]').focus()").await;
    let focused = world.browser.active_element().await.unwrap();
    focused.send_keys(" ").await.unwrap();
    taken_over(&world).await;
    assert_eq!(world.focused().await, "terms_conditions");
    assert_eq!(ticks(&world).await, json!([true, false]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_language_is_chosen_early_and_ticks_are_kept() {
    let world = with_the_wizard_held_back(Device::Phone).await;
    world.open("de").await;
    world.tick("data_terms").await;
    world.click(".languages [lang=en]").await;
    world.find("html[lang=en] main[data-step=terms]").await;
    assert!(!wizard_is_here(&world).await, "the links work by themselves");
    let ticked = "return document.querySelector('[name=data_terms]').checked";
    assert_eq!(world.eval(ticked).await, json!(true));
    taken_over(&world).await;
    assert_eq!(world.eval(ticked).await, json!(true));
    assert_eq!(world.text("main[data-step] h1").await, "Prove who you are and sign");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_press_before_the_ticks_is_no_consent() {
    let world = with_the_wizard_held_back(Device::Phone).await;
    world.open("de").await;
    world.submit().await;
    world.tick("terms_conditions").await;
    world.tick("data_terms").await;
    taken_over(&world).await;
    assert_eq!(ticks(&world).await, json!([true, true]));
    world.arrive("terms").await;
    world.submit().await;
    world.arrive("person").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reload_keeps_the_ticks_and_invents_none() {
    let world = World::new(Device::Phone).await;
    world.open("de").await;
    world.find("html[data-wizard=here]").await;
    world.tick("data_terms").await;
    for _ in 0..2 {
        world.reload().await;
        world.find("html[data-wizard=here]").await;
        assert_eq!(ticks(&world).await, json!([false, true]));
    }
    world.tick("data_terms").await;
    world.reload().await;
    world.find("html[data-wizard=here]").await;
    assert_eq!(ticks(&world).await, json!([false, false]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tick_keeps_its_time_however_late_the_wizard_comes() {
    let world = with_the_wizard_held_back(Device::Phone).await;
    world.open("de").await;
    world.tick("terms_conditions").await;
    world.tick("data_terms").await;
    let ticked_at = world.eval("return Date.now()").await.as_i64().unwrap();
    // The answer to the page's own question is old by now.
    world.eval_later("setTimeout(arguments[0], 3000)").await;
    taken_over(&world).await;
    let draft = world.eval("return JSON.parse(sessionStorage['draft-terms']).data_terms_signed_at").await;
    let signed_at: chrono::DateTime<chrono::Utc> = draft.as_str().unwrap().parse().unwrap();
    let off = (signed_at.timestamp_millis() - ticked_at).abs();
    assert!(off < 1500, "off by {off} ms");
    world.submit().await;
    world.arrive("person").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn others_scripts_may_fail() {
    let world = with_the_wizard_held_back(Device::Phone).await;
    world.open("de").await;
    world.eval("Promise.reject(new Error('of an extension'))").await;
    taken_over(&world).await;
    world.gone("#unreachable").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tab_that_is_further_on_does_not_see_the_first_screen() {
    let world = World::new(Device::Phone).await;
    world.open("de").await;
    world.tick("terms_conditions").await;
    world.tick("data_terms").await;
    world.submit().await;
    world.arrive("person").await;
    world.chromium().before_each_page(HOLD).await;
    world.reload().await;
    let shown = "return document.querySelector('#first')?.checkVisibility() ?? null";
    assert_eq!(world.eval(shown).await, json!(false));
    release(&world).await;
    world.arrive("person").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wizard_that_cannot_be_loaded_is_told_in_the_pages_language() {
    let world = World::new(Device::Phone).await;
    world.chromium().block(&["*.wasm"]).await;
    for (lang, words) in [("de", "Neu laden"), ("en", "Reload")] {
        world.open(lang).await;
        world.find("#unreachable:not([hidden])").await;
        assert_eq!(world.text("#unreachable .button").await, words);
        world.gone("#first:not([hidden])").await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn without_scripts_the_page_says_what_helps() {
    let world = World::new(Device::Phone).await;
    world.chromium().forbid_scripts().await;
    world.open("en").await;
    assert!(world.text("noscript main").await.contains("needs JavaScript"));
}

/// By mouse and by keyboard, in every engine.
async fn what_is_done_early_counts_in(engine: Engine) {
    let (world, line) = World::on_a_slow_line(engine, Device::Phone).await;
    world.begin_to_open("en").await;
    world.tick("terms_conditions").await;
    world.eval("document.querySelector('[name=data_terms]').focus()").await;
    world.browser.active_element().await.unwrap().send_keys(" ").await.unwrap();
    assert!(!wizard_is_here(&world).await);
    line.release();
    world.arrive("terms").await;
    world.gone("#first").await;
    // WebKit's test browser has no active window: a page without the focus does not take it.
    if world.eval("return document.hasFocus()").await == json!(true) || engine != Engine::WebKit {
        assert_eq!(world.focused().await, "data_terms");
    }
    assert_eq!(ticks(&world).await, json!([true, true]));
    world.submit().await;
    world.arrive("person").await;
}

/// Where the frame is another site's, storage and focus are not what they are in a page.
async fn what_is_done_early_counts_in_a_partners_frame_in(engine: Engine) {
    let (shop, line) = Embedded::on_a_slow_line(engine, Device::Phone).await;
    let world = &shop.world;
    let address = format!("{}/?locale=de", shop.shop.origin);
    world.browser.execute("location.assign(arguments[0])", vec![address.into()]).await.unwrap();
    shop.enter_early().await;
    world.tick("terms_conditions").await;
    world.tick("data_terms").await;
    world.submit().await;
    world.find("#first[data-pressed]").await;
    assert!(!wizard_is_here(world).await);
    line.release();
    world.arrive("person").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_done_early_counts_in_firefox() {
    what_is_done_early_counts_in(Engine::Firefox).await;
    what_is_done_early_counts_in_a_partners_frame_in(Engine::Firefox).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_done_early_counts_in_webkit() {
    what_is_done_early_counts_in(Engine::WebKit).await;
    what_is_done_early_counts_in_a_partners_frame_in(Engine::WebKit).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_done_early_counts_in_a_partners_frame_in_chromium() {
    what_is_done_early_counts_in_a_partners_frame_in(Engine::Chromium).await;
}
