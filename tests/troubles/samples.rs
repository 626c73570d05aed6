//! Every state of every screen, in both languages: its words are there, it fits, axe-core finds nothing.

use crate::support::{Device, World};

async fn every_sample_can_be_looked_at(lang: &str, device: Device) {
    let world = World::new(device).await;
    let samples = world.samples().await;
    assert!(samples.len() > 100, "{}", samples.len());
    for (name, step) in samples {
        world.open_sample(&name, lang).await;
        world.inspect_as(lang, &step, &name).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_sample_can_be_looked_at_in_german_on_a_phone() {
    every_sample_can_be_looked_at("de", Device::Phone).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_sample_can_be_looked_at_in_english_at_a_desk() {
    every_sample_can_be_looked_at("en", Device::Desktop).await;
}
