//! All that is said, and what was said before.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{Glossary, Message, NotFluent, read, replace};

/// The words of all languages, as the copy desk gets them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Book {
    /// The first is the one that the others are held against.
    pub languages: Vec<Language>,
    pub glossary: Glossary,
    /// From the oldest to the newest.
    pub releases: Vec<Release>,
    /// The bank's own words, by language and id, without the marks of links.
    pub official: BTreeMap<String, BTreeMap<String, String>>,
}

/// A folder in `locales/`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Language {
    /// BCP 47.
    pub tag: String,
    /// Sources by the names of their files.
    pub files: BTreeMap<String, String>,
}

/// What was said when it was released.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Release {
    pub version: String,
    /// ISO 8601.
    pub date: String,
    /// Patterns by language and id.
    pub words: BTreeMap<String, BTreeMap<String, String>>,
}

/// What a message said, since which release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    pub version: String,
    pub date: String,
    pub pattern: String,
}

/// New patterns by language and id.
pub type Edits = BTreeMap<String, BTreeMap<String, String>>;

impl Book {
    pub fn language(&self, tag: &str) -> Option<&Language> {
        self.languages.iter().find(|language| language.tag == tag)
    }

    /// With the edits that are Fluent; the others are left out.
    pub fn edited(&self, edits: &Edits) -> Book {
        let edited = |language: &Language| match edits.get(&language.tag) {
            Some(edits) => language.edited(edits),
            None => language.clone(),
        };
        Book { languages: self.languages.iter().map(edited).collect(), ..self.clone() }
    }

    /// What a message has said, from the newest release to the oldest; what did not change is named once.
    pub fn history(&self, lang: &str, id: &str) -> Vec<Said> {
        let mut history: Vec<Said> = Vec::new();
        for release in &self.releases {
            let Some(pattern) = release.words.get(lang).and_then(|words| words.get(id)) else { continue };
            if history.last().is_none_or(|last| last.pattern != *pattern) {
                let (version, date) = (release.version.clone(), release.date.clone());
                history.push(Said { version, date, pattern: pattern.clone() });
            }
        }
        history.reverse();
        history
    }

    /// Whether a message says something else than in the last release, or is new.
    pub fn is_changed(&self, lang: &str, message: &Message) -> bool {
        let Some(last) = self.releases.last() else { return false };
        let released = last.words.get(lang).and_then(|words| words.get(&message.id));
        released.is_none_or(|pattern| *pattern != message.pattern)
    }
}

impl Language {
    /// Every message of every file that is Fluent.
    pub fn messages(&self) -> Vec<Message> {
        self.files.values().flat_map(|source| read(source).unwrap_or_default()).collect()
    }

    /// The file in which a message stands, and its source.
    pub fn file_of(&self, id: &str) -> Option<(&str, &str)> {
        let has = |source: &str| crate::passage::passages(source).iter().any(|passage| passage.id == id);
        let file = self.files.iter().find(|(_, source)| has(source));
        file.map(|(name, source)| (name.as_str(), source.as_str()))
    }

    /// # Errors
    /// Where the words cannot stand in the file; see [`replace`].
    pub fn replaced(&self, id: &str, pattern: &str) -> Result<Language, NotFluent> {
        let unknown = || NotFluent { line: 1, what: format!("there is no message {id}") };
        let (name, source) = self.file_of(id).ok_or_else(unknown)?;
        let changed = replace(source, id, pattern)?;
        let mut language = self.clone();
        language.files.insert(name.to_owned(), changed);
        Ok(language)
    }

    fn edited(&self, edits: &BTreeMap<String, String>) -> Language {
        let edit = |language: Language, (id, pattern): (&String, &String)| {
            let replaced = language.replaced(id, pattern);
            replaced.unwrap_or(language)
        };
        edits.iter().fold(self.clone(), edit)
    }
}

impl Release {
    pub fn of(version: &str, date: &str, languages: &[Language]) -> Release {
        let words = |language: &Language| {
            let words = language.messages().into_iter().map(|message| (message.id, message.pattern));
            (language.tag.clone(), words.collect())
        };
        let words = languages.iter().map(words).collect();
        Release { version: version.to_owned(), date: date.to_owned(), words }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn german(source: &str) -> Language {
        Language { tag: "de".into(), files: BTreeMap::from([("a.ftl".into(), source.into())]) }
    }

    fn book(releases: &[&str], now: &str) -> Book {
        let numbered = releases.iter().enumerate();
        let release =
            |(n, source): (usize, &&str)| Release::of(&format!("0.{n}.0"), "2026-11-24", &[german(source)]);
        let releases = numbered.map(release).collect();
        Book { languages: vec![german(now)], releases, ..Book::default() }
    }

    #[test]
    fn edits_that_are_fluent_are_made() {
        let edit = |id: &str, pattern: &str| (id.to_owned(), pattern.to_owned());
        let edits = BTreeMap::from([edit("a", "Neu"), edit("b", "{ $x"), edit("z", "nichts")]);
        let edited = book(&[], "a = Alt\nb = Bleibt\n").edited(&Edits::from([("de".into(), edits)]));
        assert_eq!(edited.languages, [german("a = Neu\nb = Bleibt\n")]);
    }

    #[test]
    fn history_names_each_change_once() {
        let book = book(&["a = Eins\n", "a = Eins\n", "a = Zwei\n"], "a = Drei\n");
        let history = book.history("de", "a");
        let history: Vec<_> = history.iter().map(|said| (&*said.version, &*said.pattern)).collect();
        assert_eq!(history, [("0.2.0", "Zwei"), ("0.0.0", "Eins")]);
    }

    #[test]
    fn changed_is_what_the_last_release_did_not_say() {
        let changed = |released: &[&str], now: &str| {
            let book = book(released, now);
            book.is_changed("de", &book.languages[0].messages()[0])
        };
        assert!(!changed(&["a = Eins\n"], "a = Eins\n"));
        assert!(changed(&["a = Zwei\n", "a = Eins\n"], "a = Zwei\n"));
        assert!(changed(&["b = Eins\n"], "a = Eins\n"), "new");
        assert!(!changed(&[], "a = Eins\n"), "nothing was released");
    }
}
