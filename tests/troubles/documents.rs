//! Documents reach the customer: nothing is signed that was neither shown nor saved, and what cannot be shown can be saved.

use std::time::Duration;

use serde_json::{Value, json};
use tokio::time::{Instant, sleep};

use crate::{
    steps::{contract, done, sign},
    support::{Ahead, Device, PATIENCE, World},
};

const FILE: &str = "GET /v1/persons/{person_id}/documents/{id}/file";
const AUTHORIZE: &str = "PATCH /v1/persons/{person_id}/identifications/{id}/authorize";
const UNREAD: &str = "Bitte blättern Sie hier bis zur letzten Seite";
const UNDRAWABLE: &str = "lässt sich hier nicht vollständig anzeigen";

async fn to_contract(world: &World) {
    let ahead = Ahead::start(world).await;
    ahead.to_contract().await;
    ahead.open("de").await;
    world.arrive("contract").await;
}

/// The button says what is still to be done, where it is to be done, and nothing is asked of the bank.
async fn cannot_sign(world: &World, because: &str) {
    world.submit().await;
    world.find(".document .unread:focus").await;
    world.find_text(because).await;
    world.find("main[data-step=contract]").await;
    assert_eq!(world.carried_out().await[AUTHORIZE], 0);
}

async fn save_everything(world: &World) {
    for (place, save) in world.find_all(".document-end button").await.iter().enumerate() {
        world.click_on(save).await;
        world.downloaded(place + 1).await;
    }
}

/// Waits for a script to answer `true`.
async fn until(world: &World, script: &str, patience: Duration) {
    let deadline = Instant::now() + patience;
    while world.eval(script).await != true {
        assert!(Instant::now() < deadline, "it did not become true: {script}");
        sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_signed_before_its_last_page() {
    let world = World::new(Device::Phone).await;
    to_contract(&world).await;
    cannot_sign(&world, UNREAD).await;
    world.is_accessible("a document that is not read").await;
    contract::read(&world).await;
    // What was read is known after a reload.
    world.reload().await;
    world.arrive("contract").await;
    world.gone(".document:not([data-read])").await;
    contract::drawn(&world).await;
    world.submit().await;
    world.arrive("sign").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_drawn_is_signed_once_it_is_saved() {
    let world = World::new(Device::Phone).await;
    world.chromium().block(&["*/pdfjs-*"]).await;
    to_contract(&world).await;
    world.find_text(UNDRAWABLE).await;
    cannot_sign(&world, UNDRAWABLE).await;
    save_everything(&world).await;
    let mut names: Vec<String> = world
        .downloads()
        .iter()
        .map(|file| file.file_name().unwrap().to_string_lossy().into_owned())
        .collect();
    names.sort();
    assert_eq!(names, ["Identifizierungsbericht.pdf", "Vertrag.pdf"]);
    world.gone(".document:not([data-read])").await;
    world.find_text("Gespeichert").await;
    world.submit().await;
    sign::walk(&world).await;
    world.arrive("done").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_unavailable_is_not_signed() {
    let world = World::new(Device::Phone).await;
    // Each of the two documents is asked for three times.
    let down = json!({ "kind": "status", "status": 503, "code": "unavailable" });
    world.tell_sandbox("faults", json!({ "endpoint": FILE, "calls": 6, "fault": down })).await;
    to_contract(&world).await;
    world.find_text("Das System der Bank antwortet gerade nicht.").await;
    cannot_sign(&world, UNREAD).await;
    for retry in world.find_all(".document > .button.quiet").await {
        world.click_on(&retry).await;
    }
    contract::walk(&world).await;
    world.arrive("sign").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_document_that_is_no_pdf_can_be_saved() {
    let world = World::new(Device::Phone).await;
    world.tell_sandbox("documents", json!({ "contract": "broken" })).await;
    to_contract(&world).await;
    world.find_text(UNDRAWABLE).await;
}

/// How many pixels of the contract's page are not white, 0 before it is drawn.
const INK: &str = "const canvas = [...document.querySelectorAll('.document')]
        .find(one => one.querySelector('h2').textContent === 'Vertrag')?.querySelector('canvas');
    if (!canvas?.width) return 0;
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    let ink = 0;
    for (let at = 0; at < data.length; at += 4) if (data[at + 3] && (data[at] < 200 || data[at + 2] < 200)) ink++;
    return ink;";

async fn ink(world: &World) -> u64 {
    let deadline = Instant::now() + PATIENCE;
    loop {
        let ink = world.eval(INK).await.as_u64().unwrap();
        if ink > 0 || Instant::now() > deadline {
            return ink;
        }
        sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_image_in_jpeg_2000_is_drawn_or_it_is_told() {
    for (missing, is_drawn) in [(None, true), (Some("wasm"), false)] {
        let world = World::without(missing, Device::Phone).await;
        world.tell_sandbox("documents", json!({ "contract": "jpeg2000" })).await;
        to_contract(&world).await;
        if is_drawn {
            // Two thirds of the width, a third of the height.
            assert!(ink(&world).await > 10_000, "the image is there");
            contract::walk_to_the_end(&world).await;
        } else {
            cannot_sign(&world, UNDRAWABLE).await;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn japanese_without_its_font_is_drawn_or_it_is_told() {
    for (missing, is_drawn) in [(None, true), (Some("cmaps"), false)] {
        let world = World::without(missing, Device::Phone).await;
        world.tell_sandbox("documents", json!({ "contract": "cjk" })).await;
        to_contract(&world).await;
        if is_drawn {
            assert!(ink(&world).await > 500, "the letters are there");
            let heard = "return [...document.querySelectorAll('.page-text')].some(text => text.textContent.includes('契約書'))";
            until(&world, heard, PATIENCE).await;
            contract::walk_to_the_end(&world).await;
        } else {
            cannot_sign(&world, UNDRAWABLE).await;
        }
    }
}

/// The first page's canvas, and the frame around it.
async fn measured(world: &World) -> (u64, f64, f64) {
    let measured = "const canvas = document.querySelector('canvas');
        return [canvas.width, canvas.getBoundingClientRect().width, canvas.parentElement.clientWidth]";
    let measured: Vec<Value> = serde_json::from_value(world.eval(measured).await).unwrap();
    (measured[0].as_u64().unwrap(), measured[1].as_f64().unwrap(), measured[2].as_f64().unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_narrower_window_draws_the_page_again() {
    let world = World::new(Device::Desktop).await;
    to_contract(&world).await;
    contract::drawn(&world).await;
    let (pixels, shown, frame) = measured(&world).await;
    assert_eq!(shown, frame, "as wide as its frame");
    world.chromium().resize(Device::Phone).await;
    let narrower = format!("return document.querySelector('canvas').width < {pixels}");
    until(&world, &narrower, PATIENCE).await;
    let (pixels, shown, frame) = measured(&world).await;
    assert_eq!((shown, pixels), (frame, frame as u64), "sharp, and as wide as its frame");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_is_never_larger_than_an_old_phone_can_draw() {
    let world = World::new(Device::Desktop).await;
    world
        .chromium()
        .before_each_page("Object.defineProperty(window, 'devicePixelRatio', { value: 3 })")
        .await;
    to_contract(&world).await;
    contract::drawn(&world).await;
    for _ in 0..4 {
        world.click(".page-tools .tool:last-child").await;
    }
    let zoomed = "const canvas = document.querySelector('canvas');
        return canvas.getBoundingClientRect().width > 2.9 * canvas.parentElement.clientWidth";
    until(&world, zoomed, PATIENCE).await;
    let pixels = "const { width, height } = document.querySelector('canvas'); return width * height";
    let pixels = world.eval(pixels).await.as_u64().unwrap();
    assert!((15_000_000..=16_777_216).contains(&pixels), "{pixels}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_broken_transfer_goes_on_where_it_broke() {
    let world = World::new(Device::Phone).await;
    let breaks = json!({ "kind": "break", "after": 5000 });
    world.tell_sandbox("faults", json!({ "endpoint": FILE, "calls": 2, "fault": breaks })).await;
    to_contract(&world).await;
    contract::walk(&world).await;
    world.arrive("sign").await;
    let parts = "return performance.getEntriesByType('resource')
        .filter(({ name, responseStatus }) => name.includes('/documents/') && responseStatus === 206).length";
    assert_eq!(world.eval(parts).await, 2, "what had come was not fetched again");
}

/// Longer than any other answer is waited for.
#[tokio::test(flavor = "multi_thread")]
async fn a_slow_line_has_the_time_it_needs() {
    let world = World::new(Device::Phone).await;
    let slow = json!({ "kind": "trickle", "bytes": 3_000, "milliseconds": 8_500 });
    world.tell_sandbox("faults", json!({ "endpoint": FILE, "calls": 2, "fault": slow })).await;
    let began = Instant::now();
    to_contract(&world).await;
    until(&world, "return document.querySelectorAll('.document canvas').length === 2", 6 * PATIENCE).await;
    assert!(began.elapsed() > Duration::from_secs(60), "it was slow: {:?}", began.elapsed());
    contract::walk(&world).await;
    world.arrive("sign").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_is_saved_in_one_file() {
    let world = World::new(Device::Phone).await;
    to_contract(&world).await;
    contract::walk(&world).await;
    sign::walk(&world).await;
    done::walk(&world).await;
    world.submit().await;
    let deadline = Instant::now() + PATIENCE;
    while world.downloads_of("zip").is_empty() {
        assert!(Instant::now() < deadline, "the archive did not arrive");
        sleep(Duration::from_millis(50)).await;
    }
    world.find("main[data-step=done]").await;
    world.has_no_complaints().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_cannot_be_had_is_told() {
    let world = World::new(Device::Phone).await;
    to_contract(&world).await;
    contract::drawn(&world).await;
    world.offline(true).await;
    world.click(".document-end button").await;
    world.find(".document-end .notice").await;
    world.find_text("Keine Verbindung.").await;
    assert!(world.downloads().is_empty());
}
