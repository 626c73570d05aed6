//! The text belongs to the person who types it.

use crate::{
    steps::{person, terms},
    support::{Ahead, Device, World},
};

#[tokio::test(flavor = "multi_thread")]
async fn what_is_typed_key_by_key_stays_in_its_order() {
    let world = World::new(Device::Phone).await;
    world.open("de").await;
    terms::walk(&world).await;
    person::walk(&world).await;
    world.arrive("address").await;
    // The suggestion bar of a phone adds the blank.
    for keys in ["a", "n", "n", "a", " ", "@", "b", ".example"] {
        world.fill("email", keys).await;
    }
    let typed = world.typed("email").await;
    assert_eq!(typed.replace(' ', ""), "anna@b.example");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_keyboard_that_composes_is_not_interrupted() {
    let world = World::new(Device::Phone).await;
    let ahead = Ahead::start(&world).await;
    ahead.to_iban().await;
    ahead.open("de").await;
    world.arrive("iban").await;
    world.click("[name=iban]").await;
    for text in ["d", "de", "de8", "de89", "de893"] {
        world.chromium().compose(text).await;
        assert_eq!(world.typed("iban").await, text, "nothing is touched while it is composed");
    }
    world.chromium().insert("de893").await;
    assert_eq!(world.typed("iban").await, "DE89 3");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_date_comes_back_as_people_write_it() {
    let world = World::new(Device::Phone).await;
    for (lang, written) in [("de", "15.07.1978"), ("en", "15/07/1978")] {
        let ahead = Ahead::start(&world).await;
        ahead.to_check().await;
        ahead.open(lang).await;
        world.click(".answers-of:first-of-type a").await;
        world.arrive("person").await;
        assert_eq!(world.typed("birth_date").await, written);
        // It can be sent as it stands.
        world.submit().await;
        world.arrive("check").await;
    }
}
