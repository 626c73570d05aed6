//! What leaves the desk, and comes back.

pub mod patch;
pub mod table;
pub mod xliff;

use std::{
    collections::BTreeMap,
    fmt::{self, Display, Formatter},
};

use sha2::{Digest, Sha256};

use crate::{Book, Edit, Edits, Message, Refusal, passage::written};

/// A text that somebody proposes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    pub lang: String,
    pub id: String,
    /// In Fluent.
    pub pattern: String,
    /// Whether nothing of it is still to be translated.
    pub is_whole: bool,
    /// What was said when the file was written, where the file tells it.
    pub was: Option<Was>,
}

/// What a text said when a file was written, by fingerprints: so one knows later what was changed since, and by whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Was {
    built: String,
    /// With the edits of the moment.
    said: String,
}

impl Was {
    fn new(built: &str, said: &str) -> Was {
        Was { built: fingerprint(built), said: fingerprint(said) }
    }

    fn parse(text: &str) -> Option<Was> {
        let (built, said) = text.split_once('/')?;
        Some(Was { built: built.to_owned(), said: said.to_owned() })
    }
}

impl Display for Was {
    fn fmt(&self, formatter: &mut Formatter) -> fmt::Result {
        write!(formatter, "{}/{}", self.built, self.said)
    }
}

/// Recognises a text, without repeating it.
fn fingerprint(pattern: &str) -> String {
    hex::encode(&Sha256::digest(pattern)[..4])
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

/// Merges proposals into edits. What who sent the file back has not changed is no proposal, and what was changed here since the
/// file was written is not overwritten.
pub fn take(book: &Book, edits: &Edits, proposals: &[Proposal]) -> Taken {
    let known: BTreeMap<&str, BTreeMap<String, Message>> = book
        .languages
        .iter()
        .map(|language| {
            let by_id = language.messages().into_iter().map(|message| (message.id.clone(), message));
            (language.tag.as_str(), by_id.collect())
        })
        .collect();
    let mut taken = Taken { edits: edits.clone(), ..Taken::default() };
    let mut proposed = Edits::new();
    for proposal in proposals.iter().filter(|proposal| !proposal.pattern.trim().is_empty()) {
        let Proposal { lang, id, pattern, .. } = proposal;
        let message = match known.get(lang.as_str()) {
            None => Err(format!("the wizard does not speak {lang}")),
            Some(messages) => messages.get(id).ok_or_else(|| Refusal::Unknown.to_string()),
        };
        let edited = edits.get(lang).and_then(|of_lang| of_lang.get(id));
        match message.and_then(|message| judge(proposal, message, edited).map(|is_new| (message, is_new))) {
            Err(why) => taken.refused.push(Refused { lang: lang.clone(), id: id.clone(), why }),
            Ok((_, false)) => {}
            Ok((message, true)) => {
                let edit = Edit { pattern: written(pattern), over: message.pattern.clone() };
                proposed.entry(lang.clone()).or_default().insert(id.clone(), edit);
            }
        }
    }
    for ((lang, id), why) in book.edited(&proposed).left_out {
        proposed.entry(lang.clone()).or_default().remove(&id);
        taken.refused.push(Refused { lang, id, why: why.to_string() });
    }
    for (lang, of_lang) in proposed {
        taken.taken += of_lang.len();
        taken.edits.entry(lang).or_default().extend(of_lang);
    }
    taken.edits = book.still_to_make(taken.edits);
    taken
}

/// Whether it is new.
fn judge(proposal: &Proposal, message: &Message, edited: Option<&Edit>) -> Result<bool, String> {
    let now = edited.map_or(message.pattern.as_str(), |edit| &edit.pattern);
    let said = written(&proposal.pattern);
    // Where a file does not tell what was said, nobody knows whether the words of our files are old or wanted.
    let is_old = match &proposal.was {
        None => said == message.pattern,
        Some(Was { built, said: was }) => *was == fingerprint(&said) && (was == built || edited.is_some()),
    };
    if is_old || said == now {
        return Ok(false);
    }
    if !proposal.is_whole {
        return Err("a part of it is not translated".to_owned());
    }
    if said.contains(char::REPLACEMENT_CHARACTER) {
        return Err("letters were lost, as where a file was saved in another encoding".to_owned());
    }
    let is_outdated = proposal.was.as_ref().is_some_and(|was| {
        was.built != fingerprint(&message.pattern)
            || edited.is_some_and(|edit| was.said != fingerprint(&edit.pattern))
    });
    if is_outdated { Err(Refusal::Outdated.to_string()) } else { Ok(true) }
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
        Proposal { lang, id, pattern, is_whole: true, was: None }
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

    /// What becomes of words that come back: our file says "IBAN", and `edit` where that is something.
    #[track_caller]
    fn back(edit: &str, was: Was, pattern: &str, expected: Result<&str, &str>) {
        let edits = if edit.is_empty() { Edits::default() } else { edits("en", &[("iban", edit)]) };
        let taken = take(&book(), &edits, &[Proposal { was: Some(was), ..proposal("iban", pattern) }]);
        let now = taken.edits.get("en").map_or("IBAN", |of_lang| &of_lang["iban"].pattern);
        let refused = taken.refused.first().map(|refused| refused.why.as_str());
        assert_eq!(refused.map_or(Ok(now), Err), expected, "{edit}, {pattern}");
    }

    #[test]
    fn what_who_sent_it_back_has_not_changed_stays_as_it_is_now() {
        back("", Was::new("IBAN", "IBAN"), "IBAN", Ok("IBAN"));
        back("Newer", Was::new("IBAN", "IBAN"), "IBAN", Ok("Newer"));
        back("Newer", Was::new("IBAN", "Account"), "Account", Ok("Newer"));
        back("", Was::new("Built since", "Built since"), "Built since", Ok("IBAN"));
    }

    #[test]
    fn what_was_changed_is_taken_unless_it_was_changed_here_too() {
        back("", Was::new("IBAN", "IBAN"), "Number", Ok("Number"));
        back("Account", Was::new("IBAN", "Account"), "Number", Ok("Number"));
        back("Account", Was::new("IBAN", "Account"), "IBAN", Ok("IBAN"));
        let outdated = "it was changed elsewhere meanwhile";
        back("Newer", Was::new("IBAN", "Account"), "Number", Err(outdated));
        back("", Was::new("Built since", "Built since"), "Number", Err(outdated));
    }

    #[test]
    fn edits_go_from_one_browser_to_another() {
        back("", Was::new("IBAN", "Account"), "Account", Ok("Account"));
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
        let expected = [
            "there is no such message",
            "the wizard does not speak tlh",
            "a part of it is not translated",
            "letters were lost, as where a file was saved in another encoding",
            "this is not Fluent: ",
            "official texts are not changed",
        ];
        assert_eq!(why.len(), expected.len());
        assert!(why.iter().zip(expected).all(|(why, expected)| why.starts_with(expected)), "{why:?}");
    }

    #[test]
    fn a_file_in_another_encoding_is_not_read() {
        assert_eq!(text(b"\xfcber".to_vec()), Err(NotReadable::NotUtf8));
        assert_eq!(text("über".into()), Ok("über".to_owned()));
    }
}
