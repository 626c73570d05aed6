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
    Chosen { id: String },
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
    pub words: Vec<Shown>,
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
pub struct Places(BTreeMap<String, BTreeMap<String, Vec<Shown>>>);

impl Places {
    pub fn learn(&mut self, sample: &str, lang: &str, shown: Vec<Shown>) {
        self.0.entry(sample.to_owned()).or_default().insert(lang.to_owned(), shown);
    }

    pub fn knows(&self, sample: &str, lang: &str) -> bool {
        self.0.get(sample).is_some_and(|langs| langs.contains_key(lang))
    }

    /// The texts of a screen, from top to bottom.
    pub fn on(&self, sample: &str, lang: &str) -> &[Shown] {
        self.0.get(sample).and_then(|langs| langs.get(lang)).map_or(&[], Vec::as_slice)
    }

    /// The ids of a screen, in whichever language.
    pub fn ids(&self, sample: &str) -> BTreeSet<&str> {
        let langs = self.0.get(sample).into_iter().flat_map(BTreeMap::values);
        langs.flatten().map(|shown| shown.id.as_str()).collect()
    }

    /// The samples on which a message stands.
    pub fn of(&self, id: &str) -> Vec<&str> {
        let has = |sample: &&String| self.ids(sample).contains(id);
        self.0.keys().filter(has).map(String::as_str).collect()
    }

    /// An example for each variable of a message.
    pub fn examples(&self, id: &str) -> BTreeMap<String, String> {
        let langs = self.0.values().flat_map(BTreeMap::values).flatten();
        let args = langs.filter(|shown| shown.id == id).flat_map(|shown| &shown.args);
        args.map(|(name, value)| (name.clone(), value.clone())).collect()
    }

    /// What does not fit, once for each language and message.
    pub fn too_long(&self) -> BTreeMap<(String, String), String> {
        let mut found = BTreeMap::new();
        for langs in self.0.values() {
            for (lang, shown) in langs.iter().flat_map(|(lang, all)| all.iter().map(move |shown| (lang, shown))) {
                let what = match (shown.out, shown.lines) {
                    (1.., _) => format!("it stands {} pixels out of a phone", shown.out),
                    (_, 3..) => format!("it takes {} lines in its button on a phone", shown.lines),
                    _ => continue,
                };
                found.insert((lang.clone(), shown.id.clone()), what);
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(id: &str) -> Shown {
        let args = BTreeMap::from([("n".to_owned(), "3".to_owned())]);
        Shown { id: id.to_owned(), text: "Text".to_owned(), args, lines: 1, out: 0 }
    }

    #[test]
    fn a_message_is_found_wherever_it_stands() {
        let mut places = Places::default();
        places.learn("iban", "de", vec![shown("iban"), shown("action-continue")]);
        places.learn("person", "de", vec![shown("action-continue")]);
        places.learn("person", "en", vec![shown("action-continue")]);
        assert_eq!(places.of("action-continue"), ["iban", "person"]);
        assert_eq!(places.examples("iban")["n"], "3");
        places.learn("iban", "de", vec![]);
        assert!(places.of("iban").is_empty(), "the newest counts");
    }

    #[test]
    fn what_does_not_fit_is_named() {
        let mut places = Places::default();
        places.learn("iban", "de", vec![Shown { out: 12, ..shown("iban") }, Shown { lines: 3, ..shown("way-video") }]);
        let found: Vec<String> = places.too_long().into_values().collect();
        let expected = ["it stands 12 pixels out of a phone", "it takes 3 lines in its button on a phone"];
        assert_eq!(found, expected);
    }

    #[test]
    fn what_frames_say_is_understood() {
        let seen = r#"{"desk":"seen","sample":"iban","lang":"de","width":360,"height":900,"themed":false,
            "words":[{"id":"iban","text":"IBAN","args":{},"lines":0,"out":0}]}"#;
        assert!(matches!(serde_json::from_str(seen), Ok(Heard::Seen(Seen { height: 900, .. }))));
        assert!(matches!(serde_json::from_str(r#"{"desk":"chosen","id":"iban"}"#), Ok(Heard::Chosen { .. })));
        assert!(serde_json::from_str::<Heard>(r#"{"bankident":1,"type":"ready"}"#).is_err());
    }
}
