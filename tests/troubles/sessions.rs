//! Sessions that are lost, persons that are deleted.

use crate::{
    steps::{iban, resume, terms},
    support::{Ahead, Device, World},
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
