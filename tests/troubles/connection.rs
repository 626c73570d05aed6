//! No connection at a click: said, nothing typed is lost, and one tap gets on.

use std::time::Duration;

use tokio::time::{Instant, sleep};

use crate::{
    steps::{check, contract, iban, mobile_code, rejected, terms},
    support::{Ahead, Device, PATIENCE, World},
};

/// Clicks without a connection, then once more with one.
async fn survives(world: &World, from: &str, click: impl AsyncFn(&World), to: &str) {
    world.arrive(from).await;
    world.offline(true).await;
    world.find(".banner").await;
    click(world).await;
    world.find("main .notice.error[role=alert]").await;
    world.arrive(from).await;
    world.offline(false).await;
    world.gone(".banner").await;
    click_again(world, from).await;
    world.arrive(to).await;
}

async fn click_again(world: &World, from: &str) {
    match from {
        "rejected" => rejected::choose(world, "another-iban").await,
        _ => world.submit().await,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_click_without_a_connection_can_be_made_again() {
    let world = World::new(Device::Phone).await;
    let ahead = Ahead::start(&world).await;
    ahead.to_mobile().await;
    ahead.open("de").await;
    world.arrive("mobile").await;
    world.fill("number", "+15550101").await;
    survives(&world, "mobile", async |world| world.submit().await, "check").await;
    survives(&world, "check", async |world| check::walk(world).await, "mobile-code").await;
    survives(&world, "mobile-code", async |world| mobile_code::walk(world).await, "iban").await;
    let rejected_iban = async |world: &World| iban::submit(world, "DE44110101010100000008").await;
    survives(&world, "iban", rejected_iban, "rejected").await;
    survives(&world, "rejected", async |world| rejected::choose(world, "another-iban").await, "iban").await;
    let ahead = Ahead::start(&world).await;
    ahead.to_contract().await;
    ahead.open("en").await;
    contract::read(&world).await;
    survives(&world, "contract", async |world| world.submit().await, "sign").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_typed_without_a_connection_is_kept() {
    let world = World::new(Device::Desktop).await;
    let ahead = Ahead::start(&world).await;
    ahead.to_iban().await;
    ahead.open("en").await;
    world.arrive("iban").await;
    world.offline(true).await;
    world.find(".banner").await;
    iban::submit(&world, "DE11110101010100000020").await;
    world.find_text("No connection.").await;
    assert_eq!(world.typed("iban").await, "DE11 1101 0101 0100 0000 20");
    world.offline(false).await;
    world.gone(".banner").await;
    world.reload().await;
    world.arrive("iban").await;
    assert_eq!(world.typed("iban").await, "DE11 1101 0101 0100 0000 20", "over a reload, too");
}

/// Time passes a hundred times as fast for the page, which notes how long it wanted to wait, and how often it asked for pushes.
/// Only the limits for an answer (60 s) and for the wizard (25 s) stay as they are.
const FAST: &str = "window.waits = []; window.streams = 0;
    const [later, ask] = [setTimeout, fetch];
    window.setTimeout = (act, time, ...more) => {
        const isLimit = [25_000, 60_000].includes(time);
        if (time >= 1000 && !isLimit) waits.push(time);
        return later(act, isLimit ? time : time / 100, ...more);
    };
    window.fetch = (asked, ...more) => {
        if ((asked.url ?? asked).endsWith('/events')) streams += 1;
        return ask(asked, ...more);
    };";

/// The wait of the question that a waiting screen asks from time to time.
const ASK_AGAIN: u64 = 5000;

async fn waits(world: &World) -> Vec<u64> {
    let waits = world.eval("return waits.map(Math.floor)").await;
    waits.as_array().unwrap().iter().map(|wait| wait.as_u64().unwrap()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn pushes_are_asked_for_less_and_less_often_while_there_are_none() {
    let world = World::new(Device::Phone).await;
    world.chromium().before_each_page(FAST).await;
    world.chromium().block(&["*/api/journey/events"]).await;
    world.open("en").await;
    world.arrive("terms").await;
    let deadline = Instant::now() + PATIENCE;
    let pauses = loop {
        let pauses: Vec<u64> = waits(&world).await.into_iter().filter(|wait| *wait != ASK_AGAIN).collect();
        if pauses.len() >= 7 {
            break pauses;
        }
        assert!(Instant::now() < deadline, "{pauses:?}");
        sleep(Duration::from_millis(50)).await;
    };
    for (pause, longest) in pauses.iter().zip([2000, 4000, 8000, 16000, 32000, 60000, 60000]) {
        assert!((longest / 2..=longest).contains(pause), "{pauses:?}");
    }
    // With them back, the next break is the first again.
    world.chromium().block(&[]).await;
    world.eval("waits.length = 0; dispatchEvent(new Event('online'))").await;
    terms::walk(&world).await;
    world.arrive("person").await;
    world.chromium().block(&["*/api/journey/events"]).await;
    world.eval("dispatchEvent(new Event('online'))").await;
    loop {
        let pause = waits(&world).await.into_iter().find(|wait| *wait != ASK_AGAIN);
        if let Some(pause) = pause {
            assert!((1000..=2000).contains(&pause), "{pause}");
            break;
        }
        assert!(Instant::now() < deadline, "the page does not try again");
        sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_that_is_gone_is_not_asked_about_for_ever() {
    let world = World::new(Device::Phone).await;
    world.chromium().before_each_page(FAST).await;
    world.open("en").await;
    world.arrive("terms").await;
    let gone = "streams = 0; waits.length = 0; sessionStorage.setItem('session', 'f'.repeat(64));
        dispatchEvent(new Event('online'))";
    world.eval(gone).await;
    let deadline = Instant::now() + PATIENCE;
    // Longer than the longest pause: twenty times five seconds.
    while waits(&world).await.iter().filter(|wait| **wait == ASK_AGAIN).count() < 20 {
        assert!(Instant::now() < deadline, "the page's time stands still");
        sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(world.eval("return streams").await, 1);
    // Who goes on begins anew, and pushes are heard again.
    world.click(".session-notice button").await;
    world.find(".banner").await;
    terms::walk(&world).await;
    world.arrive("person").await;
    assert_eq!(world.eval("return streams").await, 2);
}
