//! Where each message occurs, as the rendered screens report it.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

/// What a frame tells the desk (`desk/stand_in/desk.js`), as JSON.
#[derive(Deserialize)]
#[serde(tag = "desk", rename_all = "lowercase")]
pub enum FrameReport {
    /// A sample was rendered, or has changed.
    Rendered(Rendering),
    /// A sentence was clicked.
    Chosen { sample: String, id: String },
}

#[derive(Deserialize)]
pub struct Rendering {
    pub sample: String,
    pub lang: String,
    /// Width of the frame, in CSS pixels.
    pub width: u32,
    /// Height of the whole page, in CSS pixels.
    pub height: u32,
    /// Whether it had a partner's theme.
    pub themed: bool,
    /// Whether it was in the pseudo-language.
    pub pseudo: bool,
    pub screen: Screen,
}

/// The words on a screen, from top to bottom.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Screen {
    pub messages: Vec<Occurrence>,
    /// Texts that are no message: names, dates, countries; or words that nobody can translate.
    pub foreign: Vec<String>,
}

/// A message on a screen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Occurrence {
    pub id: String,
    pub text: String,
    /// The values of its variables, by their names.
    pub args: BTreeMap<String, String>,
    /// How many lines it takes in a button; 0 elsewhere.
    pub lines: u32,
    /// By how many CSS pixels it overflows the screen.
    pub out: u32,
}

/// All screens, by sample and language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Occurrences(BTreeMap<String, BTreeMap<String, Screen>>);

impl Occurrences {
    pub fn record(&mut self, sample: &str, lang: &str, screen: Screen) {
        self.0.entry(sample.to_owned()).or_default().insert(lang.to_owned(), screen);
    }

    pub fn knows(&self, sample: &str, lang: &str) -> bool {
        self.0.get(sample).is_some_and(|langs| langs.contains_key(lang))
    }

    pub fn screen(&self, sample: &str, lang: &str) -> Option<&Screen> {
        self.0.get(sample)?.get(lang)
    }

    /// The messages of a screen.
    pub fn on(&self, sample: &str, lang: &str) -> &[Occurrence] {
        self.screen(sample, lang).map_or(&[], |screen| screen.messages.as_slice())
    }

    /// The messages of a sample in all languages.
    pub fn in_sample(&self, sample: &str) -> impl Iterator<Item = &Occurrence> {
        self.0.get(sample).into_iter().flat_map(BTreeMap::values).flat_map(|screen| &screen.messages)
    }

    /// The ids of a sample, in whichever language.
    pub fn ids(&self, sample: &str) -> BTreeSet<&str> {
        self.in_sample(sample).map(|shown| shown.id.as_str()).collect()
    }

    /// The samples in which a message occurs.
    pub fn of(&self, id: &str) -> Vec<&str> {
        let has = |sample: &&String| self.ids(sample).contains(id);
        self.0.keys().filter(has).map(String::as_str).collect()
    }

    /// An example for each variable of a message.
    pub fn examples(&self, id: &str) -> BTreeMap<String, String> {
        let shown = self.0.values().flat_map(BTreeMap::values).flat_map(|screen| &screen.messages);
        let args = shown.filter(|shown| shown.id == id).flat_map(|shown| &shown.args);
        args.map(|(name, value)| (name.clone(), value.clone())).collect()
    }

    /// What does not fit: a sentence for each language and message.
    pub fn too_long(&self) -> BTreeMap<(String, String), String> {
        let langs = self.0.values().flatten();
        let shown = langs.flat_map(|(lang, screen)| screen.messages.iter().map(move |shown| (lang, shown)));
        shown
            .filter_map(|(lang, shown)| Some(((lang.clone(), shown.id.clone()), shown.too_long()?)))
            .collect()
    }

    /// What does not fit on one screen, in sentences.
    pub fn too_long_on(&self, sample: &str) -> Vec<String> {
        let langs = self.0.get(sample).into_iter().flatten();
        let shown = langs.flat_map(|(lang, screen)| screen.messages.iter().map(move |shown| (lang, shown)));
        shown
            .filter_map(|(lang, shown)| Some(format!("{lang}: {}: {}", shown.id, shown.too_long()?)))
            .collect()
    }
}

impl Occurrence {
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

    fn shown(id: &str) -> Occurrence {
        let args = BTreeMap::from([("n".to_owned(), "3".to_owned())]);
        Occurrence { id: id.to_owned(), text: "Text".to_owned(), args, lines: 1, out: 0 }
    }

    fn screen(messages: Vec<Occurrence>) -> Screen {
        Screen { messages, foreign: vec![] }
    }

    #[test]
    fn a_message_is_found_wherever_it_occurs() {
        let mut occurrences = Occurrences::default();
        occurrences.record("iban", "de", screen(vec![shown("iban"), shown("action-continue")]));
        occurrences.record("person", "de", screen(vec![shown("action-continue")]));
        occurrences.record("person", "en", screen(vec![shown("action-continue")]));
        assert_eq!(occurrences.of("action-continue"), ["iban", "person"]);
        assert_eq!(occurrences.examples("iban")["n"], "3");
        occurrences.record("iban", "de", screen(vec![]));
        assert!(occurrences.of("iban").is_empty(), "the newest counts");
    }

    #[test]
    fn what_does_not_fit_is_named() {
        let mut occurrences = Occurrences::default();
        let long =
            vec![Occurrence { out: 12, ..shown("iban") }, Occurrence { lines: 3, ..shown("way-video") }];
        occurrences.record("iban", "de", screen(long));
        let found: Vec<String> = occurrences.too_long().into_values().collect();
        let expected = ["it stands 12 pixels out of a phone", "it takes 3 lines in its button on a phone"];
        assert_eq!(found, expected);
    }

    #[test]
    fn reports_of_frames_are_read() {
        let rendered = r#"{"desk":"rendered","sample":"iban","lang":"de","width":360,"height":900,"themed":false,"pseudo":false,
            "screen":{"messages":[{"id":"iban","text":"IBAN","args":{},"lines":0,"out":0}],"foreign":["Leander"]}}"#;
        assert!(matches!(
            serde_json::from_str(rendered),
            Ok(FrameReport::Rendered(Rendering { height: 900, .. }))
        ));
        assert!(matches!(
            serde_json::from_str(r#"{"desk":"chosen","sample":"iban","id":"iban"}"#),
            Ok(FrameReport::Chosen { .. })
        ));
        assert!(serde_json::from_str::<FrameReport>(r#"{"bankident":1,"type":"ready"}"#).is_err());
    }
}
