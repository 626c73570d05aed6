//! Where the texts of a Fluent file begin and end.

use std::{collections::BTreeSet, ops::Range};

/// The lines of a message's value, or of one of its attributes.
pub struct Passage {
    /// `iban`, or `iban.hint` for an attribute.
    pub id: String,
    /// Its lines in the file, counted from 0.
    pub lines: Range<usize>,
    /// The first line up to and with `=`.
    pub head: String,
    /// The text without the indentation of the file.
    pub pattern: String,
}

/// All texts of a Fluent file, from top to bottom.
///
/// A name and `=` at the start of a line begin a message or a term; with a dot in front, an attribute. No other line of
/// Fluent looks like that, not even inside braces.
pub fn passages(source: &str) -> Vec<Passage> {
    let lines: Vec<&str> = source.lines().collect();
    let mut found: Vec<Passage> = Vec::new();
    let mut message = None;
    for (place, line) in lines.iter().enumerate() {
        let begins = match line.chars().next() {
            Some(first) if first.is_whitespace() => {
                let name = line.trim_start().strip_prefix('.').and_then(name);
                name.and_then(|name| message.map(|message| format!("{message}.{name}")))
            }
            Some('#') => {
                message = None;
                None
            }
            _ => name(line).and_then(|name| {
                // Terms are no messages.
                message = (!name.starts_with('-')).then_some(name);
                message.map(str::to_owned)
            }),
        };
        match (begins, found.last_mut()) {
            (Some(id), _) => {
                let end = line.find('=').map_or(line.len(), |place| place + 1);
                let head = line[..end].to_owned();
                found.push(Passage { id, lines: place..place + 1, head, pattern: String::new() });
            }
            (None, Some(open)) if message.is_some() && !line.trim().is_empty() => open.lines.end = place + 1,
            _ => {}
        }
    }
    for passage in &mut found {
        passage.pattern = dedented(&lines[passage.lines.clone()]);
    }
    found
}

/// The name before `=`.
fn name(line: &str) -> Option<&str> {
    let (name, _) = line.split_once('=')?;
    let name = name.trim_end();
    let is_name = name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    (is_name && !name.is_empty()).then_some(name)
}

/// The text after `=` and in the lines below, without the indentation that those lines share.
fn dedented(lines: &[&str]) -> String {
    let Some((first, below)) = lines.split_first() else { return String::new() };
    let first = first.split_once('=').map_or("", |(_, words)| words.trim());
    let indent = |line: &&str| line.len() - line.trim_start().len();
    let common = below.iter().filter(|line| !line.trim().is_empty()).map(indent).min().unwrap_or_default();
    let below = below.iter().map(|line| line.get(common..).unwrap_or_default().trim_end());
    let all: Vec<&str> = std::iter::once(first).filter(|first| !first.is_empty()).chain(below).collect();
    all.join("\n")
}

/// Some messages of a file with their attributes, verbatim.
pub fn excerpt(source: &str, messages: &BTreeSet<&str>) -> String {
    let lines: Vec<&str> = source.lines().collect();
    let of_message =
        |passage: &Passage| passage.id.split('.').next().is_some_and(|name| messages.contains(name));
    let passages = passages(source).into_iter().filter(of_message);
    passages.flat_map(|passage| &lines[passage.lines]).map(|line| format!("{line}\n")).collect()
}

/// A text as it is written into a file: without space at the ends of its lines.
pub fn written(pattern: &str) -> String {
    let lines: Vec<&str> = pattern.trim().lines().map(str::trim_end).collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "### Above\n\n# Of the first\na = One\n    .hint = Two\n    .tries =\n        { $n ->\n            [one] Once\n           *[other] { $n } times\n        }\nb =\n    First line\n    second line\n\n## Group\n\nc = Last\n";

    fn pattern(id: &str) -> String {
        passages(FILE).into_iter().find(|passage| passage.id == id).unwrap().pattern
    }

    #[test]
    fn every_text_is_found_as_it_is_written() {
        let ids: Vec<String> = passages(FILE).into_iter().map(|passage| passage.id).collect();
        assert_eq!(ids, ["a", "a.hint", "a.tries", "b", "c"]);
        assert_eq!(pattern("a.tries"), "{ $n ->\n    [one] Once\n   *[other] { $n } times\n}");
        assert_eq!(pattern("b"), "First line\nsecond line");
    }

    #[test]
    fn a_message_is_cut_out_whole() {
        let whole = "a = One\n    .hint = Two\n    .tries =\n        { $n ->\n            [one] Once\n           *[other] { $n } times\n        }\n";
        let of = |messages: &[&str]| excerpt(FILE, &messages.iter().copied().collect());
        assert_eq!(of(&["a"]), whole);
        assert_eq!(of(&["c"]), "c = Last\n");
        assert_eq!(of(&["z"]), "");
        assert_eq!(of(&["a", "c"]), format!("{whole}c = Last\n"));
    }
}
