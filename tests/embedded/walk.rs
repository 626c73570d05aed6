//! The whole way in a frame on another site, in the engine of each browser.

use crate::{
    steps::{bank, check, contract, done, iban, mobile, mobile_code, sign, status, terms},
    support::{Device, Engine, World, embedded::Embedded},
};

/// The shop knows name and address: the customer adds the rest.
async fn person(world: &World) {
    world.arrive("person").await;
    assert_eq!(world.typed("last_name").await, "Zierfisch", "what the shop knows is there");
    world.fill("birth_date", "15.07.1978").await;
    world.fill("birth_city", "Aachen").await;
    world.choose("birth_country", "DE").await;
    world.choose("nationality", "DE").await;
    world.submit().await;
}

/// From the first screen to the bank's login.
pub async fn to_the_bank(world: &World) {
    terms::walk(world).await;
    person(world).await;
    world.arrive("address").await;
    assert_eq!(world.typed("address.city").await, "Berlin");
    world.submit().await;
    status::walk(world).await;
    mobile::walk(world).await;
    check::walk(world).await;
    mobile_code::walk(world).await;
    iban::walk(world).await;
}

async fn whole_walk(engine: Engine, lang: &str) {
    let shop = Embedded::new(engine, Device::Phone).await;
    let world = &shop.world;
    shop.open(&format!("/?locale={lang}")).await;
    shop.enter().await;
    world.find(&format!("html[lang={lang}]")).await;
    to_the_bank(world).await;
    bank::walk(world).await;
    if engine == Engine::Chromium {
        // The bank's frame had the focus: it does not get lost with it.
        world.find("main[data-step=contract] h1:focus").await;
    }
    contract::walk(world).await;
    sign::walk(world).await;
    match engine {
        // Its test browser keeps no files.
        Engine::WebKit => drop(world.arrive("done").await),
        _ => done::walk(world).await,
    }
    shop.leave().await;
    shop.hears("complete").await;
    // Over the server too.
    shop.hears("journey.ended").await;
    let heard = shop.heard().await;
    assert_eq!(heard.iter().filter(|event| *event == "complete").count(), 1, "{heard:?}");
    assert_eq!(heard.iter().filter(|event| *event == "ready").count(), 1, "{heard:?}");
    shop.enter().await;
    world.click("main .exit").await;
    shop.leave().await;
    shop.hears("exit").await;
    world.gone("iframe").await;
    world.find("#thanks:not([hidden])").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_customer_signs_in_a_partners_page_in_chromium() {
    whole_walk(Engine::Chromium, "de").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_customer_signs_in_a_partners_page_in_firefox() {
    whole_walk(Engine::Firefox, "en").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_customer_signs_in_a_partners_page_in_webkit() {
    whole_walk(Engine::WebKit, "de").await;
}
