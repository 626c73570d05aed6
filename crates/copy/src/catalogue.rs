//! All words of all languages, their history, and edits of them.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::{
    glossary::Glossary,
    message::{Message, read},
    passage::{excerpt, written},
    source_edit::{Refusal, replace},
};

/// The words of all languages, as the copy desk gets them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageCatalogue {
    /// The first is the reference for the others.
    pub languages: Vec<Language>,
    /// Names to keep and words to avoid.
    pub glossary: Glossary,
    /// Oldest first.
    pub releases: Vec<Release>,
    /// The official texts by language and id, without the markup of links.
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

/// The words of a release.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Release {
    /// The version of the wizard.
    pub version: String,
    /// ISO 8601, `2026-11-24`.
    pub date: String,
    /// Patterns by language and id.
    pub words: BTreeMap<String, BTreeMap<String, String>>,
}

/// An earlier text of a message, and the release that introduced it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The version of the release.
    pub version: String,
    /// ISO 8601, `2026-11-24`.
    pub date: String,
    /// The text, in Fluent.
    pub pattern: String,
}

/// A proposed change of a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// The new text, in Fluent.
    pub pattern: String,
    /// The text that was edited.
    pub over: String,
}

/// Edits by language and id.
pub type Edits = BTreeMap<String, BTreeMap<String, Edit>>;

/// A catalogue with the edits that could be made in its files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edited {
    /// The catalogue with those edits.
    pub catalogue: MessageCatalogue,
    /// The other edits by language and id, and why they could not be made.
    pub left_out: BTreeMap<(String, String), Refusal>,
}

impl MessageCatalogue {
    /// A language by its tag.
    pub fn language(&self, tag: &str) -> Option<&Language> {
        self.languages.iter().find(|language| language.tag == tag)
    }

    /// Makes the edits in a copy of the files.
    pub fn edited(&self, edits: &Edits) -> Edited {
        let mut edited = Edited { catalogue: self.clone(), left_out: BTreeMap::new() };
        for (lang, edits) in edits {
            let refused = match edited.catalogue.languages.iter_mut().find(|language| language.tag == *lang) {
                Some(language) => language.edit(edits),
                None => edits.keys().map(|id| (id.clone(), Refusal::Unknown)).collect(),
            };
            edited.left_out.extend(refused.into_iter().map(|(id, why)| ((lang.clone(), id), why)));
        }
        edited
    }

    /// Adds an edit of a text, or removes it if the text is unchanged.
    pub fn edit(&self, edits: &mut Edits, lang: &str, id: &str, pattern: &str) {
        let Some(over) = self.language(lang).and_then(|language| language.message(id)) else { return };
        let pattern = written(pattern);
        let of_lang = edits.entry(lang.to_owned()).or_default();
        match over.pattern == pattern {
            true => of_lang.remove(id),
            false => of_lang.insert(id.to_owned(), Edit { pattern, over: over.pattern }),
        };
        edits.retain(|_, of_lang| !of_lang.is_empty());
    }

    /// The edits that the files do not contain yet.
    pub fn still_to_make(&self, mut edits: Edits) -> Edits {
        for (lang, of_lang) in &mut edits {
            let built = self.language(lang).map(Language::messages).unwrap_or_default();
            of_lang
                .retain(|id, edit| !built.iter().any(|text| text.id == *id && text.pattern == edit.pattern));
        }
        edits.retain(|_, of_lang| !of_lang.is_empty());
        edits
    }

    /// The texts of a message in all releases, newest first; a text that did not change is listed once.
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

    /// Whether a message is new or has changed since the last release.
    pub fn is_changed(&self, lang: &str, message: &Message) -> bool {
        let Some(last) = self.releases.last() else { return false };
        let released = last.words.get(lang).and_then(|words| words.get(&message.id));
        released.is_none_or(|pattern| *pattern != message.pattern)
    }
}

impl Language {
    /// The messages of all files. A file that is not Fluent has none.
    pub fn messages(&self) -> Vec<Message> {
        self.files.values().flat_map(|source| read(source).unwrap_or_default()).collect()
    }

    /// A text by its id.
    pub fn message(&self, id: &str) -> Option<Message> {
        self.messages().into_iter().find(|message| message.id == id)
    }

    /// The sources of all files.
    pub fn sources(&self) -> impl Iterator<Item = &str> {
        self.files.values().map(String::as_str)
    }

    /// A file with the messages of these ids and all their attributes.
    pub fn excerpt<'a>(&self, ids: impl Iterator<Item = &'a String>) -> String {
        let messages: BTreeSet<&str> = ids.filter_map(|id| id.split('.').next()).collect();
        self.sources().map(|source| excerpt(source, &messages)).collect()
    }

    /// Makes the edits in the files; answers those that cannot be made.
    fn edit(&mut self, edits: &BTreeMap<String, Edit>) -> Vec<(String, Refusal)> {
        let mut now = BTreeMap::new();
        for (name, source) in &self.files {
            let messages = read(source).unwrap_or_default().into_iter();
            now.extend(messages.map(|message| (message.id.clone(), (name.clone(), message))));
        }
        let mut make = |id: &String, edit: &Edit| {
            let (name, message) = now.get(id).ok_or(Refusal::Unknown)?;
            let source = self.files.get_mut(name).ok_or(Refusal::Unknown)?;
            let changed = replace(source, id, &edit.pattern)?;
            if message.pattern != edit.over {
                return Err(Refusal::Outdated);
            }
            *source = changed;
            Ok(())
        };
        edits.iter().filter_map(|(id, edit)| Some((id.clone(), make(id, edit).err()?))).collect()
    }
}

impl Release {
    /// Records the words of these languages as a release.
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

    fn catalogue(releases: &[&str], now: &str) -> MessageCatalogue {
        let numbered = releases.iter().enumerate();
        let release =
            |(n, source): (usize, &&str)| Release::of(&format!("0.{n}.0"), "2026-11-24", &[german(source)]);
        let releases = numbered.map(release).collect();
        MessageCatalogue { languages: vec![german(now)], releases, ..MessageCatalogue::default() }
    }

    fn edits(of_lang: &[(&str, &str, &str)]) -> Edits {
        let edit = |(id, over, pattern): &(&str, &str, &str)| {
            ((*id).to_owned(), Edit { pattern: (*pattern).to_owned(), over: (*over).to_owned() })
        };
        Edits::from([("de".to_owned(), of_lang.iter().map(edit).collect())])
    }

    #[test]
    fn edits_that_can_stand_there_are_made_and_the_others_are_named() {
        let catalogue = catalogue(&[], "a = Alt\nb = Bleibt\nc = Schon neu\n# official\nd = Amtlich\n");
        let edits = edits(&[
            ("a", "Alt", "Neu"),
            ("b", "Bleibt", "{ $x"),
            ("c", "Alt", "Auch neu"),
            ("d", "Amtlich", "Anders"),
            ("z", "", "nichts"),
        ]);
        let expected = german("a = Neu\nb = Bleibt\nc = Schon neu\n# official\nd = Amtlich\n");
        let Edited { catalogue, left_out } = catalogue.edited(&edits);
        assert_eq!(catalogue.languages, [expected]);
        let left_out: Vec<_> = left_out.iter().map(|((_, id), why)| (id.as_str(), why)).collect();
        assert!(matches!(left_out[0], ("b", Refusal::NotFluent(_))), "{left_out:?}");
        let others = [("c", &Refusal::Outdated), ("d", &Refusal::Official), ("z", &Refusal::Unknown)];
        assert_eq!(left_out[1..], others);
    }

    #[test]
    fn an_edit_is_of_what_stands_there() {
        let catalogue = catalogue(&[], "a = Alt\n");
        let mut made = edits(&[("a", "Noch älter", "Neu")]);
        catalogue.edit(&mut made, "de", "a", "Neuer");
        assert_eq!(made, edits(&[("a", "Alt", "Neuer")]));
        catalogue.edit(&mut made, "de", "z", "nichts");
        catalogue.edit(&mut made, "de", "a", "Alt \n");
        assert_eq!(made, Edits::default());
    }

    #[test]
    fn what_was_built_is_no_edit_any_more() {
        let catalogue = catalogue(&[], "a = Neu\n");
        let kept = edits(&[("a", "Alt", "Neu"), ("z", "", "Neu")]);
        assert_eq!(catalogue.still_to_make(kept), edits(&[("z", "", "Neu")]));
    }

    #[test]
    fn an_excerpt_has_the_messages_of_texts() {
        let language = german("a = Eins\n    .hint = Zwei\nb = Drei\nc = Vier\n");
        let ids = ["a.hint".to_owned(), "c".to_owned(), "z".to_owned()];
        assert_eq!(language.excerpt(ids.iter()), "a = Eins\n    .hint = Zwei\nc = Vier\n");
    }

    #[test]
    fn history_names_each_change_once() {
        let catalogue = catalogue(&["a = Eins\n", "a = Eins\n", "a = Zwei\n"], "a = Drei\n");
        let history = catalogue.history("de", "a");
        let history: Vec<_> = history.iter().map(|said| (&*said.version, &*said.pattern)).collect();
        assert_eq!(history, [("0.2.0", "Zwei"), ("0.0.0", "Eins")]);
    }

    #[test]
    fn changed_is_what_the_last_release_did_not_say() {
        let changed = |released: &[&str], now: &str| {
            let catalogue = catalogue(released, now);
            catalogue.is_changed("de", &catalogue.languages[0].messages()[0])
        };
        assert!(!changed(&["a = Eins\n"], "a = Eins\n"));
        assert!(changed(&["a = Zwei\n", "a = Eins\n"], "a = Zwei\n"));
        assert!(changed(&["b = Eins\n"], "a = Eins\n"), "new");
        assert!(!changed(&[], "a = Eins\n"), "nothing was released");
    }
}
