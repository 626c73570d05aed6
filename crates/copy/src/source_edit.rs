//! Changes one text in its file, and nothing else.

use crate::{
    message::{Approval, Message, NotFluent, read},
    passage::{passages, written},
};

/// Why a text cannot be changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// No file has the text.
    #[error("there is no such message")]
    Unknown,
    /// The text is prescribed verbatim.
    #[error("official texts are not changed")]
    Official,
    /// The text was edited over another one than the file has now.
    #[error("it was changed elsewhere meanwhile")]
    Outdated,
    /// The new text is empty.
    #[error("it is empty")]
    Empty,
    /// The new text would be read as more than one.
    #[error("a line begins like another message")]
    Another,
    /// The new text is not Fluent; with what the parser says.
    #[error("this is not Fluent: {0}")]
    NotFluent(String),
}

/// Answers the file with one text replaced; everything else stays byte for byte.
///
/// # Errors
/// The text is unknown or official, or its replacement is empty, not Fluent, or more than one text.
pub fn replace(source: &str, id: &str, pattern: &str) -> Result<String, Refusal> {
    let before = read(source).unwrap_or_default();
    let message = before.iter().find(|message| message.id == id).ok_or(Refusal::Unknown)?;
    if message.approval == Approval::Official {
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
