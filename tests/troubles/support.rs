//! Whoever is told to contact support can do so.

use serde_json::json;

use crate::support::{Device, World};

/// Wherever a text names support, its partner's links stand beside it. A page opens in another tab, so that the wizard stays.
#[tokio::test(flavor = "multi_thread")]
async fn who_is_sent_to_support_finds_it() {
    let world = World::new(Device::Phone).await;
    let samples = world.samples().await;
    let named: Vec<_> = samples.iter().filter(|(name, _)| name.starts_with("support-")).collect();
    assert!(named.len() >= 10, "{named:?}");
    for (name, _) in named {
        world.open_sample(name, "de").await;
        world.find("main .support").await;
        let links = "return [...document.querySelector('main .support').querySelectorAll('a')]
             .map((link) => [link.getAttribute('href'), link.target, link.rel, link.textContent])";
        let expected = json!([
            ["tel:+49305550101", "", "noopener", "+49 30 5550101"],
            ["mailto:hilfe@nordlicht.example", "", "noopener", "hilfe@nordlicht.example"],
            ["https://nordlicht.example/hilfe", "_blank", "noopener", "Hilfe-Seite öffnen"],
        ]);
        // The words carry the marks of the samples.
        let found = world.eval(links).await.to_string();
        let marks = |c: char| !matches!(c, '\u{e0000}'..='\u{e007f}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{206f}');
        let plain: String = found.chars().filter(|c| marks(*c)).collect();
        assert_eq!(plain, expected.to_string(), "{name}");
    }
    world.open_sample("rejected-generic-error", "de").await;
    world.find("main .reference").await;
    let without = world.eval("return document.querySelectorAll('.support').length").await;
    assert_eq!(without, 0, "a partner that does not say so has none");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_lives_abroad_is_told_what_to_expect() {
    let world = World::new(Device::Phone).await;
    world.open_sample("address", "de").await;
    for (country, is_told) in [("AT", true), ("DE", false), ("US", true)] {
        world.choose("address.country", country).await;
        let sentence = "außerhalb Deutschlands";
        match is_told {
            true => world.find_text(sentence).await,
            false => assert!(!world.text("main").await.contains(sentence)),
        }
    }
}
