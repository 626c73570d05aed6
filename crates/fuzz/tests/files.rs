//! What product teams and partners hand in: words in Fluent, as a table and as XLIFF, and the partners' configuration.

#![allow(clippy::unwrap_used, reason = "a test fails where what it needs is not there")]

use std::{fs, path::Path};

use bankident_bff::partners::Registry;
use bankident_copy::{
    Glossary, Language, MessageCatalogue, check,
    exchange::{patch, table, take, text, xliff},
    hard_to_read, marked, pseudo, read,
};
use bankident_fuzz::inputs;

#[test]
fn words_in_fluent() {
    for input in inputs("fluent", 1500) {
        let source = &input.text();
        let marked_words = marked(source);
        pseudo(source);
        if let Ok(messages) = read(source) {
            check(&[("de", &messages), ("en", &messages)], &Glossary::default());
            hard_to_read(&messages).for_each(drop);
            // The marks are invisible letters. Behind a backslash they would look like a torn escape.
            if source.contains('\\') {
                continue;
            }
            let marked_messages = read(&marked_words).unwrap();
            let ids = |messages: &[bankident_copy::Message]| -> Vec<String> {
                messages.iter().map(|message| message.id.clone()).collect()
            };
            assert_eq!(ids(&marked_messages), ids(&messages), "{source}");
        }
    }
}

/// A catalogue of a few words.
fn catalogue() -> MessageCatalogue {
    let locales = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../locales");
    let language = |tag: &str| {
        let files = ["iban.ftl", "sign.ftl"];
        let read = |file: &str| (file.to_owned(), fs::read_to_string(locales.join(tag).join(file)).unwrap());
        Language { tag: tag.to_owned(), files: files.into_iter().map(read).collect() }
    };
    MessageCatalogue { languages: vec![language("de"), language("en")], ..MessageCatalogue::default() }
}

#[test]
fn words_that_come_back() {
    let catalogue = catalogue();
    type Read =
        fn(&str) -> Result<Vec<bankident_copy::exchange::Proposal>, bankident_copy::exchange::NotReadable>;
    for (target, read_file) in [("csv", table::read as Read), ("xliff", xliff::read as Read)] {
        for input in inputs(target, 800) {
            let Ok(file) = text(input.bytes.clone()) else { continue };
            let Ok(proposals) = read_file(&file) else { continue };
            let taken = take(&catalogue, &Default::default(), &proposals);
            let edited = catalogue.edited(&taken.edits);
            // Whatever came in, the files are still Fluent with the same messages, and a patch says what is new.
            for language in &edited.catalogue.languages {
                assert_eq!(
                    language.messages().len(),
                    catalogue.language(&language.tag).unwrap().messages().len()
                );
            }
            let made =
                taken.edits.values().map(|of_lang| of_lang.len()).sum::<usize>() - edited.left_out.len();
            let is_new = made > 0;
            assert_eq!(!patch::patch(&catalogue, &edited.catalogue).is_empty(), is_new, "{file}");
        }
    }
}

#[test]
fn the_corpus_of_files_is_what_we_write_ourselves() {
    let catalogue = catalogue();
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let known = |path: &str| fs::read_to_string(corpus.join(path)).unwrap_or_default();
    let (csv, xlf) = (table::write(&catalogue, &catalogue), xliff::write(&catalogue, &catalogue, "en"));
    if std::env::var_os("BANKIDENT_FUZZ_WRITE").is_some() {
        fs::write(corpus.join("csv/written"), &csv).unwrap();
        fs::write(corpus.join("xliff/written"), &xlf).unwrap();
    }
    assert!(table::read(&known("csv/written")).is_ok_and(|all| !all.is_empty()));
    assert!(xliff::read(&known("xliff/written")).is_ok_and(|all| !all.is_empty()));
}

#[test]
fn configurations_of_partners() {
    let folder = tempfile::tempdir().unwrap();
    let demonstration = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../embed/demo/partners");
    let files =
        ["nordlicht/logo.svg", "nordlicht/logo-dark.svg", "nordlicht/copy/de.ftl", "nordlicht/copy/en.ftl"];
    for file in files {
        fs::create_dir_all(folder.path().join(file).parent().unwrap()).unwrap();
        fs::copy(demonstration.join(file), folder.path().join(file)).unwrap();
    }
    let configuration = folder.path().join("partners.toml");
    for input in inputs("partners", 800) {
        fs::write(&configuration, &input.bytes).unwrap();
        if let Err(error) = Registry::load(&configuration) {
            assert!(!error.to_string().is_empty());
        }
    }
    fs::copy(demonstration.join("partners.toml"), &configuration).unwrap();
    for input in inputs("fluent", 400) {
        fs::write(folder.path().join(files[2]), &input.bytes).unwrap();
        Registry::load(&configuration).ok();
    }
}
