use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::{
    ast::{CallArguments, Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey},
    parser,
};

use crate::passage::{Passage, passages};

/// A text that a customer reads: a message of Fluent, or one of its attributes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// `iban`, or `iban.hint` for an attribute.
    pub id: String,
    /// In its file, from 1.
    pub line: usize,
    pub standing: Standing,
    /// What stands above the message, for who changes it.
    pub comment: String,
    /// As it is written, in Fluent, without the indentation of the file.
    pub pattern: String,
    /// What is written there, all variants one after the other, without what is put in.
    pub words: String,
    /// What a customer reads in the most general case; what is put in is written as its name.
    pub said: String,
    pub variables: BTreeSet<String>,
    /// The messages that are quoted in it.
    pub quoted: BTreeSet<String>,
    /// The keys of the variants of each choice in it.
    pub choices: Vec<Vec<String>>,
}

/// Who may change a text; the first line of its comment says it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Standing {
    #[default]
    Ours,
    /// `# draft`: not approved yet.
    Draft,
    /// `# official`: the bank's or the guide's, to the letter.
    Official,
}

/// A place that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotFluent {
    pub line: usize,
    pub what: String,
}

/// Reads a file of Fluent; comments, groups and terms are no messages.
///
/// # Errors
/// Every place that is not Fluent.
pub fn read(source: &str) -> Result<Vec<Message>, Vec<NotFluent>> {
    let resource = parser::parse(source).map_err(|(_, errors)| {
        let line = |place: usize| source[..place.min(source.len())].matches('\n').count() + 1;
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
        let standing = Standing::of(&comment);
        let own = message.value.iter().map(|pattern| (id.to_owned(), standing, pattern));
        // The mistakes and hints around an official sentence are ours.
        let around = if standing == Standing::Official { Standing::Ours } else { standing };
        let parts = message.attributes.iter();
        let parts = parts.map(|part| (format!("{id}.{}", part.id.name), around, &part.value));
        messages.extend(own.chain(parts).map(|(id, standing, pattern)| {
            let passage = written.get(&id);
            Message {
                line: passage.map_or(1, |passage| passage.lines.start + 1),
                comment: comment.clone(),
                pattern: passage.map(|passage| passage.pattern.clone()).unwrap_or_default(),
                ..Message::of(id, standing, pattern)
            }
        }));
    }
    Ok(messages)
}

impl Standing {
    fn of(comment: &str) -> Standing {
        match comment.split([' ', ':']).next() {
            Some("draft") => Standing::Draft,
            Some("official") => Standing::Official,
            _ => Standing::Ours,
        }
    }
}

impl Message {
    fn of(id: String, standing: Standing, pattern: &Pattern<&str>) -> Message {
        let mut message = Message {
            id,
            line: 0,
            standing,
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

    /// Whether nothing would stand on the screen.
    pub fn says_nothing(&self) -> bool {
        self.words.trim().is_empty() && self.variables.is_empty() && self.quoted.is_empty()
    }

    /// Without the marks of its links.
    pub fn without_marks(&self) -> String {
        without_marks(&self.words)
    }

    /// What is `said` counts for what a customer reads in the most general case.
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

/// A sentence without `<name>` and `</name>`.
pub fn without_marks(text: &str) -> String {
    let mut plain = String::new();
    let mut inside = false;
    for c in text.chars() {
        match c {
            '<' => inside = true,
            '>' if inside => inside = false,
            c if !inside => plain.push(c),
            _ => {}
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

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
        let standing: Vec<_> =
            messages.iter().map(|message| (message.id.as_str(), message.standing)).collect();
        let expected = [
            ("a", Standing::Official),
            ("a.b", Standing::Ours),
            ("c", Standing::Draft),
            ("d", Standing::Ours),
        ];
        assert_eq!(standing, expected);
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
