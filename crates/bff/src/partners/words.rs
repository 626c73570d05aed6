//! A partner's own words. They can replace any message except the official ones.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
};

use bankident_copy::{Message, NotFluent, read};
use rust_embed::RustEmbed;

use super::checks::is_safe_url;

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../../locales"]
struct Locales;

/// The languages of the wizard: the folders of `locales/`.
pub fn langs() -> BTreeSet<String> {
    let folder = |name: Cow<str>| name.split_once('/').map(|(folder, _)| folder.to_owned());
    Locales::iter().filter_map(folder).collect()
}

/// All our words of a language, file by file.
pub fn sources(lang: &str) -> Vec<String> {
    let files = Locales::iter().filter(|name| name.starts_with(&format!("{lang}/")));
    let files = files.filter_map(|name| Locales::get(&name));
    files.map(|file| String::from_utf8_lossy(&file.data).into_owned()).collect()
}

/// Legal texts and the official words for rejections belong to the bank (the guide, Appendix III). The addresses of the
/// linked documents are agreed with each partner.
fn is_official(file: &str, id: &str) -> bool {
    (file.ends_with("legal.ftl") && !id.starts_with("link-")) || id.starts_with("rejection-")
}

/// A mistake in one line.
#[derive(Debug, PartialEq, Eq)]
pub struct Mistake {
    pub line: usize,
    pub key: String,
    pub what: String,
}

/// All mistakes in a partner's words.
pub fn mistakes(lang: &str, source: &str) -> Vec<Mistake> {
    let not_fluent = |NotFluent { line, what }| Mistake {
        line,
        key: String::new(),
        what: format!("this is not Fluent: {what}"),
    };
    let own = match read(source) {
        Ok(own) => own,
        Err(errors) => return errors.into_iter().map(not_fluent).collect(),
    };
    let ours = ours(lang);
    let wrong = |message: Message| {
        let what = match ours.get(&message.id) {
            None => "there is no such message".to_owned(),
            Some((_, true)) => "legal and official texts cannot be replaced".to_owned(),
            Some((_, false)) if message.id.starts_with("link-") && !is_safe_url(&message.pattern) => {
                "an address begins with https:// (http for localhost and 127.0.0.1 only)".to_owned()
            }
            Some((known, false)) => {
                let unknown = message.variables.difference(&known.variables).next()?;
                format!("${unknown} is not given to this message")
            }
        };
        Some(Mistake { line: message.line, key: message.id, what })
    };
    own.into_iter().filter_map(wrong).collect()
}

/// Our messages by id, and whether they are official.
fn ours(lang: &str) -> BTreeMap<String, (Message, bool)> {
    let mut all = BTreeMap::new();
    for name in Locales::iter().filter(|name| name.starts_with(&format!("{lang}/"))) {
        let Some(file) = Locales::get(&name) else { continue };
        // `xtask tidy` checks that ours can be read.
        let messages = read(&String::from_utf8_lossy(&file.data)).unwrap_or_default();
        for message in messages {
            let official = is_official(&name, &message.id);
            all.insert(message.id.clone(), (message, official));
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(source: &str, expected: &[(usize, &str, &str)]) {
        let found = mistakes("en", source);
        let found: Vec<_> =
            found.iter().map(|mistake| (mistake.line, mistake.key.as_str(), mistake.what.as_str())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_message_of_ours_can_be_said_otherwise() {
        check("# ours\naction-continue = On we go\niban =\n    .hint = On your card\n", &[]);
        check("progress = { $place } of { $of }\n", &[]);
        check("link-terms = https://nordlicht.example/terms\n", &[]);
    }

    #[test]
    fn a_link_is_an_address_of_the_web_and_encrypted() {
        let what = "an address begins with https:// (http for localhost and 127.0.0.1 only)";
        for address in [
            "javascript:alert(1)",
            "http://nordlicht.example/terms",
            "//nordlicht.example/terms",
            "/terms",
            "data:text/html,x",
            "https://somebody:secret@nordlicht.example/terms",
            "https://nordlicht.example/{ \"terms\" } x",
        ] {
            check(&format!("link-terms = {address}\n"), &[(1, "link-terms", what)]);
        }
    }

    #[test]
    fn official_texts_stay() {
        let official = "legal and official texts cannot be replaced";
        check(
            "\nrejection-expired = Too late\nswisscom-terms = Yes\n",
            &[(2, "rejection-expired", official), (3, "swisscom-terms", official)],
        );
    }

    #[test]
    fn what_is_unknown_is_named() {
        check("lonely = x\n", &[(1, "lonely", "there is no such message")]);
        check("progress = { $step }\n", &[(1, "progress", "$step is not given to this message")]);
    }

    #[test]
    fn what_is_no_fluent_is_named_by_its_line() {
        let found = mistakes("de", "action-continue = Los\nprogress = { $place\n");
        assert!(found[0].line >= 2 && found[0].what.starts_with("this is not Fluent"), "{found:?}");
    }
}
