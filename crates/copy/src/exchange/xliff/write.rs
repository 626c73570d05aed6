//! Writes XLIFF.

use std::collections::BTreeMap;

use quick_xml::{
    Writer,
    events::{BytesText, Event},
};

use crate::{
    catalogue::{Language, MessageCatalogue},
    exchange::proposal::{WAS, Was},
    message::{Approval, Message, read as read_words},
};

pub(super) const NAMESPACE: &str = "urn:oasis:names:tc:xliff:document:2.0";

/// Writes the texts of the first language for translation into `target` (BCP 47).
pub fn write(built: &MessageCatalogue, edited: &MessageCatalogue, target: &str) -> String {
    let mut xml = Writer::new_with_indent(Vec::new(), b' ', 2);
    // Writing to memory cannot fail.
    document(&mut xml, built, edited, target).ok();
    let body = String::from_utf8_lossy(&xml.into_inner()).into_owned();
    format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{body}\n")
}

type Xml = Writer<Vec<u8>>;

fn document(
    xml: &mut Xml,
    built: &MessageCatalogue,
    edited: &MessageCatalogue,
    target: &str,
) -> std::io::Result<()> {
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
                    // A text that is the same in both languages counts as untranslated. If it is a name, that is
                    // easily confirmed.
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
    if text.approval == Approval::Official {
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

/// Writes a text without indentation, because every space in it counts. A placeable has the same id in source and
/// target.
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
    /// A variable or reference, with its braces.
    Placeable(&'a str),
}

/// Splits a pattern at its placeables. A pattern with a choice between forms stays whole.
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

/// All placeables, numbered from 1.
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

#[cfg(test)]
mod tests {
    use super::*;

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
}
