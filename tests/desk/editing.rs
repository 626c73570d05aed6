//! A sentence is found by clicking it, changed, seen, handed on as a patch, and stands in the wizard.

use std::{fs, process::Command};

use super::copy_locales;
use crate::support::{Device, World};

#[tokio::test(flavor = "multi_thread")]
async fn a_sentence_is_found_changed_and_handed_on_as_a_patch() {
    let world = World::new(Device::Desktop).await;
    world.open_desk("?state=terms").await;
    // It is found by clicking it.
    world.enter_screen("terms, de").await;
    world.click("main[data-step] h1").await;
    world.leave_frames().await;
    assert_eq!(world.text(".sentence-id").await, "terms-title");
    assert!(
        world.browser.current_url().await.unwrap().as_str().ends_with("?state=terms&sentence=terms-title")
    );
    // What is wrong is said at once, and the screen shows it.
    world.rewrite("words-de", "Hallo \"du\"").await;
    world.find("#notes-de .mistake:nth-of-type(2)").await;
    let wrong = world.text("#notes-de .findings").await;
    assert!(wrong.contains("a straight quote") && wrong.contains("we say Sie"), "{wrong}");
    world.screen_says("terms, de", "Hallo \"du\"").await;
    world.rewrite("words-de", "Guten Tag").await;
    world.gone("#notes-de .mistake").await;
    world.rewrite("words-en", "Good day { $name").await;
    assert!(world.text("#notes-en .mistake").await.contains("this is not Fluent"));
    world.rewrite("words-en", "Good day").await;
    world.screen_says("terms, de", "Guten Tag").await;
    world.screen_says("terms, en", "Good day").await;
    // It is still there tomorrow.
    world.reload().await;
    world.screen_says("terms, de", "Guten Tag").await;
    assert_eq!(world.text(".hand-on-count").await, "2 sentences are edited");
    world.complains_of_nothing_but("/bank").await;
    // It is handed on, and built.
    world.click(".hand-on .main").await;
    let patch = world.downloaded_as("patch").await;
    let project = world.folder().join("project");
    copy_locales(&project.join("locales"));
    fs::write(project.join("words.patch"), patch).unwrap();
    let applied = Command::new("git").args(["apply", "words.patch"]).current_dir(&project).status().unwrap();
    assert!(applied.success());
    let rebuilt = World::with_words(&project.join("locales"), Device::Phone).await;
    rebuilt.open("de").await;
    assert_eq!(rebuilt.text("main[data-step] h1").await, "Guten Tag");
    rebuilt.click(".languages [lang=en]").await;
    rebuilt.find_text("Good day").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_official_text_is_locked_and_compared_to_the_letter() {
    let world = World::new(Device::Desktop).await;
    world.open_desk("?state=rejected-joint-account&sentence=rejection-joint-account").await;
    world.find("textarea[name=\"words-de\"][readonly]").await;
    world.find("textarea[name=\"words-en\"][readonly]").await;
    assert!(world.text("#notes-de .official-note").await.contains("to the letter"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_translators_send_back_is_taken_and_the_rest_is_refused() {
    let world = World::new(Device::Desktop).await;
    world.open_desk("?state=iban").await;
    let table = world.folder().join("back.csv");
    let rows = "id;de;en\niban-title;;Where you bank\nswisscom-terms;;I agree\n";
    fs::write(&table, rows).unwrap();
    let input = world.find("input[name=\"import\"]").await;
    input.send_keys(&table.display().to_string()).await.unwrap();
    world.find(".report p").await;
    assert_eq!(world.text(".report p").await, "1 sentence was taken over.");
    assert_eq!(world.text(".report .mistake").await, "en: swisscom-terms: official texts are not changed");
    world.screen_says("iban, en", "Where you bank").await;
    // And out again, for the next translator.
    for (button, extension, words) in
        [(2, "csv", "Where you bank"), (3, "xlf", "<target xml:space=\"preserve\">Where you bank")]
    {
        world.click(&format!(".hand-on-buttons > :nth-child({button})")).await;
        let file = world.downloaded_as(extension).await;
        assert!(file.contains(words), "{extension}: {file}");
    }
    world.click(".hand-on-buttons > :last-child").await;
    world.screen_says("iban, en", "Your bank account").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_edit_of_words_that_have_changed_meanwhile_waits() {
    let world = World::new(Device::Desktop).await;
    world.open_desk("?state=terms&sentence=terms-title").await;
    world.find("textarea[name=words-de]").await;
    let edit = r#"localStorage.setItem("desk.edits",
        JSON.stringify({ de: { "terms-title": { pattern: "Meins", over: "Von gestern" } } }))"#;
    world.eval(edit).await;
    world.reload().await;
    world.find_words("#notes-de .findings", "changed elsewhere meanwhile").await;
    assert!(world.text(".hand-on-count").await.contains("Left out as it is: de terms-title"));
    world.screen_says("terms, de", "Ausweisen und").await;
    world.click(".words button").await;
    world.screen_says("terms, de", "Meins").await;
    assert_eq!(world.text(".hand-on-count").await, "1 sentence is edited");
}

#[tokio::test(flavor = "multi_thread")]
async fn two_tabs_edit_the_same_words() {
    let world = World::new(Device::Desktop).await;
    world.open_desk("?state=terms&sentence=terms-title").await;
    let first = world.browser.window().await.unwrap();
    let second = world.browser.new_window(true).await.unwrap().handle;
    world.browser.switch_to_window(second).await.unwrap();
    world.open_desk("?state=iban&sentence=iban-title").await;
    world.rewrite("words-de", "Zwei").await;
    world.browser.switch_to_window(first).await.unwrap();
    world.find_words(".hand-on-count", "1 sentence").await;
    world.rewrite("words-de", "Eins").await;
    world.find_words(".hand-on-count", "2 sentences").await;
    world.reload().await;
    world.find_words(".hand-on-count", "2 sentences").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_edit_is_looked_at_wherever_it_stands() {
    let world = World::new(Device::Desktop).await;
    world.open_desk("?state=terms&sentence=terms-title").await;
    world.find(".elsewhere a[href*=\"state=terms-accepted\"]").await;
    world.rewrite("words-de", "Ganz woanders").await;
    world.click(".state-head nav a").await;
    world.fill("find", "ganz woanders").await;
    world.find(".card a[href*=\"state=terms-accepted\"]").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_screen_without_a_journey_shows_an_edit_too() {
    let world = World::new(Device::Desktop).await;
    world.open_desk("?state=unavailable&sentence=unavailable-title").await;
    world.screen_says("unavailable, de", "Das hat nicht geklappt").await;
    world.rewrite("words-de", "Es geht gerade nicht").await;
    world.screen_says("unavailable, de", "Es geht gerade nicht").await;
}
