//! A partner has its customers asked more: one more screen, and nothing of it for the others.

use crate::{
    steps::{address, more, person, status, terms},
    support::{Device, Engine, World, embedded::Embedded},
};

const WORDS: &str =
    "return performance.getEntries().some((entry) => /\\/locales\\/\\w+-property/.test(entry.name))";

#[tokio::test(flavor = "multi_thread")]
async fn what_a_partner_wants_to_know_is_asked_after_the_status_and_shown_at_the_check() {
    let shop = Embedded::new(Engine::Chromium, Device::Phone).await;
    let world = &shop.world;
    shop.open("/?brand=seerose&locale=de").await;
    shop.enter().await;
    terms::walk(world).await;
    world.arrive("person").await;
    for name in ["first_name", "last_name"] {
        world.find(&format!("[name={name}]")).await.clear().await.unwrap();
    }
    person::walk(world).await;
    world.arrive("address").await;
    world.submit().await;
    status::walk(world).await;
    world.arrive("more").await;
    // In the partner's order, and each with its label.
    world.find_text("Akademischer Titel (freiwillig)").await;
    let names = "return [...document.querySelectorAll('main form [name]')].map((input) => input.name)
         .filter((name, place, all) => all.indexOf(name) === place).join()";
    let asked = "title,annual_income_range,self_declared_as_pep,expected_monthly_revenue_cents,work_country,aml_confirmed_on";
    assert_eq!(world.eval(names).await, asked);
    assert_eq!(world.eval(WORDS).await, true);
    world.submit().await;
    world.find("#error-summary").await;
    world.find_text("Bitte beantworten Sie das.").await;
    world.choose("work_country", "AT").await;
    more::walk(world).await;
    world.arrive("mobile").await;
    world.fill("number", "+15550101").await;
    world.submit().await;
    world.arrive("check").await;
    world.find_text("1250,50 €").await;
    world.find_text("Österreich").await;
    world.click("main a[href=\"#more\"]").await;
    world.arrive("more").await;
    assert_eq!(
        world.typed("expected_monthly_revenue_cents").await,
        "1250,50",
        "what was said is there again, as it is written here"
    );
    world.is_accessible("more").await;
    // Sent as it stands, and read again.
    world.submit().await;
    world.arrive("check").await;
    world.find_text("1250,50 €").await;
    world.has_no_complaints().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_asked_nothing_loads_nothing_of_it() {
    let world = World::new(Device::Phone).await;
    world.open("de").await;
    terms::walk(&world).await;
    person::walk(&world).await;
    address::walk(&world).await;
    status::walk(&world).await;
    world.arrive("mobile").await;
    assert_eq!(world.eval(WORDS).await, false);
}

/// The guide: "Set `industry` and `industry_key` to `null`".
#[tokio::test(flavor = "multi_thread")]
async fn who_works_for_themselves_and_is_not_sure_can_say_so() {
    let world = World::new(Device::Phone).await;
    world.open("de").await;
    terms::walk(&world).await;
    person::walk(&world).await;
    address::walk(&world).await;
    world.arrive("status").await;
    world.choose("employment_status", "FREELANCER").await;
    world.choose("nace_code", "-").await;
    status::walk_with(&world, "FREELANCER").await;
    world.arrive("mobile").await;
    world.fill("number", "+15550101").await;
    world.submit().await;
    world.arrive("check").await;
    world.find_text("Das weiß ich nicht genau").await;
    world.submit().await;
    world.arrive("mobile-code").await;
}
