//! Pseudo-localisation: longer words with accents. It shows texts that were not translated and layouts that are too
//! tight.

use fluent_syntax::{
    ast::{Entry, Expression, Pattern, PatternElement, Resource},
    parser, serializer,
};

use crate::too_much::too_much;

/// Makes the messages longer, with accents and in brackets. Variables, link markup and addresses stay. A source that is
/// not Fluent gives an empty text.
pub fn pseudo(source: &str) -> String {
    if too_much(source).is_some() {
        return String::new();
    }
    let Ok(mut resource): Result<Resource<String>, _> = parser::parse(source.to_owned()) else {
        return String::new();
    };
    resource.body.retain(|entry| matches!(entry, Entry::Message(_)));
    for entry in &mut resource.body {
        let Entry::Message(message) = entry else { continue };
        message.comment = None;
        let own = message.value.iter_mut();
        for pattern in own.chain(message.attributes.iter_mut().map(|part| &mut part.value)) {
            if !is_address(pattern) {
                stretch(pattern);
                enclose(pattern);
            }
        }
    }
    serializer::serialize(&resource)
}

/// Whether the text is the address of a link.
pub(crate) fn is_address(pattern: &Pattern<String>) -> bool {
    matches!(pattern.elements.first(), Some(PatternElement::TextElement { value }) if value.starts_with("https://"))
}

fn stretch(pattern: &mut Pattern<String>) {
    for element in &mut pattern.elements {
        match element {
            PatternElement::TextElement { value } => *value = stretched(value),
            PatternElement::Placeable { expression: Expression::Select { variants, .. } } => {
                variants.iter_mut().for_each(|variant| stretch(&mut variant.value));
            }
            PatternElement::Placeable { .. } => {}
        }
    }
}

fn enclose(pattern: &mut Pattern<String>) {
    let text = |value: &str| PatternElement::TextElement { value: value.to_owned() };
    pattern.elements.insert(0, text("⟦"));
    pattern.elements.push(text("⟧"));
}

/// Doubles the vowels: about a third longer, as some languages are.
fn stretched(text: &str) -> String {
    let mut stretched = String::new();
    let mut in_mark = false;
    for c in text.chars() {
        in_mark = c == '<' || in_mark;
        match accented(c).filter(|_| !in_mark) {
            Some(accented) => stretched.push_str(accented),
            None => stretched.push(c),
        }
        in_mark = c != '>' && in_mark;
    }
    stretched
}

fn accented(c: char) -> Option<&'static str> {
    Some(match c {
        'a' => "áá",
        'e' => "éé",
        'i' => "íí",
        'o' => "óó",
        'u' => "úú",
        'ä' => "ää",
        'ö' => "öö",
        'ü' => "üü",
        'A' => "Á",
        'E' => "É",
        'I' => "Í",
        'O' => "Ó",
        'U' => "Ú",
        'c' => "ç",
        'n' => "ñ",
        's' => "š",
        'z' => "ž",
        'C' => "Ç",
        'N' => "Ñ",
        'S' => "Š",
        'Z' => "Ž",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::read;

    fn said(source: &str) -> String {
        read(&pseudo(source)).unwrap().remove(0).said
    }

    #[test]
    fn words_are_longer_and_in_brackets() {
        assert_eq!(said("a = Weiter\n"), "⟦Wééííteer⟧".replace("eer", "éér"));
        assert_eq!(
            said("# official\na = See <terms>the terms</terms>\n"),
            "⟦Šéééé <terms>théé téérmš</terms>⟧"
        );
    }

    #[test]
    fn what_is_put_in_stays_and_so_do_addresses() {
        assert_eq!(
            said("a = Noch { $tries ->\n    [one] ein\n   *[other] { $tries } Mal\n }\n"),
            "⟦Ñóóçh tries Máál⟧"
        );
        assert_eq!(said("a = https://www.example.com/\n"), "https://www.example.com/");
    }

    #[test]
    fn every_message_and_attribute_is_kept() {
        let source = "a = x\n    .hint = y\n    .long =\n        eins\n        zwei\nb =\n    .c = z\n";
        let ids =
            |source: &str| read(source).unwrap().into_iter().map(|message| message.id).collect::<Vec<_>>();
        assert_eq!(ids(&pseudo(source)), ids(source));
    }
}
