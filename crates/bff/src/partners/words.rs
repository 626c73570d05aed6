//! A partner's own words over ours: any message but the official ones.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::{
    ast::{Attribute, CallArguments, Entry, Expression, InlineExpression, Message, Pattern, PatternElement},
    parser,
};
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../../locales"]
struct Locales;

pub const LANGS: [&str; 2] = ["de", "en"];

/// Legal texts and the official words for rejections are the bank's (the guide, Appendix III).
const LEGAL: &str = "legal.ftl";
const OFFICIAL_PREFIX: &str = "rejection-";

/// A message or attribute of ours, by `id` or `id.attribute`.
struct Ours {
    official: bool,
    variables: BTreeSet<String>,
}

/// What is wrong with a line.
#[derive(Debug, PartialEq, Eq)]
pub struct Mistake {
    pub line: usize,
    pub key: String,
    pub what: String,
}

/// Everything that is wrong with a partner's words.
pub fn mistakes(lang: &str, source: &str) -> Vec<Mistake> {
    let at = |place: usize| source[..place.min(source.len())].lines().count().max(1);
    let resource = match parser::parse(source) {
        Ok(resource) => resource,
        Err((_, errors)) => {
            let what = |error: parser::ParserError| Mistake {
                line: at(error.pos.start) + 1,
                key: String::new(),
                what: format!("this is not Fluent: {}", error.kind),
            };
            return errors.into_iter().map(what).collect();
        }
    };
    let ours = ours(lang);
    let mut found = Vec::new();
    for entry in &resource.body {
        let key = match entry {
            Entry::Message(message) => message.id.name,
            Entry::Term(term) => {
                let what = "terms are not taken, only messages".to_owned();
                let line = line_of(source, &format!("-{}", term.id.name));
                found.push(Mistake { line, key: format!("-{}", term.id.name), what });
                continue;
            }
            _ => continue,
        };
        let line = line_of(source, key);
        for (key, variables) in texts(entry) {
            let what = match ours.get(&key) {
                None => "there is no such message".to_owned(),
                Some(known) if known.official => "legal and official texts cannot be replaced".to_owned(),
                Some(known) => match variables.difference(&known.variables).next() {
                    Some(unknown) => format!("${unknown} is not given to this message"),
                    None => continue,
                },
            };
            found.push(Mistake { line, key, what });
        }
    }
    found
}

fn line_of(source: &str, id: &str) -> usize {
    let starts = |line: &str| line.strip_prefix(id).is_some_and(|rest| rest.trim_start().starts_with('='));
    source.lines().position(starts).map_or(1, |index| index + 1)
}

fn ours(lang: &str) -> BTreeMap<String, Ours> {
    let mut all = BTreeMap::new();
    for name in Locales::iter().filter(|name| name.starts_with(&format!("{lang}/"))) {
        let Some(file) = Locales::get(&name) else { continue };
        let text = String::from_utf8_lossy(&file.data).into_owned();
        // Ours are checked by `xtask tidy`; what cannot be read is left out.
        let resource = parser::parse(text.as_str()).unwrap_or_else(|(resource, _)| resource);
        for (key, variables) in resource.body.iter().flat_map(texts) {
            // Where the linked documents lie is agreed with each partner.
            let legal = name.ends_with(LEGAL) && !key.starts_with("link-");
            let official = legal || key.starts_with(OFFICIAL_PREFIX);
            all.insert(key, Ours { official, variables });
        }
    }
    all
}

/// The texts of a message, each with its variables.
fn texts(entry: &Entry<&str>) -> Vec<(String, BTreeSet<String>)> {
    let Entry::Message(Message { id, value, attributes, .. }) = entry else { return Vec::new() };
    let own = value.iter().map(|pattern| (id.name.to_owned(), variables(pattern)));
    let attributes = attributes
        .iter()
        .map(|Attribute { id: part, value }| (format!("{}.{}", id.name, part.name), variables(value)));
    own.chain(attributes).collect()
}

fn variables(pattern: &Pattern<&str>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    read_pattern(pattern, &mut found);
    found
}

fn read_pattern(pattern: &Pattern<&str>, found: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            read_expression(expression, found);
        }
    }
}

fn read_expression(expression: &Expression<&str>, found: &mut BTreeSet<String>) {
    match expression {
        Expression::Inline(inline) => read_inline(inline, found),
        Expression::Select { selector, variants } => {
            read_inline(selector, found);
            variants.iter().for_each(|variant| read_pattern(&variant.value, found));
        }
    }
}

fn read_inline(inline: &InlineExpression<&str>, found: &mut BTreeSet<String>) {
    match inline {
        InlineExpression::VariableReference { id } => {
            found.insert(id.name.to_owned());
        }
        InlineExpression::Placeable { expression } => read_expression(expression, found),
        InlineExpression::FunctionReference { arguments: CallArguments { positional, named }, .. } => {
            positional.iter().for_each(|argument| read_inline(argument, found));
            named.iter().for_each(|argument| read_inline(&argument.value, found));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(source: &str, expected: &[(usize, &str, &str)]) {
        let found = mistakes("en", source);
        let found: Vec<_> =
            found.iter().map(|mistake| (mistake.line, mistake.key.as_str(), mistake.what.as_str())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_message_of_ours_can_be_said_otherwise() {
        check("# ours\naction-continue = On we go\niban =\n    .hint = On your card\n", &[]);
        check("progress = { $place } of { $of }\n", &[]);
    }

    #[test]
    fn official_texts_stay() {
        let official = "legal and official texts cannot be replaced";
        check(
            "\nrejection-expired = Too late\nswisscom-terms = Yes\n",
            &[(2, "rejection-expired", official), (3, "swisscom-terms", official)],
        );
    }

    #[test]
    fn what_is_unknown_is_named() {
        check("lonely = x\n", &[(1, "lonely", "there is no such message")]);
        check("progress = { $step }\n", &[(1, "progress", "$step is not given to this message")]);
    }

    #[test]
    fn what_is_no_fluent_is_named_by_its_line() {
        let found = mistakes("de", "action-continue = Los\nprogress = { $place\n");
        assert!(found[0].line >= 2 && found[0].what.starts_with("this is not Fluent"), "{found:?}");
    }
}
