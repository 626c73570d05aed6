//! The bank's page in the wizard's frame in the partner's page: what it can do there.

use serde_json::Value;

use super::walk::to_the_bank;
use crate::{
    steps::{bank, contract},
    support::{Device, Engine, embedded::Embedded},
};

#[tokio::test(flavor = "multi_thread")]
async fn a_bank_may_ask_for_its_cookies_and_ask_the_customer() {
    let shop = Embedded::new(Engine::Chromium, Device::Phone).await;
    let world = &shop.world;
    shop.open("/").await;
    shop.enter().await;
    to_the_bank(world).await;
    world.arrive("bank").await;
    world.find("main iframe").await.enter_frame().await.unwrap();
    world.find("main[data-bank-page=iban]").await;

    world.eval("setTimeout(() => (document.title = confirm('Wirklich abbrechen?')))").await;
    world.accept("Wirklich abbrechen?").await;
    assert_eq!(world.eval("return document.title").await, "true", "the customer was asked");

    // The browser decides; the frames around the bank do not stand in its way.
    world.chromium().allow("storage-access").await;
    let ask = "const done = arguments[0];
        document.requestStorageAccess().then(() => done('granted'), error => done(String(error)))";
    let answer: Value = world.browser.execute_async(ask, Vec::new()).await.unwrap();
    assert_eq!(answer, "granted");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_way_leads_to_the_contract_in_a_page_that_requires_an_embedder_policy() {
    let options = ["--embedder-policy", "require-corp"];
    let shop = Embedded::with(Engine::Chromium, Device::Phone, &options).await;
    let world = &shop.world;
    shop.open("/").await;
    shop.hears("ready").await;
    shop.enter().await;
    to_the_bank(world).await;
    bank::walk(world).await;
    contract::walk(world).await;
    world.arrive("sign").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_wizard_comes_in_pages_with_either_embedder_policy() {
    for (engine, policy) in [
        (Engine::Chromium, "credentialless"),
        (Engine::Firefox, "require-corp"),
        (Engine::Firefox, "credentialless"),
    ] {
        let shop = Embedded::with(engine, Device::Desktop, &["--embedder-policy", policy]).await;
        shop.open("/").await;
        shop.hears("ready").await;
        assert!(!shop.heard().await.contains(&"error".to_owned()), "{policy}");
        shop.enter().await;
        shop.world.arrive("terms").await;
    }
}
