//! Journeys in a real browser, through the real pages, against the sandbox.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod desk;
mod embedded;
mod steps;
mod support;
mod troubles;

use fantoccini::key::Key;

use steps::{address, bank, check, contract, done, iban, mobile, mobile_code, person, sign, status, terms};
use support::{Device, World};

/// The whole way, every screen of it inspected; each new heading gets the focus.
async fn whole_walk(lang: &str, device: Device) {
    let world = World::new(device).await;
    world.open(lang).await;
    world.inspect(lang, "terms").await;
    terms::walk(&world).await;
    macro_rules! walk {
        ($($step:ident = $id:literal),+) => {$(
            world.find(concat!("main[data-step=\"", $id, "\"] h1:focus")).await;
            world.inspect(lang, $id).await;
            $step::walk(&world).await;
        )+};
    }
    walk!(
        person = "person",
        address = "address",
        status = "status",
        mobile = "mobile",
        check = "check",
        mobile_code = "mobile-code",
        iban = "iban",
        bank = "bank",
        contract = "contract",
        sign = "sign",
        done = "done"
    );
    world.has_no_complaints().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_customer_walks_to_the_signed_contract_in_german_on_a_phone() {
    whole_walk("de", Device::Phone).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_customer_walks_to_the_signed_contract_in_english_at_a_desk() {
    whole_walk("en", Device::Desktop).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reload_returns_to_the_screen_and_keeps_what_was_typed() {
    let world = World::new(Device::Phone).await;
    world.open("de").await;
    terms::walk(&world).await;
    world.arrive("person").await;
    world.fill("first_name", "Leander").await;
    world.reload().await;
    world.arrive("person").await;
    assert_eq!(world.typed("first_name").await, "Leander");
    world.find("[name=first_name]").await.clear().await.unwrap();
    person::walk(&world).await;
    world.arrive("address").await;
    let kept = world.eval("return JSON.stringify(sessionStorage)").await;
    assert!(!kept.as_str().unwrap().contains("Zierfisch"), "what was sent is not kept in the browser");
    address::walk(&world).await;
    status::walk(&world).await;
    mobile::walk(&world).await;
    world.arrive("check").await;
    world.reload().await;
    check::walk(&world).await;
    world.arrive("mobile-code").await;
    world.reload().await;
    mobile_code::walk(&world).await;
    world.arrive("iban").await;
    world.reload().await;
    iban::walk(&world).await;
    world.arrive("bank").await;
    world.reload().await;
    bank::walk(&world).await;
    world.arrive("contract").await;
    world.reload().await;
    contract::walk(&world).await;
    world.arrive("sign").await;
    world.reload().await;
    sign::walk(&world).await;
    done::walk(&world).await;
    world.reload().await;
    done::walk(&world).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn back_forward_and_change_lead_where_a_person_expects() {
    let world = World::new(Device::Phone).await;
    world.open("en").await;
    terms::walk(&world).await;
    person::walk(&world).await;
    world.arrive("address").await;
    world.browser.back().await.unwrap();
    world.arrive("person").await;
    assert_eq!(world.typed("last_name").await, "Zierfisch");
    world.browser.forward().await.unwrap();
    world.arrive("address").await;
    address::walk(&world).await;
    status::walk(&world).await;
    mobile::walk(&world).await;
    check::change(&world, "mobile").await;
    world.arrive("mobile").await;
    assert_eq!(world.typed("number").await, "+15550101");
    world.submit().await;
    check::change(&world, "address").await;
    world.arrive("address").await;
    assert_eq!(world.typed("address.city").await, "Berlin");
    world.submit().await;
    check::walk(&world).await;
    world.arrive("mobile-code").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn mistakes_stand_beside_their_fields_and_take_the_focus() {
    let world = World::new(Device::Phone).await;
    world.open("de").await;
    terms::walk(&world).await;
    world.arrive("person").await;
    world.submit().await;
    world.find("[aria-labelledby=error-summary]").await;
    assert_eq!(world.text("#first-name-error[role=alert]").await, "Geben Sie Ihre Vornamen ein.");
    world.find("[name=salutation][aria-invalid=true]:focus").await;
    world.inspect("de", "person").await;
    person::walk(&world).await;
    address::walk(&world).await;
    status::walk(&world).await;
    mobile::walk(&world).await;
    check::walk(&world).await;
    world.arrive("mobile-code").await;
    world.fill("token", "000000").await;
    world.submit().await;
    world.find("#token-error[role=alert]").await;
    world.find("[name=token]:focus").await;
    assert_eq!(world.typed("token").await, "000000", "nothing typed is lost");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_language_can_be_switched_without_losing_anything() {
    let world = World::new(Device::Phone).await;
    world.open("de").await;
    terms::walk(&world).await;
    world.arrive("person").await;
    world.fill("first_name", "Leander").await;
    world.choose("nationality", "FR").await;
    world.find(".languages [lang=en]").await.click().await.unwrap();
    world.find("html[lang=en]").await;
    assert_eq!(world.text("main h1[tabindex]").await, "About you");
    assert_eq!(world.browser.title().await.unwrap(), "About you – Bankident");
    assert_eq!(world.typed("first_name").await, "Leander");
    assert_eq!(world.typed("nationality").await, "FR");
    let name = "return document.querySelector('[name=birth_country] option[value=DE]').textContent";
    assert_eq!(world.eval(name).await, "Germany");
    world.reload().await;
    world.arrive("person").await;
    world.find("html[lang=en]").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_keyboard_alone_gets_through() {
    let world = World::new(Device::Phone).await;
    world.open("en").await;
    world.arrive("terms").await;
    tab_to(&world, "terms_conditions").await;
    world.press(Key::Space).await;
    tab_to(&world, "data_terms").await;
    world.press(Key::Space).await;
    world.press(Key::Enter).await;
    world.arrive("person").await;
    world.find("h1:focus").await;
    tab_to(&world, "salutation").await;
    world.press(Key::Space).await;
    for (name, keys) in [
        ("first_name", "Leander"),
        ("last_name", "Zierfisch"),
        ("birth_date", "15 07 1978"),
        ("birth_city", "Aachen"),
        ("birth_country", "Germany"),
        ("nationality", "Germany"),
    ] {
        tab_to(&world, name).await;
        world.browser.active_element().await.unwrap().send_keys(keys).await.unwrap();
    }
    // Past what helps those who cannot answer.
    while world.browser.active_element().await.unwrap().attr("type").await.unwrap().as_deref()
        != Some("submit")
    {
        world.press(Key::Tab).await;
    }
    world.press(Key::Enter).await;
    world.arrive("address").await;
}

/// Walks by Tab until the input of this name has the focus.
async fn tab_to(world: &World, name: &str) {
    for _ in 0..40 {
        if world.focused().await == name {
            return;
        }
        world.press(Key::Tab).await;
    }
    panic!("Tab does not lead to {name}");
}
