//! Reads the Fluent files of a language.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use anyhow::{Result, bail};
use fluent_syntax::{
    ast::{CallArguments, Entry, Expression, InlineExpression, Pattern, PatternElement},
    parser,
};

use super::Findings;
use crate::{at_root, build::files};

/// Every message and attribute (`id` or `id.attribute`) of a language.
pub struct Words {
    pub texts: BTreeMap<String, Text>,
}

#[derive(Default)]
pub struct Text {
    pub words: String,
    variables: BTreeSet<String>,
    /// The messages that are quoted in it.
    pub quoted: BTreeSet<String>,
}

impl Words {
    pub fn of(lang: &str) -> Result<Words> {
        let mut texts = BTreeMap::new();
        for file in files(&at_root(&format!("locales/{lang}")))? {
            for (id, text) in texts_of(&file, &fs::read_to_string(&file)?)? {
                if texts.insert(id.clone(), text).is_some() {
                    bail!("{}: {id} stands there twice", file.display());
                }
            }
        }
        Ok(Words { texts })
    }

    pub fn ids(&self) -> BTreeSet<&str> {
        self.texts.keys().map(String::as_str).collect()
    }
}

pub fn both_languages_have_the_same(german: &Words, english: &Words) -> Findings {
    let only = |a: &Words, b: &Words, lang: &str| -> Findings {
        a.ids().difference(&b.ids()).map(|id| format!("{id} is missing in locales/{lang}")).collect()
    };
    let other_variables = german.texts.iter().filter_map(|(id, text)| {
        let other = english.texts.get(id)?;
        (other.variables != text.variables)
            .then(|| format!("{id} has other variables in English than in German"))
    });
    let all = [german, english].into_iter().flat_map(|words| &words.texts);
    let empty = all.filter(|(_, text)| text.says_nothing()).map(|(id, _)| format!("{id} is empty"));
    only(german, english, "en")
        .into_iter()
        .chain(only(english, german, "de"))
        .chain(other_variables)
        .chain(empty)
        .collect()
}

fn texts_of(file: &Path, source: &str) -> Result<Vec<(String, Text)>> {
    let resource = match parser::parse(source) {
        Ok(resource) => resource,
        Err((_, errors)) => bail!("{} is not Fluent: {errors:?}", file.display()),
    };
    let mut texts = Vec::new();
    for entry in &resource.body {
        let Entry::Message(message) = entry else { continue };
        let id = message.id.name;
        texts.extend(message.value.iter().map(|pattern| (id.to_owned(), Text::of(pattern))));
        let attributes = message.attributes.iter();
        texts.extend(attributes.map(|part| (format!("{id}.{}", part.id.name), Text::of(&part.value))));
    }
    Ok(texts)
}

impl Text {
    fn of(pattern: &Pattern<&str>) -> Text {
        let mut text = Text::default();
        text.read_pattern(pattern);
        text
    }

    fn says_nothing(&self) -> bool {
        self.words.trim().is_empty() && self.variables.is_empty() && self.quoted.is_empty()
    }

    fn read_pattern(&mut self, pattern: &Pattern<&str>) {
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { value } => self.words.push_str(value),
                PatternElement::Placeable { expression } => self.read_expression(expression),
            }
        }
    }

    fn read_expression(&mut self, expression: &Expression<&str>) {
        match expression {
            Expression::Inline(inline) => self.read_inline(inline),
            Expression::Select { selector, variants } => {
                self.read_inline(selector);
                variants.iter().for_each(|variant| self.read_pattern(&variant.value));
            }
        }
    }

    fn read_inline(&mut self, inline: &InlineExpression<&str>) {
        match inline {
            InlineExpression::VariableReference { id } => {
                self.variables.insert(id.name.to_owned());
            }
            InlineExpression::MessageReference { id, attribute } => {
                self.quoted.insert(match attribute {
                    Some(attribute) => format!("{}.{}", id.name, attribute.name),
                    None => id.name.to_owned(),
                });
            }
            InlineExpression::Placeable { expression } => self.read_expression(expression),
            InlineExpression::FunctionReference { arguments, .. } => self.read_arguments(arguments),
            InlineExpression::TermReference { arguments: Some(arguments), .. } => {
                self.read_arguments(arguments)
            }
            InlineExpression::StringLiteral { value } | InlineExpression::NumberLiteral { value } => {
                self.words.push_str(value);
            }
            InlineExpression::TermReference { arguments: None, .. } => {}
        }
    }

    fn read_arguments(&mut self, arguments: &CallArguments<&str>) {
        arguments.positional.iter().for_each(|argument| self.read_inline(argument));
        arguments.named.iter().for_each(|argument| self.read_inline(&argument.value));
    }
}

#[cfg(test)]
pub fn words(ftl: &str) -> Words {
    Words { texts: texts_of(Path::new("a.ftl"), ftl).unwrap().into_iter().collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_that_differ_are_found() {
        let german = words("a = Hallo { $name }\n    .hint = da\nb = nur hier\n");
        let english = words("a = Hello { $nome }\n    .hint = there\n");
        let findings = both_languages_have_the_same(&german, &english);
        let expected = ["b is missing in locales/en", "a has other variables in English than in German"];
        assert_eq!(findings, expected);
    }

    #[test]
    fn an_empty_text_is_found() {
        let same = words("a = { \"\" }\n");
        assert_eq!(both_languages_have_the_same(&same, &same), ["a is empty", "a is empty"]);
    }

    #[track_caller]
    fn variables(ftl: &str, expected: &[&str]) {
        assert!(words(ftl).texts["a"].variables.iter().eq(expected), "{ftl}");
    }

    #[test]
    fn variables_are_seen_wherever_they_stand() {
        variables("a = { $x }\n", &["x"]);
        variables("a = { NUMBER($x, minimumFractionDigits: 2) }\n", &["x"]);
        variables("a =\n    { $n ->\n        [one] eine { $x }\n       *[other] viele\n    }\n", &["n", "x"]);
    }

    #[test]
    fn what_is_no_fluent_is_refused() {
        assert!(texts_of(Path::new("a.ftl"), "a = { $x\n").is_err());
    }
}
