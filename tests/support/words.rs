//! The words of the wizard, read from their files: what a screen should say.

use std::{collections::BTreeMap, fs};

use fluent_syntax::{
    ast::{Entry, Pattern, PatternElement},
    parser,
};

use super::root;

/// The messages of a language by their ids. Those with variables keep only what is plain.
pub struct Words(BTreeMap<String, String>);

impl Words {
    pub fn of(lang: &str) -> Words {
        let files = fs::read_dir(root().join("locales").join(lang)).unwrap();
        let mut words = BTreeMap::new();
        for file in files {
            let source = fs::read_to_string(file.unwrap().path()).unwrap();
            for entry in parser::parse(source).expect("Fluent reads its own files").body {
                if let Entry::Message(message) = entry {
                    words.insert(message.id.name, message.value.map(plain).unwrap_or_default());
                }
            }
        }
        Words(words)
    }

    /// The heading of a screen.
    pub fn title(&self, step: &str) -> &str {
        &self.0[&format!("{step}-title")]
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

fn plain(pattern: Pattern<String>) -> String {
    let texts = pattern.elements.into_iter().map(|element| match element {
        PatternElement::TextElement { value } => value,
        PatternElement::Placeable { .. } => String::new(),
    });
    texts.collect()
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
