//! Twice is once: double clicks, two Enters, two tabs.

use fantoccini::key::Key;

use crate::{
    steps::{bank, contract, done, iban, mobile_code, sign},
    support::{Ahead, Device, World},
};

const COMMANDS: [&str; 8] = [
    "POST /v1/persons",
    "POST /v1/persons/{person_id}/mobile_number",
    "POST /v1/persons/{person_id}/mobile_number/authorize",
    "POST /v1/persons/{person_id}/mobile_number/confirm",
    "POST /v1/persons/{person_id}/identifications",
    "PATCH /v1/persons/{person_id}/identifications/{id}/request",
    "PATCH /v1/persons/{person_id}/identifications/{id}/authorize",
    "PATCH /v1/persons/{person_id}/identifications/{id}/confirm",
];

/// The primary button, twice in the same moment.
async fn double_click(world: &World) {
    double_click_on(world, "main form button[type=submit]").await;
}

async fn double_click_on(world: &World, css: &str) {
    world.find(css).await;
    let twice = format!("const button = document.querySelector('{css}'); button.click(); button.click();");
    world.eval(&twice).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_double_click_is_one_click_on_every_button() {
    let world = World::new(Device::Phone).await;
    let ahead = Ahead::start(&world).await;
    ahead.to_mobile().await;
    ahead.open("de").await;
    world.arrive("mobile").await;
    world.fill("number", "+15550101").await;
    double_click(&world).await;
    world.arrive("check").await;
    double_click(&world).await;
    world.arrive("mobile-code").await;
    world.fill("token", &world.code("mobile").await).await;
    double_click(&world).await;
    world.arrive("iban").await;
    world.fill("iban", "DE11110101010100000020").await;
    world.tick("swisscom_terms").await;
    double_click(&world).await;
    bank::walk(&world).await;
    contract::read(&world).await;
    double_click(&world).await;
    world.arrive("sign").await;
    world.fill("signature_token", &world.code("signature").await).await;
    double_click(&world).await;
    done::walk(&world).await;
    let carried_out = world.carried_out().await;
    for command in COMMANDS {
        assert_eq!(carried_out[command], 1, "{command}");
    }
    assert_eq!(carried_out["SMS"], 2, "one for the number, one for the signature");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_double_click_on_the_other_buttons_is_one_click_too() {
    let world = World::new(Device::Phone).await;
    let ahead = Ahead::start(&world).await;
    ahead.to_mobile_code().await;
    world.advance(30).await;
    ahead.open("en").await;
    world.arrive("mobile-code").await;
    double_click_on(&world, "main .resend button").await;
    world.find_text("A new code is on its way.").await;
    assert_eq!(world.carried_out().await["SMS"], 2, "the first, and one more");
    mobile_code::walk(&world).await;
    iban::submit(&world, "DE44110101010100000008").await;
    world.arrive("rejected").await;
    double_click_on(&world, "main [data-way=another-iban]").await;
    iban::walk(&world).await;
    world.arrive("bank").await;
    assert_eq!(world.carried_out().await["POST /v1/persons/{person_id}/identifications"], 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_bank_can_be_left_and_finished_twice() {
    let world = World::new(Device::Phone).await;
    let ahead = Ahead::start(&world).await;
    ahead.to_iban().await;
    ahead.open("de").await;
    iban::submit(&world, "DE11110101010100000020").await;
    world.arrive("bank").await;
    // Left: another account, or the same once more.
    world.find("main[data-step=bank] > button.quiet").await.click().await.unwrap();
    iban::walk(&world).await;
    let frame = world.find("main[data-step=bank] iframe").await;
    let page = frame.attr("src").await.unwrap().unwrap();
    bank::walk(&world).await;
    world.arrive("contract").await;
    // Finished once more, in a tab that was left open: nothing is paid or signed twice.
    ahead.finish_at_bank(&page).await;
    world.reload().await;
    contract::walk(&world).await;
    sign::walk(&world).await;
    done::walk(&world).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_enters_are_one() {
    let world = World::new(Device::Phone).await;
    let ahead = Ahead::start(&world).await;
    ahead.to_mobile().await;
    ahead.open("en").await;
    world.arrive("mobile").await;
    let enter = Key::Enter.to_string();
    world.fill("number", &format!("+15550101{enter}{enter}")).await;
    world.arrive("check").await;
    world.submit().await;
    world.arrive("mobile-code").await;
    let code = world.code("mobile").await;
    world.fill("token", &format!("{code}{enter}{enter}")).await;
    world.arrive("iban").await;
    let carried_out = world.carried_out().await;
    assert_eq!(carried_out["SMS"], 1);
    assert_eq!(carried_out["POST /v1/persons/{person_id}/mobile_number/confirm"], 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_tab_follows_the_first() {
    let world = World::new(Device::Desktop).await;
    let ahead = Ahead::start(&world).await;
    ahead.to_mobile().await;
    ahead.open("en").await;
    world.arrive("mobile").await;
    let first = world.browser.window().await.unwrap();
    // A tab that the page opens takes its storage along, as a duplicated one does.
    world.eval("window.open(location.href)").await;
    let windows = world.browser.windows().await.unwrap();
    let second = windows.into_iter().find(|window| *window != first).expect("a second tab");
    world.browser.switch_to_window(second.clone()).await.unwrap();
    world.arrive("mobile").await;
    world.browser.switch_to_window(first.clone()).await.unwrap();
    world.fill("number", "+15550101").await;
    world.submit().await;
    world.arrive("check").await;
    world.browser.switch_to_window(second.clone()).await.unwrap();
    world.arrive("check").await;
    world.browser.switch_to_window(first.clone()).await.unwrap();
    world.submit().await;
    world.arrive("mobile-code").await;
    world.browser.switch_to_window(second).await.unwrap();
    world.arrive("mobile-code").await;
    world.fill("token", &world.code("mobile").await).await;
    world.submit().await;
    world.arrive("iban").await;
    world.browser.switch_to_window(first).await.unwrap();
    world.arrive("iban").await;
}
