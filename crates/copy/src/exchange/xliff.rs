//! The words for translators: XLIFF 2.0 (OASIS Standard, 2014). What is put into a sentence stands there as `<ph>`, so that
//! nobody can break it; choices between forms stay in Fluent.

use std::collections::BTreeMap;

use quick_xml::{
    Reader, Writer,
    events::{BytesStart, BytesText, Event, attributes::Attribute},
};

use super::{NotReadable, Proposal};
use crate::{Book, Message, Standing, read as read_words};

const NAMESPACE: &str = "urn:oasis:names:tc:xliff:document:2.0";

/// From the first language into another one.
pub fn write(book: &Book, target: &str) -> String {
    let mut xml = Writer::new_with_indent(Vec::new(), b' ', 2);
    // Writing to memory cannot fail.
    document(&mut xml, book, target).ok();
    let body = String::from_utf8_lossy(&xml.into_inner()).into_owned();
    format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{body}\n")
}

type Xml = Writer<Vec<u8>>;

fn document(xml: &mut Xml, book: &Book, target: &str) -> std::io::Result<()> {
    let Some(source) = book.languages.first() else { return Ok(()) };
    let attributes =
        [("xmlns", NAMESPACE), ("version", "2.0"), ("srcLang", source.tag.as_str()), ("trgLang", target)];
    xml.create_element("xliff").with_attributes(attributes).write_inner_content(|xml| {
        for (name, words) in &source.files {
            let translated = book.language(target).and_then(|language| language.files.get(name));
            let translated =
                read_words(translated.map(String::as_str).unwrap_or_default()).unwrap_or_default();
            let original = format!("locales/{target}/{name}");
            let file =
                xml.create_element("file").with_attributes([("id", name.as_str()), ("original", &original)]);
            file.write_inner_content(|xml| {
                for text in read_words(words).unwrap_or_default() {
                    let translated = translated.iter().find(|other| other.id == text.id);
                    unit(xml, &text, translated)?;
                }
                Ok(())
            })?;
        }
        Ok(())
    })?;
    Ok(())
}

fn unit(xml: &mut Xml, text: &Message, translated: Option<&Message>) -> std::io::Result<()> {
    let target = translated.map(|translated| translated.pattern.as_str());
    let placeables = placeables([Some(text.pattern.as_str()), target]);
    let mut unit = xml.create_element("unit").with_attribute(("id", text.id.as_str()));
    if text.standing == Standing::Official {
        unit = unit.with_attribute(("translate", "no"));
    }
    unit.write_inner_content(|xml| {
        if !text.comment.is_empty() {
            xml.create_element("notes").write_inner_content(|xml| {
                xml.create_element("note").write_text_content(BytesText::new(&text.comment)).map(drop)
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
        let state = match (target, text.standing) {
            (None, _) => "initial",
            (Some(_), Standing::Draft) => "translated",
            (Some(_), _) => "final",
        };
        xml.create_element("segment").with_attribute(("state", state)).write_inner_content(|xml| {
            words(xml, "source", &text.pattern, &placeables)?;
            target.map_or(Ok(()), |target| words(xml, "target", target, &placeables))
        })?;
        Ok(())
    })?;
    Ok(())
}

/// Written without indentation: every space in it counts.
fn words(
    xml: &mut Xml,
    name: &str,
    pattern: &str,
    placeables: &BTreeMap<String, usize>,
) -> std::io::Result<()> {
    let mut inside = Writer::new(Vec::new());
    for (index, part) in parts(pattern).into_iter().enumerate() {
        match part {
            Part::Words(words) => inside.write_event(Event::Text(BytesText::new(words)))?,
            Part::Placeable(data) => {
                let data = placeables.get(data).copied().unwrap_or_default();
                let (id, data) = ((index + 1).to_string(), format!("d{data}"));
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
            Event::Empty(element) => translation.begin(&element)?,
            Event::End(element) => translation.end(element.local_name().as_ref()),
            Event::Text(words) => {
                translation.say(&words.decode().map_err(|error| NotReadable::Xml(error.to_string()))?);
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
    data: BTreeMap<String, String>,
    /// The id of the data that is being read.
    in_data: Option<String>,
    in_target: bool,
    target: Option<String>,
    proposals: Vec<Proposal>,
}

impl Translation {
    fn begin(&mut self, element: &BytesStart) -> Result<(), NotReadable> {
        let attribute = |name: &str| {
            let is_it = |attribute: &Attribute| attribute.key.local_name().as_ref() == name.as_bytes();
            let found = element.attributes().flatten().find(is_it)?;
            found.unescape_value().ok().map(|value| value.into_owned())
        };
        match element.local_name().as_ref() {
            b"xliff" if attribute("version").is_some_and(|version| version.starts_with("2.")) => {
                self.lang = attribute("trgLang");
            }
            _ if self.lang.is_none() => return Err(NotReadable::NotXliff),
            b"unit" => {
                self.unit = attribute("id").unwrap_or_default();
                self.data.clear();
                self.target = None;
            }
            b"data" => self.in_data = attribute("id"),
            b"target" => {
                self.in_target = true;
                self.target.get_or_insert_default();
            }
            b"ph" => {
                let data = attribute("dataRef").and_then(|id| self.data.get(&id).cloned());
                self.say(&data.unwrap_or_default());
            }
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &[u8]) {
        match name {
            b"data" => self.in_data = None,
            b"target" => self.in_target = false,
            b"unit" => {
                if let (Some(lang), Some(pattern)) = (self.lang.clone(), self.target.take()) {
                    self.proposals.push(Proposal { lang, id: self.unit.clone(), pattern });
                }
            }
            _ => {}
        }
    }

    fn say(&mut self, words: &str) {
        if let Some(id) = &self.in_data {
            self.data.entry(id.clone()).or_default().push_str(words);
        } else if self.in_target
            && let Some(target) = &mut self.target
        {
            target.push_str(words);
        }
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
        let proposals = read(&write(&book, "en")).unwrap();
        assert!(proposals.len() > 350, "{}", proposals.len());
        let taken = take(&book, &Edits::default(), &proposals);
        assert_eq!((taken.taken, taken.refused.as_slice()), (0, [].as_slice()));
    }

    #[test]
    fn what_was_edited_comes_back() {
        let (book, edits) = (book(), edits("en", &HARD));
        let taken = take(&book, &Edits::default(), &read(&write(&book.edited(&edits), "en")).unwrap());
        assert_eq!((taken.taken, taken.edits, taken.refused), (3, edits, vec![]));
    }

    #[test]
    fn what_is_put_in_is_kept_from_the_translator() {
        let file = write(&book(), "en");
        let unit = file.split("<unit id=\"progress\"").nth(1).unwrap().split("</unit>").next().unwrap();
        assert!(
            unit.contains("<data id=\"d1\">{ $of }</data>")
                || unit.contains("<data id=\"d1\">{ $place }</data>")
        );
        let target = unit.split("<target").nth(1).unwrap();
        assert!(target.contains("<ph id=") && !target.contains("$place"), "{target}");
        assert!(file.contains("<unit id=\"swisscom-terms\" translate=\"no\">"));
    }

    #[test]
    fn what_a_translators_tool_writes_is_understood() {
        let file = "<xliff xmlns=\"urn:oasis:names:tc:xliff:document:2.0\" version=\"2.1\" srcLang=\"de\" trgLang=\"en\">
            <file id=\"f\"><unit id=\"a\"><originalData><data id=\"d1\">{ $n }</data></originalData>
            <segment><source>Noch <ph id=\"1\" dataRef=\"d1\"/></source><target>Another <pc id=\"2\"><ph id=\"1\" dataRef=\"d1\"/></pc> &amp; </target></segment>
            <segment><source>x</source><target>that&#8217;s it</target></segment></unit>
            <unit id=\"b\"><segment><source>y</source></segment></unit></file></xliff>";
        let expected =
            Proposal { lang: "en".into(), id: "a".into(), pattern: "Another { $n } & that’s it".into() };
        assert_eq!(read(file).unwrap(), [expected]);
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
