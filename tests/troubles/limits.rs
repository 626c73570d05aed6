//! Wrong codes, wrong numbers, wrong IBANs, too many SMS: each has its sentence.

use crate::{
    steps::{mobile_code, rejected},
    support::{Ahead, Device, World},
};

async fn retype(world: &World, name: &str, value: &str) {
    let input = world.find(&format!("[name={name}]")).await;
    input.clear().await.unwrap();
    world.fill(name, value).await;
    world.submit().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_code_says_how_many_tries_are_left() {
    let world = World::new(Device::Phone).await;
    let ahead = Ahead::start(&world).await;
    ahead.to_mobile_code().await;
    ahead.open("en").await;
    for sentence in [
        "You have 4 more tries.",
        "You have 3 more tries.",
        "You have 2 more tries.",
        "You have one more try.",
        "This code was entered wrongly too often.",
    ] {
        retype(&world, "token", "000000").await;
        world.find_text(sentence).await;
        world.find("[name=token]:focus").await;
    }
    retype(&world, "token", &world.code("mobile").await).await;
    world.find_text("This code was entered wrongly too often.").await;
    world.advance(30).await;
    world.reload().await;
    world.find("main .resend button").await.click().await.unwrap();
    world.find_text("A new code is on its way.").await;
    world.find("[name=token]").await.clear().await.unwrap();
    mobile_code::walk(&world).await;
    world.arrive("iban").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn numbers_of_two_countries_are_refused_before_any_sms() {
    let world = World::new(Device::Phone).await;
    let ahead = Ahead::start(&world).await;
    ahead.to_mobile().await;
    ahead.open("de").await;
    world.arrive("mobile").await;
    for number in ["+98 912 3456789", "+850 191 2345678"] {
        retype(&world, "number", number).await;
        world.find_text("An Nummern mit dieser Landesvorwahl können wir keine SMS senden.").await;
    }
    assert_eq!(world.carried_out().await["POST /v1/persons/{person_id}/mobile_number"], 0);
    retype(&world, "number", "+15550101").await;
    world.arrive("check").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn another_number_can_be_given_after_a_moment() {
    let world = World::new(Device::Phone).await;
    let ahead = Ahead::start(&world).await;
    ahead.to_mobile_code().await;
    ahead.open("en").await;
    world.arrive("mobile-code").await;
    world.find("main form ~ button.quiet").await.click().await.unwrap();
    world.arrive("mobile").await;
    retype(&world, "number", "+4917612345678").await;
    world.find_text("Please wait").await;
    world.advance(30).await;
    world.submit().await;
    world.arrive("mobile-code").await;
    world.find_text("+49").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn each_mistake_in_an_iban_has_its_sentence() {
    let world = World::new(Device::Phone).await;
    let ahead = Ahead::start(&world).await;
    ahead.to_iban().await;
    ahead.open("en").await;
    world.arrive("iban").await;
    world.tick("swisscom_terms").await;
    for (iban, sentence) in [
        ("DE1111010101010000002", "Some digits are missing."),
        ("DE1111010101010000002O", "Only digits follow after DE."),
        ("DE11110101010100000021", "This IBAN cannot be right."),
        ("FR7630006000011234567890189", "This works only with a German IBAN"),
    ] {
        retype(&world, "iban", iban).await;
        world.find_text(sentence).await;
        world.find("[name=iban]:focus").await;
    }
    assert_eq!(rejected::ways(&world).await, ["video"]);
    world.is_accessible("iban, with the way to video identification").await;
    rejected::choose(&world, "video").await;
    world.arrive("stopped").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sixth_sms_says_when_to_come_back() {
    let world = World::new(Device::Phone).await;
    let ahead = Ahead::start(&world).await;
    ahead.to_mobile_code().await;
    for _ in 0..4 {
        world.advance(30).await;
        ahead.post("mobile-code/resend", serde_json::json!({})).await;
    }
    ahead.open("de").await;
    world.arrive("mobile-code").await;
    world.find_text("Neuen Code anfordern in 5").await;
    world.find("main form ~ button.quiet").await.click().await.unwrap();
    world.arrive("mobile").await;
    retype(&world, "number", "+4917612345678").await;
    world.find_text("Minuten, dann können Sie es erneut versuchen.").await;
    assert_eq!(world.carried_out().await["SMS"], 5);
}
