//! A language is added by adding its folder (docs/adding-a-language.md).

use std::{collections::BTreeMap, fs};

use bankident_copy::pseudo;

use super::{copy_language, copy_locales};
use crate::support::{Device, World};

/// In a language that nobody speaks: so what is not translated shows, and what is too tight breaks.
#[tokio::test(flavor = "multi_thread")]
async fn a_third_language_is_added_by_adding_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    copy_locales(folder.path());
    let french = folder.path().join("fr");
    copy_language("en", &french, pseudo);
    let common = fs::read_to_string(french.join("common.ftl")).unwrap();
    let named = common.lines().map(|line| match line.starts_with("language-name =") {
        true => "language-name = Français",
        false => line,
    });
    fs::write(french.join("common.ftl"), named.collect::<Vec<_>>().join("\n")).unwrap();
    let world = World::with_words(folder.path(), Device::Phone).await;
    world.open("fr").await;
    assert_eq!(world.text(".languages [aria-current=true]").await, "Français");
    assert_eq!(world.eval("return document.documentElement.lang").await, "fr");
    world.click(".languages [lang=de]").await;
    world.find_text("Ausweisen").await;
    world.click(".languages [lang=fr]").await;
    world.find_text("⟦").await;
    // One state of each screen: everything is translated, and nothing is wider than the phone.
    let steps: BTreeMap<String, String> =
        world.samples().await.into_iter().rev().map(|(name, step)| (step, name)).collect();
    for name in steps.values() {
        world.open_sample(name, "fr").await;
        let page = "const page = document.documentElement; return page.scrollWidth - page.offsetWidth";
        assert_eq!(world.eval(page).await, 0, "{name} is wider than the phone");
        let headings = "return [...document.querySelectorAll('main[data-step] :is(h1, label, .button)')]
            .map(element => element.textContent).filter(text => text && !text.includes('⟦'))";
        assert_eq!(world.eval(headings).await, serde_json::json!([]), "{name} is not translated");
    }
    world.open_desk("?state=iban&beside=fr").await;
    world.screen_says("iban, fr", "⟦").await;
    assert!(world.text(".count").await.contains("3 languages"));
}
