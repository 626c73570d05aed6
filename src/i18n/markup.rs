//! Sentences that hold links: `I accept the <terms>General Terms</terms>.`

/// A part of a sentence: plain, or between `<name>` and `</name>`.
#[derive(Debug, PartialEq)]
pub enum Part {
    Plain(String),
    Marked { name: String, text: String },
}

pub fn parts(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((plain, name, marked, after)) = next_mark(rest) {
        if !plain.is_empty() {
            parts.push(Part::Plain(plain.to_owned()));
        }
        parts.push(Part::Marked { name: name.to_owned(), text: marked.to_owned() });
        rest = after;
    }
    if !rest.is_empty() {
        parts.push(Part::Plain(rest.to_owned()));
    }
    parts
}

/// Splits at the first `<name>..</name>`: what stands before, name, text between, what stands after.
fn next_mark(text: &str) -> Option<(&str, &str, &str, &str)> {
    let (plain, opened) = text.split_once('<')?;
    let (name, body) = opened.split_once('>')?;
    let (marked, after) = body.split_once(&format!("</{name}>"))?;
    Some((plain, name, marked, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_cuts_a_sentence_in_parts() {
        let marked = |name: &str, text: &str| Part::Marked { name: name.to_owned(), text: text.to_owned() };
        let plain = |text: &str| Part::Plain(text.to_owned());
        assert_eq!(
            parts("I accept the <a>Terms</a>, and <b>prices</b>."),
            [
                plain("I accept the "),
                marked("a", "Terms"),
                plain(", and "),
                marked("b", "prices"),
                plain(".")
            ]
        );
        assert_eq!(parts("1 < 2"), [plain("1 < 2")]);
    }
}
