//! Sessions that are lost, persons that are deleted.

use std::time::Duration;

use tokio::time::{Instant, sleep};

use crate::{
    steps::{address, iban, mobile, person, resume, status, terms},
    support::{Ahead, Device, Engine, PATIENCE, World, embedded::Embedded},
};

const UNKNOWN: &str = "sessionStorage.setItem('session', 'f'.repeat(64))";

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_session_begins_again_and_says_so() {
    let world = World::new(Device::Phone).await;
    let ahead = Ahead::start(&world).await;
    ahead.to_check().await;
    ahead.open("de").await;
    world.arrive("check").await;
    world.eval(UNKNOWN).await;
    world.submit().await;
    world.arrive("terms").await;
    world.find(".banner").await;
    world.inspect("de", "terms").await;
    world.eval(UNKNOWN).await;
    world.reload().await;
    world.arrive("terms").await;
    world.find(".banner").await;
    terms::walk(&world).await;
    world.arrive("person").await;
    world.gone(".banner").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_was_away_for_long_resumes_with_their_birth_date() {
    let world = World::new(Device::Phone).await;
    let ahead = Ahead::start(&world).await;
    ahead.to_iban().await;
    ahead.open("en").await;
    world.arrive("iban").await;
    world.advance(3600).await;
    // A click finds out, in a page that was left open.
    iban::submit(&world, "DE11110101010100000020").await;
    world.arrive("resume").await;
    world.inspect("en", "resume").await;
    world.fill("birth_date", "16.07.1978").await;
    world.submit().await;
    world.find_text("You have 2 more tries.").await;
    resume::walk(&world).await;
    world.arrive("iban").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_deleted_at_solaris_sees_that_it_is_over() {
    let world = World::new(Device::Phone).await;
    let ahead = Ahead::start(&world).await;
    ahead.to_iban().await;
    ahead.open("en").await;
    world.arrive("iban").await;
    world.delete_persons().await;
    world.arrive("stopped").await;
    world.find_text("Your data has been deleted.").await;
    world.find("main[data-step=stopped] button").await.click().await.unwrap();
    world.arrive("terms").await;
    terms::walk(&world).await;
    world.arrive("person").await;
}

/// The server's clock goes on, and the page learns it.
async fn later(world: &World, seconds: u32) {
    world.advance(seconds).await;
    world.eval("dispatchEvent(new Event('online'))").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_that_ends_soon_says_so_and_goes_on_with_one_action() {
    let world = World::new(Device::Phone).await;
    let ahead = Ahead::start(&world).await;
    ahead.to_iban().await;
    ahead.open("de").await;
    world.arrive("iban").await;
    later(&world, 3600 - 295).await;
    let notice = world.text(".session-notice[role=alert]").await;
    assert!(notice.contains("Ihre Sitzung endet in 04:"), "{notice}");
    let told = world.eval("return document.querySelector('.session-notice [role=status]').textContent").await;
    assert!(told.as_str().unwrap().contains("05:00"), "screen readers are told in good time: {told}");
    world.is_accessible("a session that ends soon").await;
    world.click(".session-notice button").await;
    world.gone(".session-notice").await;
    // Beyond the first end.
    later(&world, 3000).await;
    iban::walk(&world).await;
    world.arrive("bank").await;
}

/// How often the page has told the server of a visit, and was answered.
async fn visits(world: &World) -> u64 {
    let told = "return performance.getEntriesByType('resource')
        .filter((entry) => entry.name.endsWith('/visit') && entry.responseEnd).length";
    world.eval(told).await.as_u64().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn who_types_or_scrolls_is_there_and_who_only_looks_is_away() {
    let world = World::new(Device::Phone).await;
    let ahead = Ahead::start(&world).await;
    ahead.to_mobile().await;
    ahead.open("en").await;
    world.arrive("mobile").await;
    let deadline = Instant::now() + PATIENCE;
    for told in 1..=3 {
        later(&world, 3000).await;
        while visits(&world).await < told {
            world.fill("number", "1").await;
            assert!(Instant::now() < deadline, "the server is not told");
            sleep(Duration::from_millis(50)).await;
        }
    }
    assert_eq!(visits(&world).await, 3, "not with each key");
    // The page says that it is over, by itself.
    later(&world, 3600).await;
    resume::walk(&world).await;
    world.arrive("mobile").await;
    assert!(world.typed("number").await.starts_with('1'), "what was typed is kept");
}

#[tokio::test(flavor = "multi_thread")]
async fn after_an_hour_a_customer_goes_on_where_they_were() {
    let world = World::new(Device::Phone).await;
    world.open("de").await;
    terms::walk(&world).await;
    person::walk(&world).await;
    address::walk(&world).await;
    world.arrive("status").await;
    world.advance(3660).await;
    status::walk(&world).await;
    resume::walk(&world).await;
    world.arrive("status").await;
    assert_eq!(world.typed("employment_status").await, "EMPLOYED");
    world.submit().await;
    mobile::walk(&world).await;
    world.arrive("check").await;
    world.find_text("Zierfisch").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn where_a_journey_begins_anew_what_was_typed_is_still_there() {
    let world = World::new(Device::Phone).await;
    world.open("de").await;
    terms::walk(&world).await;
    world.arrive("person").await;
    world.fill("first_name", "Leander").await;
    later(&world, 3660).await;
    let notice = world.text(".session-notice[role=alert]").await;
    assert!(notice.contains("Ihre Sitzung ist abgelaufen."), "{notice}");
    world.is_accessible("a session that has ended").await;
    world.click(".session-notice button").await;
    world.arrive("terms").await;
    world.find(".banner").await;
    world.gone(".session-notice").await;
    terms::walk(&world).await;
    world.arrive("person").await;
    assert_eq!(world.typed("first_name").await, "Leander");
}

/// The page hears that it needs another start token, and what was typed goes on in the next journey.
#[tokio::test(flavor = "multi_thread")]
async fn in_a_partners_page_what_was_typed_goes_on_with_another_start_token() {
    let shop = Embedded::new(Engine::Chromium, Device::Phone).await;
    let world = &shop.world;
    shop.open("/").await;
    shop.enter().await;
    terms::walk(world).await;
    world.arrive("person").await;
    world.fill("birth_city", "Aachen").await;
    later(world, 3660).await;
    world.click(".session-notice button").await;
    world.find("main[data-problem=start-token-invalid]").await;
    shop.leave().await;
    shop.hears("error").await;
    // As a page does that hears it.
    let again = "document.querySelector('iframe').dataset.old = ''; document.querySelector('#again').click()";
    world.eval(again).await;
    world.find("#onboarding iframe:not([data-old])").await;
    shop.enter().await;
    terms::walk(world).await;
    world.arrive("person").await;
    assert_eq!(world.typed("birth_city").await, "Aachen");
    assert_eq!(world.typed("last_name").await, "Zierfisch", "what the partner knows is there again");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_cannot_say_who_they_are_does_not_see_what_was_typed() {
    let world = World::new(Device::Phone).await;
    world.open("de").await;
    terms::walk(&world).await;
    person::walk(&world).await;
    world.arrive("address").await;
    world.fill("address.city", "Berlin").await;
    later(&world, 3660).await;
    for tries in ["noch 2 Versuche", "noch einen Versuch"] {
        world.arrive("resume").await;
        world.find("[name=birth_date]").await.clear().await.unwrap();
        world.fill("birth_date", "16.07.1978").await;
        world.submit().await;
        world.find_text(tries).await;
    }
    world.submit().await;
    world.arrive("terms").await;
    world.find(".banner").await;
    terms::walk(&world).await;
    person::walk(&world).await;
    world.arrive("address").await;
    assert_eq!(world.typed("address.city").await, "");
}
