//! Reads XLIFF, also as translation tools rewrite it.

use std::collections::BTreeMap;

use quick_xml::{
    Reader,
    events::{BytesRef, BytesStart, Event, attributes::Attribute},
};

use crate::exchange::proposal::{NotReadable, Proposal, WAS, Was};

/// Reads what a translation proposes.
///
/// # Errors
/// The text is not XML, or not XLIFF 2.
pub fn read(text: &str) -> Result<Vec<Proposal>, NotReadable> {
    let mut reader = Reader::from_str(text);
    let mut translation = Translation::default();
    loop {
        let event = reader.read_event().map_err(|error| {
            let place = usize::try_from(reader.error_position()).unwrap_or_default();
            let line = text.get(..place).unwrap_or(text).matches('\n').count() + 1;
            NotReadable::Xml(format!("line {line}: {error}"))
        })?;
        match event {
            Event::Start(element) => translation.begin(&element)?,
            Event::Empty(element) => {
                translation.begin(&element)?;
                translation.end(element.local_name().as_ref());
            }
            Event::End(element) => translation.end(element.local_name().as_ref()),
            Event::Text(words) => {
                let words = words.xml10_content().map_err(|error| NotReadable::Xml(error.to_string()))?;
                translation.say(&words);
            }
            Event::CData(words) => translation.say(&String::from_utf8_lossy(&words)),
            Event::GeneralRef(reference) => translation.say(&resolved(&reference)),
            Event::Eof => return translation.finished(),
            _ => {}
        }
    }
}

/// The characters of a reference: `&amp;`, `&#x2013;`.
fn resolved(reference: &BytesRef) -> String {
    if let Ok(Some(character)) = reference.resolve_char_ref() {
        return character.to_string();
    }
    let name = reference.decode().unwrap_or_default();
    quick_xml::escape::resolve_predefined_entity(&name).unwrap_or_default().to_owned()
}

/// The state of the reader.
#[derive(Default)]
struct Translation {
    lang: Option<String>,
    unit: String,
    was: String,
    data: BTreeMap<String, String>,
    parts: Vec<Piece>,
    place: Place,
    proposals: Vec<Proposal>,
}

/// A segment of a unit, or the text between two segments. Translation tools may split a unit.
#[derive(Default)]
struct Piece {
    is_segment: bool,
    source: String,
    target: String,
}

/// The element that text belongs to.
#[derive(Default)]
enum Place {
    /// Notes, and suggestions of a tool: skipped.
    #[default]
    Elsewhere,
    Was,
    Data(String),
    Piece,
    Source,
    Target,
}

impl Translation {
    fn begin(&mut self, element: &BytesStart) -> Result<(), NotReadable> {
        let attribute = |name: &str| {
            let is_it = |attribute: &Attribute| attribute.key.local_name().as_ref() == name.as_bytes();
            let found = element.attributes().flatten().find(is_it)?;
            found.unescape_value().ok().map(|value| value.into_owned())
        };
        match (element.local_name().as_ref(), &self.place) {
            (b"xliff", _) if attribute("version").is_some_and(|version| version.starts_with("2.")) => {
                self.lang = attribute("trgLang");
            }
            _ if self.lang.is_none() => return Err(NotReadable::NotXliff),
            (b"unit", _) => {
                self.unit = attribute("id").unwrap_or_default();
                self.was.clear();
                self.data.clear();
                self.parts.clear();
            }
            (b"note", Place::Elsewhere) if attribute("category").as_deref() == Some(WAS) => {
                self.place = Place::Was;
            }
            (b"data", _) => {
                let id = attribute("id").unwrap_or_default();
                // The suggestions of a tool come first, with data of their own. Later data replaces them.
                self.data.insert(id.clone(), String::new());
                self.place = Place::Data(id);
            }
            (name @ (b"segment" | b"ignorable"), _) => {
                self.parts.push(Piece { is_segment: name == b"segment", ..Piece::default() });
                self.place = Place::Piece;
            }
            (b"source", Place::Piece) => self.place = Place::Source,
            (b"target", Place::Piece) => self.place = Place::Target,
            (b"ph", _) => {
                let data = attribute("dataRef").and_then(|id| self.data.get(&id).cloned());
                self.say(&data.unwrap_or_default());
            }
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &[u8]) {
        match (name, &self.place) {
            (b"source", Place::Source) | (b"target", Place::Target) => self.place = Place::Piece,
            (b"note", Place::Was) | (b"data" | b"segment" | b"ignorable", _) => {
                self.place = Place::Elsewhere;
            }
            (b"unit", _) => self.proposals.extend(self.proposal()),
            _ => {}
        }
    }

    /// The proposal of the unit that ends; `None` if nothing of it is translated.
    fn proposal(&self) -> Option<Proposal> {
        let (translated, open): (Vec<_>, Vec<_>) =
            self.parts.iter().filter(|part| part.is_segment).partition(|part| !part.target.is_empty());
        let said =
            |part: &Piece| if part.target.is_empty() { part.source.clone() } else { part.target.clone() };
        (!translated.is_empty()).then(|| Proposal {
            lang: self.lang.clone().unwrap_or_default(),
            id: self.unit.clone(),
            pattern: self.parts.iter().map(said).collect(),
            is_whole: open.iter().all(|part| part.source.is_empty()),
            was: Was::parse(&self.was),
        })
    }

    fn say(&mut self, words: &str) {
        let into = match (&self.place, self.parts.last_mut()) {
            (Place::Was, _) => &mut self.was,
            (Place::Data(id), _) => self.data.entry(id.clone()).or_default(),
            (Place::Source, Some(part)) => &mut part.source,
            (Place::Target, Some(part)) => &mut part.target,
            _ => return,
        };
        into.push_str(words);
    }

    fn finished(self) -> Result<Vec<Proposal>, NotReadable> {
        self.lang.is_some().then_some(self.proposals).ok_or(NotReadable::NotXliff)
    }
}
