//! The words for translators: XLIFF 2.0 (OASIS Standard, 2014). What is put into a sentence stands there as `<ph>`, so that
//! nobody can break it; choices between forms stay in Fluent.

use std::collections::BTreeMap;

use quick_xml::{
    Reader, Writer,
    events::{BytesStart, BytesText, Event, attributes::Attribute},
};

use super::{NotReadable, Proposal, Was};
use crate::{Book, Language, Message, Standing, read as read_words};

/// The category of the note that says by fingerprints what the target said when the file was written.
const WAS: &str = "was";

const NAMESPACE: &str = "urn:oasis:names:tc:xliff:document:2.0";

/// From the first language into another one.
pub fn write(built: &Book, edited: &Book, target: &str) -> String {
    let mut xml = Writer::new_with_indent(Vec::new(), b' ', 2);
    // Writing to memory cannot fail.
    document(&mut xml, built, edited, target).ok();
    let body = String::from_utf8_lossy(&xml.into_inner()).into_owned();
    format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{body}\n")
}

type Xml = Writer<Vec<u8>>;

fn document(xml: &mut Xml, built: &Book, edited: &Book, target: &str) -> std::io::Result<()> {
    let Some(source) = edited.languages.first() else { return Ok(()) };
    let built = built.language(target).map(Language::messages).unwrap_or_default();
    let attributes =
        [("xmlns", NAMESPACE), ("version", "2.0"), ("srcLang", source.tag.as_str()), ("trgLang", target)];
    xml.create_element("xliff").with_attributes(attributes).write_inner_content(|xml| {
        for (name, words) in &source.files {
            let translated = edited.language(target).and_then(|language| language.files.get(name));
            let translated =
                read_words(translated.map(String::as_str).unwrap_or_default()).unwrap_or_default();
            let original = format!("locales/{target}/{name}");
            let file =
                xml.create_element("file").with_attributes([("id", name.as_str()), ("original", &original)]);
            file.write_inner_content(|xml| {
                for text in read_words(words).unwrap_or_default() {
                    let here = |other: &&Message| other.id == text.id;
                    let translated = translated.iter().find(here);
                    let was = translated.zip(built.iter().find(here));
                    let was = was.map(|(now, built)| Was::new(&built.pattern, &now.pattern));
                    // What says the same in both languages is still to be translated, a name too: that is easily confirmed.
                    let translated = translated.filter(|other| other.pattern != text.pattern);
                    unit(xml, &text, translated, was)?;
                }
                Ok(())
            })?;
        }
        Ok(())
    })?;
    Ok(())
}

fn unit(
    xml: &mut Xml,
    text: &Message,
    translated: Option<&Message>,
    was: Option<Was>,
) -> std::io::Result<()> {
    let target = translated.map(|translated| translated.pattern.as_str());
    let placeables = placeables([Some(text.pattern.as_str()), target]);
    let mut unit = xml.create_element("unit").with_attribute(("id", text.id.as_str()));
    if text.standing == Standing::Official {
        unit = unit.with_attribute(("translate", "no"));
    }
    unit.write_inner_content(|xml| {
        if !text.comment.is_empty() || was.is_some() {
            xml.create_element("notes").write_inner_content(|xml| {
                if !text.comment.is_empty() {
                    xml.create_element("note").write_text_content(BytesText::new(&text.comment))?;
                }
                if let Some(was) = was {
                    let note = xml.create_element("note").with_attribute(("category", WAS));
                    note.write_text_content(BytesText::new(&was.to_string()))?;
                }
                Ok(())
            })?;
        }
        if !placeables.is_empty() {
            xml.create_element("originalData").write_inner_content(|xml| {
                for (data, number) in &placeables {
                    let id = format!("d{number}");
                    let element = xml.create_element("data").with_attribute(("id", id.as_str()));
                    element.write_text_content(BytesText::new(data))?;
                }
                Ok(())
            })?;
        }
        let state = if target.is_some() { "translated" } else { "initial" };
        xml.create_element("segment").with_attribute(("state", state)).write_inner_content(|xml| {
            words(xml, "source", &text.pattern, &placeables)?;
            target.map_or(Ok(()), |target| words(xml, "target", target, &placeables))
        })?;
        Ok(())
    })?;
    Ok(())
}

/// Written without indentation: every space in it counts. What is put in has the same id in source and target.
fn words(
    xml: &mut Xml,
    name: &str,
    pattern: &str,
    placeables: &BTreeMap<String, usize>,
) -> std::io::Result<()> {
    let mut inside = Writer::new(Vec::new());
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    for part in parts(pattern) {
        match part {
            Part::Words(words) => inside.write_event(Event::Text(BytesText::new(words)))?,
            Part::Placeable(placeable) => {
                let times = times.entry(placeable).or_default();
                *times += 1;
                let number = placeables.get(placeable).copied().unwrap_or_default();
                let (id, data) = (format!("{number}-{times}"), format!("d{number}"));
                let attributes = [("id", id.as_str()), ("dataRef", data.as_str())];
                inside.create_element("ph").with_attributes(attributes).write_empty()?;
            }
        }
    }
    let inside = String::from_utf8_lossy(&inside.into_inner()).into_owned();
    let element = xml.create_element(name).with_attribute(("xml:space", "preserve"));
    element.write_text_content(BytesText::from_escaped(inside)).map(drop)
}

#[derive(Debug, PartialEq)]
enum Part<'a> {
    Words(&'a str),
    /// With its braces.
    Placeable(&'a str),
}

/// A pattern cut at what is put in. One with a choice between forms stays whole.
fn parts(pattern: &str) -> Vec<Part<'_>> {
    if pattern.contains("->") {
        return vec![Part::Words(pattern)];
    }
    let mut parts = Vec::new();
    let mut rest = pattern;
    while let Some(begin) = rest.find('{') {
        let Some(end) = rest[begin..].find('}').map(|length| begin + length + 1) else { break };
        if begin > 0 {
            parts.push(Part::Words(&rest[..begin]));
        }
        parts.push(Part::Placeable(&rest[begin..end]));
        rest = &rest[end..];
    }
    if !rest.is_empty() {
        parts.push(Part::Words(rest));
    }
    parts
}

/// Everything that is put in, numbered from 1.
fn placeables(patterns: [Option<&str>; 2]) -> BTreeMap<String, usize> {
    let mut all = BTreeMap::new();
    for part in patterns.into_iter().flatten().flat_map(parts) {
        if let Part::Placeable(data) = part {
            let next = all.len() + 1;
            all.entry(data.to_owned()).or_insert(next);
        }
    }
    all
}

/// What a translation proposes.
///
/// # Errors
/// Where it is not XLIFF 2.
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

/// `&amp;`, `&#x2013;`
fn resolved(reference: &quick_xml::events::BytesRef) -> String {
    if let Ok(Some(character)) = reference.resolve_char_ref() {
        return character.to_string();
    }
    let name = reference.decode().unwrap_or_default();
    quick_xml::escape::resolve_predefined_entity(&name).unwrap_or_default().to_owned()
}

/// What was read so far.
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

/// A segment of a unit, or what stands between two: a translator's tool may cut a unit into several.
#[derive(Default)]
struct Piece {
    is_segment: bool,
    source: String,
    target: String,
}

/// Where words are read.
#[derive(Default)]
enum Place {
    /// Notes, and suggestions of a tool.
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
                // A tool's suggestions, which stand before it, have data of their own.
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

    /// What the unit that ends proposes; nothing where nothing of it is translated.
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

#[cfg(test)]
mod tests {
    use super::{
        super::{samples::*, take},
        *,
    };
    use crate::Edits;

    #[test]
    fn what_was_written_proposes_nothing_new() {
        let book = book();
        let proposals = read(&write(&book, &book, "en")).unwrap();
        assert!(proposals.len() > 350, "{}", proposals.len());
        assert!(proposals.iter().all(|proposal| proposal.was.is_some()));
        let taken = take(&book, &Edits::default(), &proposals);
        assert_eq!((taken.taken, taken.refused.as_slice()), (0, [].as_slice()));
    }

    #[test]
    fn what_was_edited_comes_back() {
        let (book, edits) = (book(), edits("en", &HARD));
        let written = write(&book, &book.edited(&edits).book, "en");
        let taken = take(&book, &Edits::default(), &read(&written).unwrap());
        assert_eq!((taken.taken, taken.edits, taken.refused), (3, edits, vec![]));
    }

    #[test]
    fn what_is_put_in_is_kept_from_the_translator() {
        let file = write(&book(), &book(), "en");
        let unit = file.split("<unit id=\"progress\"").nth(1).unwrap().split("</unit>").next().unwrap();
        assert!(
            unit.contains("<data id=\"d1\">{ $of }</data>")
                || unit.contains("<data id=\"d1\">{ $place }</data>")
        );
        let target = unit.split("<target").nth(1).unwrap();
        assert!(target.contains("<ph id=") && !target.contains("$place"), "{target}");
        assert!(file.contains("<unit id=\"swisscom-terms\" translate=\"no\">"));
    }

    fn proposals(units: &str) -> Vec<(String, String, bool)> {
        let file = format!(
            "<xliff xmlns=\"{NAMESPACE}\" version=\"2.1\" srcLang=\"de\" trgLang=\"en\"><file id=\"f\">{units}</file></xliff>"
        );
        let proposals = read(&file).unwrap().into_iter();
        proposals.map(|Proposal { id, pattern, is_whole, .. }| (id, pattern, is_whole)).collect()
    }

    #[test]
    fn what_a_translators_tool_writes_is_understood() {
        let found = proposals(
            "<unit id=\"a\"><mtc:matches xmlns:mtc=\"urn:oasis:names:tc:xliff:matches:2.0\"><mtc:match ref=\"#1\">
            <originalData><data id=\"d1\">{ $m }</data></originalData><source>No</source><target>Never</target></mtc:match></mtc:matches>
            <originalData><data id=\"d1\">{ $n }</data></originalData>
            <segment><source>Noch <ph id=\"1\" dataRef=\"d1\"/></source><target>Another <pc id=\"2\"><ph id=\"1\" dataRef=\"d1\"/></pc> &amp;\r\nmore.</target></segment>
            <ignorable><source> </source></ignorable>
            <segment><source>x</source><target>That&#8217;s it</target></segment></unit>
            <unit id=\"b\"><segment><source>y</source></segment></unit>
            <unit id=\"c\"><segment><source>y</source><target/></segment></unit>",
        );
        assert_eq!(found, [("a".to_owned(), "Another { $n } &\nmore. That’s it".to_owned(), true)]);
    }

    #[test]
    fn a_unit_that_is_translated_in_part_is_not_whole() {
        let found = proposals(
            "<unit id=\"a\"><segment><source>Eins.</source><target>One.</target></segment>
            <segment><source> Zwei.</source></segment></unit>",
        );
        assert_eq!(found, [("a".to_owned(), "One. Zwei.".to_owned(), false)]);
    }

    #[test]
    fn what_says_the_same_in_both_languages_has_no_translation_yet() {
        let language = |tag: &str| {
            let files = BTreeMap::from([("a.ftl".to_owned(), "a = Bitte warten Sie\nb = IBAN\n".to_owned())]);
            Language { tag: tag.to_owned(), files }
        };
        let book = Book { languages: vec![language("de"), language("fr")], ..Book::default() };
        assert_eq!(write(&book, &book, "fr").matches("<target").count(), 0);
    }

    #[test]
    fn source_and_target_name_what_is_put_in_alike() {
        let ids = |text: &str| -> Vec<String> {
            text.split("<ph id=\"").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
        };
        let placeables = placeables([Some("{ $a } und { $b }, { $a }"), Some("{ $b }, { $a }, { $a }")]);
        let written = |pattern: &str| {
            let mut xml = Writer::new(Vec::new());
            words(&mut xml, "source", pattern, &placeables).unwrap();
            ids(&String::from_utf8(xml.into_inner()).unwrap())
        };
        assert_eq!(written("{ $a } und { $b }, { $a }"), ["1-1", "2-1", "1-2"]);
        assert_eq!(written("{ $b }, { $a }, { $a }"), ["2-1", "1-1", "1-2"]);
    }

    #[test]
    fn what_is_not_xliff_2_is_said() {
        assert_eq!(read("<xliff version=\"1.2\"></xliff>"), Err(NotReadable::NotXliff));
        assert_eq!(read("id,de,en\n"), Err(NotReadable::NotXliff));
        assert!(
            matches!(read("<xliff version=\"2.0\" trgLang=\"en\">\n</file>"), Err(NotReadable::Xml(error)) if error.contains("line"))
        );
    }
}
