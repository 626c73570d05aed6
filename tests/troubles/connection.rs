//! No connection at a click: said, nothing typed is lost, and one tap gets on.

use crate::{
    steps::{check, contract, iban, mobile_code, rejected},
    support::{Ahead, Device, World},
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
    ahead.to_check().await;
    ahead.open("de").await;
    survives(&world, "check", async |world| check::walk(world).await, "mobile").await;
    world.fill("number", "+15550101").await;
    survives(&world, "mobile", async |world| world.submit().await, "mobile-code").await;
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
