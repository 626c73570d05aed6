//! Another release runs while a page of the one before is open.

use std::{
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use tokio::time::{Instant, sleep};

use crate::{
    steps::terms,
    support::{Device, PATIENCE, World, root},
};

/// Our words, with another title of the screen about the person.
fn words(folder: &Path, title: &str) -> PathBuf {
    let english = ("person-title = About you\n", &*format!("person-title = {title}\n"));
    let german = ("person-title = Ihre Person\n", &*format!("person-title = Person: {title}\n"));
    words_with(folder, &[english, german])
}

/// Our words, with others in their place.
pub fn words_with(folder: &Path, changes: &[(&str, &str)]) -> PathBuf {
    let locales = folder.join("locales");
    for lang in ["de", "en"] {
        fs::create_dir_all(locales.join(lang)).unwrap();
        for file in fs::read_dir(root().join("locales").join(lang)).unwrap() {
            let file = file.unwrap();
            let text = fs::read_to_string(file.path()).unwrap();
            let text = changes.iter().fold(text, |text, (from, to)| text.replace(from, to));
            fs::write(locales.join(lang).join(file.file_name()), text).unwrap();
        }
    }
    fs::copy(root().join("locales/glossary.toml"), locales.join("glossary.toml")).unwrap();
    locales
}

/// At the person, in German, with something typed.
async fn typing() -> World {
    let world = World::new(Device::Phone).await;
    world.open("de").await;
    terms::walk(&world).await;
    world.arrive("person").await;
    world.fill("first_name", "Leander").await;
    world
}

/// The words of the page that is open are kept no longer.
async fn forget_its_words(world: &World) {
    let its_words =
        "return JSON.parse(document.getElementById('files').textContent).languages.map(({ words }) => words)";
    for words in world.eval(its_words).await.as_array().unwrap() {
        let words = format!("journeys.files{}", words.as_str().unwrap());
        for file in [world.folder().join(format!("{words}.br")), world.folder().join(words)] {
            let deadline = Instant::now() + PATIENCE;
            while fs::remove_file(&file).is_err() {
                assert!(Instant::now() < deadline, "{} is not kept", file.display());
                sleep(Duration::from_millis(50)).await;
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_of_the_release_before_finds_its_words() {
    let mut world = typing().await;
    let locales = words(world.folder(), "About yourself");
    world.release(&locales).await;
    world.click(".languages [lang=en]").await;
    world.find_text("About you").await;
    assert!(!world.text("main h1").await.contains("yourself"), "it is the page of before");
    assert_eq!(world.typed("first_name").await, "Leander");
    world.reload().await;
    world.find_text("About yourself").await;
    assert_eq!(world.typed("first_name").await, "Leander");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_misses_its_words_is_loaded_anew_once_and_then_says_so() {
    let mut world = typing().await;
    let locales = words(world.folder(), "About yourself");
    forget_its_words(&world).await;
    world.release(&locales).await;
    world.click(".languages [lang=en]").await;
    world.find_text("About yourself").await;
    world.find("html[lang=en]").await;
    assert_eq!(world.typed("first_name").await, "Leander", "what was typed is kept");

    let locales = words(world.folder(), "About you once more");
    forget_its_words(&world).await;
    world.release(&locales).await;
    world.click(".languages [lang=de]").await;
    let banner = world.text(".banner").await;
    assert!(banner.contains("could not be loaded"), "{banner}");
    world.is_accessible("a page that misses a file").await;
    world.click(".banner a").await;
    world.find_text("Person: About you once more").await;
    assert_eq!(world.typed("first_name").await, "Leander");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_whose_program_is_gone_says_so_after_one_reload() {
    let folder = tempfile::tempdir().unwrap();
    let world = World::with_words(&words(folder.path(), "About you"), Device::Phone).await;
    for file in fs::read_dir(world.folder().join("dist")).unwrap() {
        let file = file.unwrap().path();
        if file.to_str().unwrap().contains("_bg.wasm") {
            fs::remove_file(file).unwrap();
        }
    }
    fs::remove_dir_all(world.folder().join("journeys.files")).ok();
    world.open("en").await;
    world.find("#unreachable:not([hidden])").await;
    let came_by = "return performance.getEntriesByType('navigation')[0].type";
    assert_eq!(world.eval(came_by).await, "reload", "it has tried once more by itself");
}
