//! The copy desk, and what can be done there without a developer.

mod bundle;
mod editing;
mod gallery;
mod languages;
mod report;

use std::{fs, path::Path, time::Duration};

use tokio::time::{Instant, sleep};

use crate::support::{PATIENCE, World, root};

impl World {
    /// Into the frame of a screen, by its title: `iban, de`.
    async fn enter_screen(&self, title: &str) {
        self.find(&format!(".screens iframe[title=\"{title}\"]")).await.enter_frame().await.unwrap();
        self.find("html[data-sample]").await;
    }

    /// Waits for words in the frame of a screen.
    async fn screen_says(&self, title: &str, words: &str) {
        self.enter_screen(title).await;
        self.find_text(words).await;
        self.leave_frames().await;
    }

    /// Waits for words in an element.
    async fn find_words(&self, css: &str, words: &str) {
        let deadline = Instant::now() + PATIENCE;
        while !self.text(css).await.contains(words) {
            assert!(Instant::now() < deadline, "{css} does not say {words}");
            sleep(Duration::from_millis(50)).await;
        }
    }

    /// Waits until a script says that it is so.
    async fn until(&self, script: &str) {
        let deadline = Instant::now() + PATIENCE;
        while self.eval(script).await != true {
            assert!(Instant::now() < deadline, "it does not come true: {script}");
            sleep(Duration::from_millis(50)).await;
        }
    }

    /// Waits for a file of this extension; what it says.
    async fn downloaded_as(&self, extension: &str) -> String {
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(file) = self.downloads_of(extension).first() {
                return fs::read_to_string(file).unwrap();
            }
            assert!(Instant::now() < deadline, "no .{extension} was downloaded");
            sleep(Duration::from_millis(50)).await;
        }
    }

    /// What stands in a text area becomes something else.
    async fn rewrite(&self, name: &str, words: &str) {
        let area = self.find(&format!("textarea[name=\"{name}\"]")).await;
        area.clear().await.unwrap();
        area.send_keys(words).await.unwrap();
    }
}

/// A copy of our words, to be changed.
fn copy_locales(to: &Path) {
    fs::create_dir_all(to).unwrap();
    fs::copy(root().join("locales/glossary.toml"), to.join("glossary.toml")).unwrap();
    for lang in ["de", "en"] {
        copy_language(lang, &to.join(lang), str::to_owned);
    }
}

/// The files of a language, each in other words.
fn copy_language(lang: &str, to: &Path, change: impl Fn(&str) -> String) {
    fs::create_dir_all(to).unwrap();
    for file in fs::read_dir(root().join("locales").join(lang)).unwrap() {
        let file = file.unwrap();
        let words = fs::read_to_string(file.path()).unwrap();
        fs::write(to.join(file.file_name()), change(&words)).unwrap();
    }
}
