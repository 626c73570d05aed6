//! Where a text stands in its file: so that it can be changed there, and nothing else.

use std::ops::Range;

use crate::{NotFluent, read};

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
pub fn passages(source: &str) -> Vec<Passage> {
    let lines: Vec<&str> = source.lines().collect();
    let mut found: Vec<Passage> = Vec::new();
    let mut message = None;
    let mut depth = 0;
    for (place, line) in lines.iter().enumerate() {
        let head = match (depth, line.chars().next()) {
            (0, Some(first)) if !first.is_whitespace() && first != '}' => {
                message = first.is_ascii_alphabetic().then(|| line.split_once('=')).flatten();
                message.map(|(name, _)| (name.trim().to_owned(), line))
            }
            (0, Some(_)) => attribute(line).and_then(|name| {
                let (message, _) = message?;
                Some((format!("{}.{name}", message.trim()), line))
            }),
            _ => None,
        };
        match (head, found.last_mut()) {
            (Some((id, line)), _) => {
                let end = line.find('=').map_or(line.len(), |place| place + 1);
                found.push(Passage {
                    id,
                    lines: place..place + 1,
                    head: line[..end].to_owned(),
                    pattern: String::new(),
                });
            }
            (None, Some(open)) if message.is_some() && !line.trim().is_empty() => open.lines.end = place + 1,
            _ => {}
        }
        if message.is_some() {
            depth = (depth + nesting(line)).max(0);
        }
    }
    for passage in &mut found {
        passage.pattern = dedented(&lines[passage.lines.clone()]);
    }
    found
}

/// The name in `    .name = words`.
fn attribute(line: &str) -> Option<&str> {
    let (name, _) = line.trim_start().strip_prefix('.')?.split_once('=')?;
    let name = name.trim();
    let is_name = name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    (is_name && !name.is_empty()).then_some(name)
}

/// How many more braces a line opens than it closes; those in quotes are words.
fn nesting(line: &str) -> i32 {
    let mut quoted = false;
    let mut depth = 0;
    for c in line.chars() {
        match c {
            '"' if depth != 0 => quoted = !quoted,
            '{' if !quoted => depth += 1,
            '}' if !quoted => depth -= 1,
            _ => {}
        }
    }
    depth
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

/// The file with other words for one text; everything else stays to the letter.
///
/// # Errors
/// Where the words are not Fluent, or would be more than one text.
pub fn replace(source: &str, id: &str, pattern: &str) -> Result<String, NotFluent> {
    let Some(passage) = passages(source).into_iter().find(|passage| passage.id == id) else {
        return Err(NotFluent { line: 1, what: format!("there is no message {id}") });
    };
    let pattern = pattern.trim();
    let wrong = |what: &str| NotFluent { line: passage.lines.start + 1, what: what.to_owned() };
    if pattern.is_empty() {
        return Err(wrong("it is empty"));
    }
    let indent = if id.contains('.') { "        " } else { "    " };
    let words = match pattern.contains('\n') {
        true => pattern.lines().fold(passage.head.clone(), |words, line| match line.trim() {
            "" => words + "\n",
            _ => format!("{words}\n{indent}{line}", line = line.trim_end()),
        }),
        false => format!("{} {pattern}", passage.head),
    };
    let mut lines: Vec<&str> = source.lines().collect();
    lines.splice(passage.lines.clone(), [words.as_str()]);
    let changed = lines.join("\n") + if source.ends_with('\n') { "\n" } else { "" };
    let ids =
        |source: &str| read(source).map(|all| all.into_iter().map(|message| message.id).collect::<Vec<_>>());
    let after = ids(&changed).map_err(|errors| match errors.into_iter().next() {
        Some(first) => first,
        None => wrong("it is not Fluent"),
    })?;
    match ids(source).is_ok_and(|before| before == after) {
        true => Ok(changed),
        false => Err(wrong("a line begins like another message")),
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
        let refused = |pattern: &str| replace(FILE, "a", pattern).unwrap_err().what;
        assert_eq!(refused("  "), "it is empty");
        assert_eq!(refused("One\n.other = Two"), "a line begins like another message");
        assert!(!refused("One { $n").is_empty());
        assert!(replace(FILE, "z", "x").is_err());
    }
}
