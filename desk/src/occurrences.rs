//! What stands where: what the screens themselves have told.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

/// What a frame of the desk says (`desk/stand_in/stand-in.js`).
#[derive(Deserialize)]
#[serde(tag = "desk", rename_all = "lowercase")]
pub enum Heard {
    /// A sample is there, or has changed.
    Seen(Seen),
    /// A sentence was clicked.
    Chosen { sample: String, id: String },
}

#[derive(Deserialize)]
pub struct Seen {
    pub sample: String,
    pub lang: String,
    /// Of the frame, in CSS pixels.
    pub width: u32,
    /// Of the whole page.
    pub height: u32,
    /// Whether a partner's page was shown.
    pub themed: bool,
    /// Whether it spoke the pseudo-language.
    pub pseudo: bool,
    pub screen: Screen,
}

/// What stands on a screen, from top to bottom.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Screen {
    pub words: Vec<Shown>,
    /// What is no message: names, dates, countries; or words that nobody can translate.
    pub foreign: Vec<String>,
}

/// A text on a screen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    pub id: String,
    pub text: String,
    /// What was put in, by the names of the variables.
    pub args: BTreeMap<String, String>,
    /// In a button: how many lines it takes.
    pub lines: u32,
    /// How many pixels it stands out of the phone.
    pub out: u32,
}

/// By sample and language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Places(BTreeMap<String, BTreeMap<String, Screen>>);

impl Places {
    pub fn learn(&mut self, sample: &str, lang: &str, screen: Screen) {
        self.0.entry(sample.to_owned()).or_default().insert(lang.to_owned(), screen);
    }

    pub fn knows(&self, sample: &str, lang: &str) -> bool {
        self.0.get(sample).is_some_and(|langs| langs.contains_key(lang))
    }

    pub fn screen(&self, sample: &str, lang: &str) -> Option<&Screen> {
        self.0.get(sample)?.get(lang)
    }

    /// The texts of a screen.
    pub fn on(&self, sample: &str, lang: &str) -> &[Shown] {
        self.screen(sample, lang).map_or(&[], |screen| screen.words.as_slice())
    }

    /// The texts of a screen in all languages.
    pub fn words(&self, sample: &str) -> impl Iterator<Item = &Shown> {
        self.0.get(sample).into_iter().flat_map(BTreeMap::values).flat_map(|screen| &screen.words)
    }

    /// The ids of a screen, in whichever language.
    pub fn ids(&self, sample: &str) -> BTreeSet<&str> {
        self.words(sample).map(|shown| shown.id.as_str()).collect()
    }

    /// The samples on which a message stands.
    pub fn of(&self, id: &str) -> Vec<&str> {
        let has = |sample: &&String| self.ids(sample).contains(id);
        self.0.keys().filter(has).map(String::as_str).collect()
    }

    /// An example for each variable of a message.
    pub fn examples(&self, id: &str) -> BTreeMap<String, String> {
        let shown = self.0.values().flat_map(BTreeMap::values).flat_map(|screen| &screen.words);
        let args = shown.filter(|shown| shown.id == id).flat_map(|shown| &shown.args);
        args.map(|(name, value)| (name.clone(), value.clone())).collect()
    }

    /// What does not fit, once for each language and message.
    pub fn too_long(&self) -> BTreeMap<(String, String), String> {
        let langs = self.0.values().flatten();
        let shown = langs.flat_map(|(lang, screen)| screen.words.iter().map(move |shown| (lang, shown)));
        shown
            .filter_map(|(lang, shown)| Some(((lang.clone(), shown.id.clone()), shown.too_long()?)))
            .collect()
    }

    /// The same for one screen, in sentences.
    pub fn too_long_on(&self, sample: &str) -> Vec<String> {
        let langs = self.0.get(sample).into_iter().flatten();
        let shown = langs.flat_map(|(lang, screen)| screen.words.iter().map(move |shown| (lang, shown)));
        shown
            .filter_map(|(lang, shown)| Some(format!("{lang}: {}: {}", shown.id, shown.too_long()?)))
            .collect()
    }
}

impl Shown {
    fn too_long(&self) -> Option<String> {
        match (self.out, self.lines) {
            (1.., _) => Some(format!("it stands {} pixels out of a phone", self.out)),
            (_, 3..) => Some(format!("it takes {} lines in its button on a phone", self.lines)),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(id: &str) -> Shown {
        let args = BTreeMap::from([("n".to_owned(), "3".to_owned())]);
        Shown { id: id.to_owned(), text: "Text".to_owned(), args, lines: 1, out: 0 }
    }

    fn screen(words: Vec<Shown>) -> Screen {
        Screen { words, foreign: vec![] }
    }

    #[test]
    fn a_message_is_found_wherever_it_stands() {
        let mut places = Places::default();
        places.learn("iban", "de", screen(vec![shown("iban"), shown("action-continue")]));
        places.learn("person", "de", screen(vec![shown("action-continue")]));
        places.learn("person", "en", screen(vec![shown("action-continue")]));
        assert_eq!(places.of("action-continue"), ["iban", "person"]);
        assert_eq!(places.examples("iban")["n"], "3");
        places.learn("iban", "de", screen(vec![]));
        assert!(places.of("iban").is_empty(), "the newest counts");
    }

    #[test]
    fn what_does_not_fit_is_named() {
        let mut places = Places::default();
        let long = vec![Shown { out: 12, ..shown("iban") }, Shown { lines: 3, ..shown("way-video") }];
        places.learn("iban", "de", screen(long));
        let found: Vec<String> = places.too_long().into_values().collect();
        let expected = ["it stands 12 pixels out of a phone", "it takes 3 lines in its button on a phone"];
        assert_eq!(found, expected);
    }

    #[test]
    fn what_frames_say_is_understood() {
        let seen = r#"{"desk":"seen","sample":"iban","lang":"de","width":360,"height":900,"themed":false,"pseudo":false,
            "screen":{"words":[{"id":"iban","text":"IBAN","args":{},"lines":0,"out":0}],"foreign":["Leander"]}}"#;
        assert!(matches!(serde_json::from_str(seen), Ok(Heard::Seen(Seen { height: 900, .. }))));
        assert!(matches!(
            serde_json::from_str(r#"{"desk":"chosen","sample":"iban","id":"iban"}"#),
            Ok(Heard::Chosen { .. })
        ));
        assert!(serde_json::from_str::<Heard>(r#"{"bankident":1,"type":"ready"}"#).is_err());
    }
}
