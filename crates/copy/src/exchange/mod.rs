//! What leaves the desk, and comes back.

pub mod patch;
pub mod table;
pub mod xliff;

use crate::{Book, Edits, Standing};

/// A text that somebody proposes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    pub lang: String,
    pub id: String,
    /// In Fluent.
    pub pattern: String,
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
    #[error("The table has no column \"{0}\".")]
    NoColumn(&'static str),
    #[error("This is no XML: {0}")]
    Xml(String),
    #[error("This is not XLIFF 2: its first element has to be <xliff version=\"2.0\" trgLang=\"..\">.")]
    NotXliff,
}

/// Merges proposals into edits. What is not translated yet is left alone, and so is what is said already.
pub fn take(book: &Book, edits: &Edits, proposals: &[Proposal]) -> Taken {
    let mut taken = Taken { edits: edits.clone(), ..Taken::default() };
    for proposal in proposals.iter().filter(|proposal| !proposal.pattern.trim().is_empty()) {
        let Proposal { lang, id, pattern } = proposal;
        match judge(book, proposal) {
            Err(why) => taken.refused.push(Refused { lang: lang.clone(), id: id.clone(), why }),
            Ok(is_new) => {
                let of_lang = taken.edits.entry(lang.clone()).or_default();
                let before = of_lang.get(id).cloned();
                match is_new {
                    true => of_lang.insert(id.clone(), pattern.trim().to_owned()),
                    false => of_lang.remove(id),
                };
                taken.taken += usize::from(before.as_ref() != of_lang.get(id));
            }
        }
    }
    taken.edits.retain(|_, of_lang| !of_lang.is_empty());
    taken
}

/// Whether it says something else than was built.
fn judge(book: &Book, Proposal { lang, id, pattern }: &Proposal) -> Result<bool, String> {
    let language = book.language(lang).ok_or_else(|| format!("the wizard does not speak {lang}"))?;
    let built = language.messages().into_iter().find(|text| text.id == *id);
    let built = built.ok_or_else(|| "there is no such message".to_owned())?;
    if built.pattern == pattern.trim() {
        return Ok(false);
    }
    if built.standing == Standing::Official {
        return Err("official texts are not changed".to_owned());
    }
    language.replaced(id, pattern).map(|_| true).map_err(|error| error.what)
}

#[cfg(test)]
pub mod samples {
    //! The project's own words.

    use std::{collections::BTreeMap, fs, path::Path};

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

    pub fn edits(lang: &str, edits: &[(&str, &str)]) -> Edits {
        let edits = edits.iter().map(|(id, pattern)| ((*id).to_owned(), (*pattern).to_owned()));
        BTreeMap::from([(lang.to_owned(), edits.collect())])
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
        Proposal { lang: "en".to_owned(), id: id.to_owned(), pattern: pattern.to_owned() }
    }

    #[test]
    fn what_is_new_is_taken_and_what_is_said_already_is_not() {
        let book = book();
        let taken = take(
            &book,
            &Edits::default(),
            &[proposal("iban", "IBAN"), proposal("iban.hint", "On your card")],
        );
        assert_eq!((taken.taken, taken.edits), (1, edits("en", &[("iban.hint", "On your card")])));
        let again = take(
            &book,
            &edits("en", &[("iban.hint", "On your card")]),
            &[proposal("iban.hint", "On your card")],
        );
        assert_eq!(again.taken, 0);
        let untranslated = take(&book, &Edits::default(), &[proposal("iban.hint", "  ")]);
        assert_eq!(untranslated, Taken::default());
    }

    #[test]
    fn what_was_built_takes_an_edit_back() {
        let taken = take(&book(), &edits("en", &[("iban", "Account")]), &[proposal("iban", "IBAN")]);
        assert_eq!((taken.taken, taken.edits), (1, Edits::default()));
    }

    #[test]
    fn what_cannot_stand_there_is_refused_with_the_reason() {
        let wrong = [
            proposal("swisscom-terms", "I agree"),
            proposal("lonely", "x"),
            proposal("iban", "{ $x"),
            Proposal { lang: "tlh".to_owned(), ..proposal("iban", "x") },
        ];
        let taken = take(&book(), &Edits::default(), &wrong);
        assert_eq!((taken.taken, taken.refused.len()), (0, 4));
        assert_eq!(taken.refused[0].why, "official texts are not changed");
        assert_eq!(taken.refused[1].why, "there is no such message");
        assert_eq!(taken.refused[3].why, "the wizard does not speak tlh");
    }
}
