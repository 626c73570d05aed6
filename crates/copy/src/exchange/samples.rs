//! The project's own words.

use std::{fs, path::Path};

use crate::catalogue::{Edits, Language, MessageCatalogue};

pub fn catalogue() -> MessageCatalogue {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../locales");
    let language = |tag: &str| {
        let files = fs::read_dir(folder.join(tag)).unwrap().map(|file| {
            let file = file.unwrap();
            (file.file_name().into_string().unwrap(), fs::read_to_string(file.path()).unwrap())
        });
        Language { tag: tag.to_owned(), files: files.collect() }
    };
    MessageCatalogue { languages: vec![language("de"), language("en")], ..MessageCatalogue::default() }
}

/// Edits of our own words.
pub fn edits(lang: &str, patterns: &[(&str, &str)]) -> Edits {
    let mut edits = Edits::default();
    patterns.iter().for_each(|(id, pattern)| catalogue().edit(&mut edits, lang, id, pattern));
    edits
}

/// Texts that are hard to transport.
pub const HARD: [(&str, &str); 3] = [
    ("action-continue", "On; \"with\" <b>it</b>, & so on"),
    ("token.rejected", "{ $tries ->\n    [one] One more, please.\n   *[other] { $tries } more.\n}"),
    ("progress", "Step { $place }\nof { $of }"),
];
