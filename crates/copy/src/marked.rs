//! Marks texts invisibly with the ids of their messages, for the copy desk. The script in the desk's frames reads and
//! removes the marks (`desk/stand_in/`), so the wizard knows nothing of the desk.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::{
    ast::{Entry, Expression, Identifier, InlineExpression, Pattern, PatternElement, Resource},
    parser, serializer,
};

use crate::{message::read, pseudo::is_address, too_much::too_much};

/// Begins a text and ends its id.
const ID: char = '\u{2063}';
/// Ends a text.
const END: char = '\u{2064}';
/// Begins, divides and ends a variable: first its name, then its value.
const VARIABLE: char = '\u{2062}';

/// Marks each text: `ID id ID text (VARIABLE name VARIABLE value VARIABLE)* END`. Ids and names are in tag characters
/// (Unicode, U+E0000..U+E007F), which are invisible. Addresses stay as they are. Entries that are not Fluent are left out.
///
/// ```
/// let marked = bankident_copy::marked("greeting = Hello\n");
/// assert!(marked.contains("Hello\u{2064}"));
/// ```
pub fn marked(source: &str) -> String {
    if too_much(source).is_some() {
        return String::new();
    }
    let (Ok(mut resource) | Err((mut resource, _))): Result<Resource<String>, _> =
        parser::parse(source.to_owned());
    let messages = read(source).unwrap_or_default().into_iter();
    let variables: BTreeMap<String, BTreeSet<String>> =
        messages.map(|message| (message.id, message.variables)).collect();
    let none = BTreeSet::new();
    let variables = |id: &str| variables.get(id).unwrap_or(&none);
    resource.body.retain(|entry| matches!(entry, Entry::Message(_) | Entry::Term(_)));
    for entry in &mut resource.body {
        let Entry::Message(message) = entry else { continue };
        message.comment = None;
        let id = message.id.name.clone();
        if let Some(pattern) = &mut message.value {
            mark(pattern, &id, variables(&id));
        }
        for attribute in &mut message.attributes {
            let id = format!("{id}.{}", attribute.id.name);
            mark(&mut attribute.value, &id, variables(&id));
        }
    }
    serializer::serialize(&resource)
}

fn mark(pattern: &mut Pattern<String>, id: &str, variables: &BTreeSet<String>) {
    if is_address(pattern) {
        return;
    }
    let text = |value: String| PatternElement::TextElement { value };
    pattern.elements.insert(0, text(format!("{ID}{}{ID}", tags(id))));
    for name in variables {
        pattern.elements.push(text(format!("{VARIABLE}{}{VARIABLE}", tags(name))));
        let id = Identifier { name: name.clone() };
        let expression = Expression::Inline(InlineExpression::VariableReference { id });
        pattern.elements.push(PatternElement::Placeable { expression });
        pattern.elements.push(text(VARIABLE.to_string()));
    }
    pattern.elements.push(text(END.to_string()));
}

/// Writes ASCII in tag characters.
fn tags(text: &str) -> String {
    text.chars().filter_map(|c| char::from_u32(0xE0000 + u32::from(c))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_says_which_it_is_and_what_was_put_in() {
        let marked =
            marked("tries = { $n ->\n    [one] once\n   *[other] { $n } times\n}\n    .hint = Hint\n");
        let read = read(&marked).unwrap();
        let [tries, hint] = read.as_slice() else { panic!("{read:?}") };
        assert!(tries.words.starts_with(&format!("{ID}{}{ID}", tags("tries"))), "{}", tries.words);
        assert!(tries.words.contains(&format!("{VARIABLE}{}{VARIABLE}", tags("n"))), "{}", tries.words);
        assert!(hint.words.starts_with(&format!("{ID}{}{ID}Hint", tags("tries.hint"))), "{}", hint.words);
        assert!(hint.words.ends_with(END));
    }

    #[test]
    fn an_address_is_no_text() {
        assert!(
            marked("link-terms = https://bank.example/terms\n").contains("= https://bank.example/terms\n")
        );
    }
}
