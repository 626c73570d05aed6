//! What leaves the desk, and comes back.

pub mod patch;
pub mod table;
pub mod xliff;

use crate::{Book, Edit, Edits, Refusal};

/// A text that somebody proposes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    pub lang: String,
    pub id: String,
    /// In Fluent.
    pub pattern: String,
    /// Whether nothing of it is still to be translated.
    pub is_whole: bool,
}

/// What became of proposals.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    pub edits: Edits,
    /// How many say something new.
    pub taken: usize,
    pub refused: Vec<Refused>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    pub lang: String,
    pub id: String,
    pub why: String,
}

/// Why a file cannot be read, for who has chosen it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotReadable {
    #[error("This is no table in CSV: {0}")]
    Csv(String),
    #[error("This file is not in UTF-8: save it as CSV UTF-8.")]
    NotUtf8,
    #[error("The table has no column \"{0}\".")]
    NoColumn(&'static str),
    #[error("This is no XML: {0}")]
    Xml(String),
    #[error("This is not XLIFF 2: its first element has to be <xliff version=\"2.0\" trgLang=\"..\">.")]
    NotXliff,
}

/// What a file says.
///
/// # Errors
/// Where it is not in UTF-8.
pub fn text(file: Vec<u8>) -> Result<String, NotReadable> {
    String::from_utf8(file).map_err(|_| NotReadable::NotUtf8)
}

/// Merges proposals into edits. What is not translated yet is left alone, and so is what stands there anyway: what was edited
/// after the file was written is not taken back by it.
pub fn take(book: &Book, edits: &Edits, proposals: &[Proposal]) -> Taken {
    let mut taken = Taken { edits: edits.clone(), ..Taken::default() };
    for proposal in proposals.iter().filter(|proposal| !proposal.pattern.trim().is_empty()) {
        let Proposal { lang, id, pattern, .. } = proposal;
        match judge(book, proposal) {
            Err(why) => taken.refused.push(Refused { lang: lang.clone(), id: id.clone(), why }),
            Ok(false) => {}
            Ok(true) => {
                let edited = |edits: &Edits| edits.get(lang).and_then(|of_lang| of_lang.get(id)).cloned();
                let before = edited(&taken.edits);
                book.edit(&mut taken.edits, lang, id, pattern.trim());
                taken.taken += usize::from(before != edited(&taken.edits));
            }
        }
    }
    taken
}

/// Whether it says something else than what stands there.
fn judge(book: &Book, Proposal { lang, id, pattern, is_whole }: &Proposal) -> Result<bool, String> {
    let language = book.language(lang).ok_or_else(|| format!("the wizard does not speak {lang}"))?;
    let over = language.message(id).ok_or_else(|| Refusal::Unknown.to_string())?.pattern;
    if over == pattern.trim() {
        return Ok(false);
    }
    if !is_whole {
        return Err("a part of it is not translated".to_owned());
    }
    if pattern.contains(char::REPLACEMENT_CHARACTER) {
        return Err("letters were lost, as where a file was saved in another encoding".to_owned());
    }
    let edit = Edit { pattern: pattern.clone(), over };
    language.with(id, &edit).map(|_| true).map_err(|refusal| refusal.to_string())
}

#[cfg(test)]
pub mod samples {
    //! The project's own words.

    use std::{fs, path::Path};

    use super::*;
    use crate::Language;

    pub fn book() -> Book {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../locales");
        let language = |tag: &str| {
            let files = fs::read_dir(folder.join(tag)).unwrap().map(|file| {
                let file = file.unwrap();
                (file.file_name().into_string().unwrap(), fs::read_to_string(file.path()).unwrap())
            });
            Language { tag: tag.to_owned(), files: files.collect() }
        };
        Book { languages: vec![language("de"), language("en")], ..Book::default() }
    }

    /// Of our own words.
    pub fn edits(lang: &str, patterns: &[(&str, &str)]) -> Edits {
        let mut edits = Edits::default();
        patterns.iter().for_each(|(id, pattern)| book().edit(&mut edits, lang, id, pattern));
        edits
    }

    /// Words that are hard to carry.
    pub const HARD: [(&str, &str); 3] = [
        ("action-continue", "On; \"with\" <b>it</b>, & so on"),
        ("token.rejected", "{ $tries ->\n    [one] One more, please.\n   *[other] { $tries } more.\n}"),
        ("progress", "Step { $place }\nof { $of }"),
    ];
}

#[cfg(test)]
mod tests {
    use super::{samples::*, *};

    fn proposal(id: &str, pattern: &str) -> Proposal {
        let (lang, id, pattern) = ("en".to_owned(), id.to_owned(), pattern.to_owned());
        Proposal { lang, id, pattern, is_whole: true }
    }

    #[test]
    fn what_is_new_is_taken_and_what_is_said_already_is_not() {
        let proposals = [proposal("iban", "IBAN"), proposal("iban.hint", "On your card")];
        let expected = edits("en", &[("iban.hint", "On your card")]);
        let taken = take(&book(), &Edits::default(), &proposals);
        assert_eq!((taken.taken, &taken.edits), (1, &expected));
        assert_eq!(take(&book(), &expected, &proposals), Taken { edits: expected, ..Taken::default() });
        let untranslated = take(&book(), &Edits::default(), &[proposal("iban.hint", "  ")]);
        assert_eq!(untranslated, Taken::default());
    }

    #[test]
    fn what_was_edited_after_a_file_was_written_stays() {
        let edits = edits("en", &[("iban", "Account")]);
        assert_eq!(take(&book(), &edits, &[proposal("iban", "IBAN")]), Taken { edits, ..Taken::default() });
    }

    #[test]
    fn what_cannot_stand_there_is_refused_with_the_reason() {
        let wrong = [
            proposal("swisscom-terms", "I agree"),
            proposal("lonely", "x"),
            proposal("iban", "{ $x"),
            Proposal { lang: "tlh".to_owned(), ..proposal("iban", "x") },
            Proposal { is_whole: false, ..proposal("iban", "x") },
            proposal("iban", "Your \u{fffd}"),
        ];
        let taken = take(&book(), &Edits::default(), &wrong);
        assert_eq!((taken.taken, taken.edits), (0, Edits::default()));
        let why: Vec<&str> = taken.refused.iter().map(|refused| refused.why.as_str()).collect();
        assert!(why[2].starts_with("this is not Fluent"), "{why:?}");
        let expected = [
            "official texts are not changed",
            "there is no such message",
            why[2],
            "the wizard does not speak tlh",
            "a part of it is not translated",
            "letters were lost, as where a file was saved in another encoding",
        ];
        assert_eq!(why, expected);
    }

    #[test]
    fn a_file_in_another_encoding_is_not_read() {
        assert_eq!(text(b"\xfcber".to_vec()), Err(NotReadable::NotUtf8));
        assert_eq!(text("über".into()), Ok("über".to_owned()));
    }
}
