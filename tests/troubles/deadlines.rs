//! Ten minutes from the payment to the signature, by the server's clock.

use crate::{
    steps::{bank, contract, rejected, sign},
    support::{Ahead, Device, World},
};

/// The seconds that the countdown shows.
async fn seconds_left(world: &World) -> u32 {
    let shown = world.text("main .countdown:not(.absent) [aria-hidden]").await;
    let time = shown.split_whitespace().find(|word| word.contains(':')).expect("a time is shown");
    let (minutes, seconds) = time.trim_end_matches('.').split_once(':').unwrap();
    minutes.parse::<u32>().unwrap() * 60 + seconds.parse::<u32>().unwrap()
}

/// A slow machine may take some seconds.
#[track_caller]
fn is_about(left: u32, expected: u32) {
    assert!((expected.saturating_sub(40)..=expected).contains(&left), "{left} s, not {expected} s");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_countdown_survives_reloads_and_wrong_clocks() {
    for off_by in [0, 3600, -3600] {
        let world = World::new(Device::Phone).await;
        world.clock_is_off_by(off_by).await;
        let ahead = Ahead::start(&world).await;
        ahead.to_iban().await;
        ahead.submit_iban("DE11110101010100000020").await;
        ahead.open("de").await;
        bank::log_in(&world).await;
        is_about(seconds_left(&world).await, 600);
        world.advance(120).await;
        world.reload().await;
        world.arrive("bank").await;
        is_about(seconds_left(&world).await, 480);
        bank::transfer(&world).await;
        world.arrive("contract").await;
        is_about(seconds_left(&world).await, 480);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn when_the_time_is_up_the_screen_changes_by_itself() {
    let world = World::new(Device::Phone).await;
    let ahead = Ahead::start(&world).await;
    ahead.to_contract().await;
    ahead.open("en").await;
    world.arrive("contract").await;
    world.advance(600).await;
    world.arrive("rejected").await;
    assert_eq!(rejected::reason(&world).await.0, "ACCOUNT_SNAPSHOT_EXPIRED");
    rejected::choose(&world, "restart").await;
    world.arrive("iban").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_signature_code_has_its_own_deadline() {
    let world = World::new(Device::Phone).await;
    let ahead = Ahead::start(&world).await;
    ahead.to_contract().await;
    ahead.open("de").await;
    contract::walk(&world).await;
    world.arrive("sign").await;
    world.gone("main .resend button").await;
    is_about(seconds_left(&world).await, 300);
    world.advance(300).await;
    world.reload().await;
    world.arrive("sign").await;
    world.find_text("Der Code ist abgelaufen.").await;
    world.find("main .resend button").await.click().await.unwrap();
    world.find_text("Nur der neueste Code gilt.").await;
    sign::walk(&world).await;
    world.arrive("done").await;
}
