//! Where a text stands in its file: so that it can be changed there, and nothing else.

use std::{collections::BTreeSet, ops::Range};

use crate::{Message, NotFluent, Standing, read};

/// The lines of a message's value, or of one of its attributes.
pub struct Passage {
    /// `iban`, or `iban.hint` for an attribute.
    pub id: String,
    /// From 0.
    pub lines: Range<usize>,
    /// Its first line up to `=`.
    head: String,
    /// Without the indentation of the file.
    pub pattern: String,
}

/// All texts of a file that is Fluent, from top to bottom.
///
/// A line that begins with a name and `=` begins a message or a term, one with a dot in front an attribute: in Fluent no
/// other line looks like that, inside of braces neither.
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

/// What stands before `=`.
fn name(line: &str) -> Option<&str> {
    let (name, _) = line.split_once('=')?;
    let name = name.trim_end();
    let is_name = name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    (is_name && !name.is_empty()).then_some(name)
}

/// The words after `=`, and those of the lines below without what all of them are indented by.
fn dedented(lines: &[&str]) -> String {
    let Some((first, below)) = lines.split_first() else { return String::new() };
    let first = first.split_once('=').map_or("", |(_, words)| words.trim());
    let indent = |line: &&str| line.len() - line.trim_start().len();
    let common = below.iter().filter(|line| !line.trim().is_empty()).map(indent).min().unwrap_or_default();
    let below = below.iter().map(|line| line.get(common..).unwrap_or_default().trim_end());
    let all: Vec<&str> = std::iter::once(first).filter(|first| !first.is_empty()).chain(below).collect();
    all.join("\n")
}

/// Some messages of a file with their attributes, as they stand there.
pub fn excerpt(source: &str, messages: &BTreeSet<&str>) -> String {
    let lines: Vec<&str> = source.lines().collect();
    let of_message =
        |passage: &Passage| passage.id.split('.').next().is_some_and(|name| messages.contains(name));
    let passages = passages(source).into_iter().filter(of_message);
    passages.flat_map(|passage| &lines[passage.lines]).map(|line| format!("{line}\n")).collect()
}

/// Words as they are written into a file: space at the ends of lines is nothing that anybody reads.
pub fn written(pattern: &str) -> String {
    let lines: Vec<&str> = pattern.trim().lines().map(str::trim_end).collect();
    lines.join("\n")
}

/// Why words cannot stand in their file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("there is no such message")]
    Unknown,
    #[error("official texts are not changed")]
    Official,
    /// What was changed here is not what stands there now.
    #[error("it was changed elsewhere meanwhile")]
    Outdated,
    #[error("it is empty")]
    Empty,
    #[error("a line begins like another message")]
    Another,
    #[error("this is not Fluent: {0}")]
    NotFluent(String),
}

/// The file with other words for one text; everything else stays to the letter.
///
/// # Errors
/// Where the words are not Fluent, would be more than one text, or are not ours to change.
pub fn replace(source: &str, id: &str, pattern: &str) -> Result<String, Refusal> {
    let before = read(source).unwrap_or_default();
    let message = before.iter().find(|message| message.id == id).ok_or(Refusal::Unknown)?;
    if message.standing == Standing::Official {
        return Err(Refusal::Official);
    }
    let passage = passages(source).into_iter().find(|passage| passage.id == id).ok_or(Refusal::Unknown)?;
    let pattern = written(pattern);
    if pattern.is_empty() {
        return Err(Refusal::Empty);
    }
    let indent = if id.contains('.') { "        " } else { "    " };
    let words = match pattern.contains('\n') {
        true => pattern.lines().fold(passage.head.clone(), |words, line| match line {
            "" => words + "\n",
            line => format!("{words}\n{indent}{line}"),
        }),
        false => format!("{} {pattern}", passage.head),
    };
    let mut lines: Vec<&str> = source.lines().collect();
    lines.splice(passage.lines.clone(), [words.as_str()]);
    let changed = lines.join("\n") + if source.ends_with('\n') { "\n" } else { "" };
    let not_fluent = |errors: Vec<NotFluent>| {
        let first = errors.into_iter().next().map(|error| error.what);
        Refusal::NotFluent(first.unwrap_or_default())
    };
    let after = read(&changed).map_err(not_fluent)?;
    let is_same = |(before, after): (&Message, &Message)| {
        before.id == after.id && (before.id == id || before.pattern == after.pattern)
    };
    match before.len() == after.len() && before.iter().zip(&after).all(is_same) {
        true => Ok(changed),
        false => Err(Refusal::Another),
    }
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
    fn replacing_a_text_with_itself_changes_nothing() {
        for passage in passages(FILE) {
            assert_eq!(replace(FILE, &passage.id, &passage.pattern).unwrap(), FILE, "{}", passage.id);
        }
    }

    #[test]
    fn only_the_text_is_changed() {
        assert_eq!(replace(FILE, "a.hint", "Three").unwrap(), FILE.replace("= Two", "= Three"));
        let both = replace(FILE, "b", "Now in one").unwrap();
        assert!(both.contains("\nb = Now in one\n\n## Group\n"), "{both}");
        let lines = replace(FILE, "a", "In\ntwo").unwrap();
        assert!(lines.contains("\na =\n    In\n    two\n    .hint = Two\n"), "{lines}");
    }

    #[test]
    fn what_is_not_one_text_is_refused() {
        let refused = |pattern: &str| replace(FILE, "a", pattern).unwrap_err();
        assert_eq!(refused("  "), Refusal::Empty);
        assert_eq!(refused("One\n.other = Two"), Refusal::Another);
        assert!(matches!(refused("One { $n"), Refusal::NotFluent(_)));
        assert_eq!(replace(FILE, "z", "x"), Err(Refusal::Unknown));
        assert_eq!(replace("# official\na = One\n", "a", "Two"), Err(Refusal::Official));
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

    #[test]
    fn braces_and_quotes_in_words_hide_no_text() {
        let source = "a = Say { \"\\\"\" } x\nb =\n    {\n        \"{\"\n    }\n-c = Term\n    .d = y\ne = { $n ->\n[one] =\n*[other] \" {\" x \"}\n}\n    .f = g = h\n";
        let ids: Vec<String> = passages(source).into_iter().map(|passage| passage.id).collect();
        assert_eq!(ids, ["a", "b", "e", "e.f"]);
        assert!(read(source).unwrap().iter().map(|message| &message.id).eq(&ids));
        assert_eq!(replace(source, "e.f", "i").unwrap(), source.replace("g = h", "i"));
        assert_eq!(
            replace(source, "a", "{ \"\\\"\" }").unwrap(),
            source.replace("Say { \"\\\"\" } x", "{ \"\\\"\" }")
        );
    }
}
