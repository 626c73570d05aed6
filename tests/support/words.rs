//! The words of the wizard, read from their files: what a screen should say.

use std::{collections::BTreeMap, fs};

use super::root;

/// The messages of a language by their ids. Those with variables keep only what is plain.
pub struct Words(BTreeMap<String, String>);

impl Words {
    pub fn of(lang: &str) -> Words {
        let files = fs::read_dir(root().join("locales").join(lang)).unwrap();
        let read =
            |file: fs::DirEntry| bankident_copy::read(&fs::read_to_string(file.path()).unwrap()).unwrap();
        let messages = files.flat_map(|file| read(file.unwrap()));
        Words(messages.map(|message| (message.id, message.words)).collect())
    }

    /// The heading of a screen.
    pub fn title(&self, step: &str) -> &str {
        &self.0[&format!("{step}-title")]
    }

    /// The ids of all that the wizard says. Addresses of links are not read, and some words the server writes into the page.
    pub fn sentences(&self) -> impl Iterator<Item = &str> {
        // What is said behind the link of a document is said outside the wizard.
        const IN_THE_PAGE: [&str; 9] = [
            "document-address-over",
            "document-archive",
            "document-back",
            "document-not-kept",
            "language-name",
            "page-no-script",
            "page-unreachable",
            "page-unsupported",
            "test-environment",
        ];
        let said = self
            .0
            .iter()
            .filter(|(id, words)| !words.starts_with("https://") && !IN_THE_PAGE.contains(&id.as_str()))
            // A PDF says it.
            .filter(|(id, _)| !id.starts_with("receipt-"));
        said.map(|(id, _)| id.as_str())
    }

    /// Whether this is the id of a message, existing or forgotten, where its words should stand, or words with the
    /// name of a variable that could not be formatted.
    pub fn is_raw_id(&self, text: &str) -> bool {
        let is_part = |part: &str| {
            !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        };
        let parts: Vec<&str> = text.split(['-', '.']).collect();
        let looks_like_one = parts.len() > 1
            && parts.iter().all(|part| is_part(part))
            && text.starts_with(|c: char| c.is_ascii_lowercase());
        looks_like_one || self.0.contains_key(text) || text.contains("{$")
    }
}

#[test]
fn what_stands_for_missing_words_is_recognised() {
    let words = Words::of("en");
    assert_eq!(words.title("person"), "About you");
    for raw in
        ["person-title", "address.city", "iban.checksum", "never-written", "email", "PDF, {$kilobytes} KB"]
    {
        assert!(words.is_raw_id(raw), "{raw}");
    }
    for text in ["About you", "change", "E-mail", "2-3", "14169", "person@example.com", "Berliner Str. 45"] {
        assert!(!words.is_raw_id(text), "{text}");
    }
}
