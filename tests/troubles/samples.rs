//! Every state of every screen, in both languages: its words are there, it fits, axe-core finds nothing; and no sentence is
//! without a state.

use std::collections::BTreeSet;

use crate::support::{Device, World, words::Words};

async fn every_sample_can_be_looked_at(lang: &str, device: Device) {
    let world = World::new(device).await;
    let samples = world.samples().await;
    assert!(samples.len() > 100, "{}", samples.len());
    let mut said = BTreeSet::new();
    for (name, step) in samples {
        world.open_sample(&name, lang).await;
        if name.starts_with("unavailable") {
            world.inspect_page(lang, &name).await;
        } else {
            world.inspect_as(lang, &step, &name).await;
        }
        let ids = world.eval("return shown().map(({ id }) => id)").await;
        said.extend(serde_json::from_value::<Vec<String>>(ids).unwrap());
    }
    let words = Words::of(lang);
    let unsaid: Vec<&str> = words.sentences().filter(|id| !said.contains(*id)).collect();
    assert!(unsaid.is_empty(), "no sample says {unsaid:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_sample_can_be_looked_at_in_german_on_a_phone() {
    every_sample_can_be_looked_at("de", Device::Phone).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_sample_can_be_looked_at_in_english_at_a_desk() {
    every_sample_can_be_looked_at("en", Device::Desktop).await;
}
