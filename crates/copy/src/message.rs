//! The texts of a Fluent file.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::{
    ast::{CallArguments, Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey},
    parser,
};

use crate::{
    markup::without_marks,
    passage::{Passage, passages},
    too_much::too_much,
};

/// A text that a customer reads: the value of a Fluent message, or one of its attributes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// `iban`, or `iban.hint` for an attribute.
    pub id: String,
    /// Its line in the file, counted from 1.
    pub line: usize,
    /// Whether it is approved, and by whom.
    pub approval: Approval,
    /// The comment above the message.
    pub comment: String,
    /// The text in Fluent, without the indentation of the file.
    pub pattern: String,
    /// The words of all variants, one after the other, without variables.
    pub words: String,
    /// The words of the default variant; each variable stands as its name.
    pub said: String,
    /// The names of its variables, without `$`.
    pub variables: BTreeSet<String>,
    /// The messages that it refers to.
    pub quoted: BTreeSet<String>,
    /// For each choice in it, the keys of its variants.
    pub choices: Vec<Vec<String>>,
}

/// Whether a text is approved, and by whom. The first word of its comment says it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Approval {
    /// Our own words, approved.
    #[default]
    Ours,
    /// `# draft`: not approved yet.
    Draft,
    /// `# official`: prescribed verbatim by the bank or the guide.
    Official,
}

/// A syntax error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotFluent {
    /// Counted from 1.
    pub line: usize,
    /// What the parser says.
    pub what: String,
}

/// Reads the messages of a Fluent file. Comments, groups and terms are skipped.
///
/// # Errors
/// Every syntax error.
pub fn read(source: &str) -> Result<Vec<Message>, Vec<NotFluent>> {
    // A place may lie inside a letter.
    let line = |place: usize| source.bytes().take(place).filter(|byte| *byte == b'\n').count() + 1;
    if let Some((place, what)) = too_much(source) {
        return Err(vec![NotFluent { line: line(place), what: what.to_owned() }]);
    }
    let resource = parser::parse(source).map_err(|(_, errors)| {
        let not_fluent = |error: parser::ParserError| NotFluent {
            line: line(error.pos.start),
            what: error.kind.to_string(),
        };
        errors.into_iter().map(not_fluent).collect::<Vec<_>>()
    })?;
    let written: BTreeMap<String, Passage> =
        passages(source).into_iter().map(|passage| (passage.id.clone(), passage)).collect();
    let mut messages = Vec::new();
    for entry in &resource.body {
        let Entry::Message(message) = entry else { continue };
        let id = message.id.name;
        let comment = message.comment.as_ref().map(|comment| comment.content.join("\n")).unwrap_or_default();
        let approval = Approval::of(&comment);
        let own = message.value.iter().map(|pattern| (id.to_owned(), approval, pattern));
        // Around an official sentence, the error messages and hints are our own.
        let around = if approval == Approval::Official { Approval::Ours } else { approval };
        let parts = message.attributes.iter();
        let parts = parts.map(|part| (format!("{id}.{}", part.id.name), around, &part.value));
        messages.extend(own.chain(parts).map(|(id, approval, pattern)| {
            let passage = written.get(&id);
            Message {
                line: passage.map_or(1, |passage| passage.lines.start + 1),
                comment: comment.clone(),
                pattern: passage.map(|passage| passage.pattern.clone()).unwrap_or_default(),
                ..Message::of(id, approval, pattern)
            }
        }));
    }
    Ok(messages)
}

impl Approval {
    fn of(comment: &str) -> Approval {
        match comment.split([' ', ':']).next() {
            Some("draft") => Approval::Draft,
            Some("official") => Approval::Official,
            _ => Approval::Ours,
        }
    }
}

impl Message {
    fn of(id: String, approval: Approval, pattern: &Pattern<&str>) -> Message {
        let mut message = Message {
            id,
            line: 0,
            approval,
            comment: String::new(),
            pattern: String::new(),
            words: String::new(),
            said: String::new(),
            variables: BTreeSet::new(),
            quoted: BTreeSet::new(),
            choices: Vec::new(),
        };
        message.read_pattern(pattern, true);
        message
    }

    /// Whether it shows nothing on the screen.
    pub fn says_nothing(&self) -> bool {
        self.words.trim().is_empty() && self.variables.is_empty() && self.quoted.is_empty()
    }

    /// Its words without the markup of links.
    pub fn without_marks(&self) -> String {
        without_marks(&self.words)
    }

    /// `said`: whether the pattern belongs to the default variant.
    fn read_pattern(&mut self, pattern: &Pattern<&str>, said: bool) {
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { value } => {
                    self.words.push_str(value);
                    self.say(value, said);
                }
                PatternElement::Placeable { expression } => self.read_expression(expression, said),
            }
        }
    }

    fn say(&mut self, words: &str, said: bool) {
        if said {
            self.said.push_str(words);
        }
    }

    fn read_expression(&mut self, expression: &Expression<&str>, said: bool) {
        match expression {
            Expression::Inline(inline) => self.read_inline(inline, said),
            Expression::Select { selector, variants } => {
                self.read_inline(selector, false);
                let key = |key: &VariantKey<&str>| match key {
                    VariantKey::Identifier { name } => (*name).to_owned(),
                    VariantKey::NumberLiteral { value } => (*value).to_owned(),
                };
                self.choices.push(variants.iter().map(|variant| key(&variant.key)).collect());
                for variant in variants {
                    self.read_pattern(&variant.value, said && variant.default);
                }
            }
        }
    }

    fn read_inline(&mut self, inline: &InlineExpression<&str>, said: bool) {
        match inline {
            InlineExpression::VariableReference { id } => {
                self.variables.insert(id.name.to_owned());
                self.say(id.name, said);
            }
            InlineExpression::MessageReference { id, attribute } => {
                self.say(id.name, said);
                self.quoted.insert(match attribute {
                    Some(attribute) => format!("{}.{}", id.name, attribute.name),
                    None => id.name.to_owned(),
                });
            }
            InlineExpression::Placeable { expression } => self.read_expression(expression, said),
            InlineExpression::FunctionReference { arguments, .. } => self.read_arguments(arguments, said),
            InlineExpression::TermReference { arguments: Some(arguments), .. } => {
                self.read_arguments(arguments, said)
            }
            InlineExpression::StringLiteral { value } | InlineExpression::NumberLiteral { value } => {
                self.words.push_str(value);
                self.say(value, said);
            }
            InlineExpression::TermReference { arguments: None, .. } => {}
        }
    }

    fn read_arguments(&mut self, arguments: &CallArguments<&str>, said: bool) {
        arguments.positional.iter().for_each(|argument| self.read_inline(argument, said));
        arguments.named.iter().for_each(|argument| self.read_inline(&argument.value, false));
    }
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*, sample::select};

    use super::*;

    /// What Fluent is made of, and letters of every length.
    const PIECES: [&str; 24] = [
        "a",
        "=",
        " ",
        "\n",
        "{",
        "}",
        "\"",
        "\\",
        "\\u",
        "\\U",
        "00e4",
        "ü",
        "€",
        "\u{1f600}",
        "$x",
        "-term",
        "->",
        "*[",
        "[one]",
        "]",
        ".hint",
        "#",
        "(",
        "\r",
    ];

    proptest! {
        #[test]
        fn nothing_that_a_partner_writes_ends_the_reader(pieces in vec(select(&PIECES[..]), 0..40)) {
            drop(read(&pieces.concat()));
            drop(read(&format!("a = {{ \"{}\" }}\n", pieces.concat())));
        }
    }

    fn only(source: &str) -> Message {
        read(source).unwrap().remove(0)
    }

    #[track_caller]
    fn variables(source: &str, expected: &[&str]) {
        assert!(only(source).variables.iter().eq(expected), "{source}");
    }

    #[test]
    fn variables_are_seen_wherever_they_stand() {
        variables("a = { $x }\n", &["x"]);
        variables("a = { NUMBER($x, minimumFractionDigits: 2) }\n", &["x"]);
        variables("a =\n    { $n ->\n        [one] eine { $x }\n       *[other] viele\n    }\n", &["n", "x"]);
    }

    #[test]
    fn the_general_case_is_what_is_said() {
        let message = only("a = Noch { $n ->\n    [one] ein Versuch\n   *[other] { $n } Versuche\n }.\n");
        assert_eq!(message.said, "Noch n Versuche.");
        assert_eq!(message.words, "Noch ein Versuch Versuche.");
        assert_eq!(message.choices, [["one", "other"]]);
    }

    #[test]
    fn a_comment_says_whose_words_they_are() {
        let messages =
            read("# official\na = x\n    .b = y\n# draft: until spring\nc = z\n# drafty\nd = z\n").unwrap();
        let approval: Vec<_> =
            messages.iter().map(|message| (message.id.as_str(), message.approval)).collect();
        let expected = [
            ("a", Approval::Official),
            ("a.b", Approval::Ours),
            ("c", Approval::Draft),
            ("d", Approval::Ours),
        ];
        assert_eq!(approval, expected);
        assert_eq!(messages[2].line, 5);
    }

    #[test]
    fn what_is_no_fluent_is_named_by_its_line() {
        assert_eq!(read("a = x\nb = { $y\n").unwrap_err()[0].line, 3);
    }

    #[test]
    fn links_are_marks() {
        assert_eq!(only("a = See <b>the terms</b>.\n").without_marks(), "See the terms.");
    }
}
