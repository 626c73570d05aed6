//! What the parser of `fluent-syntax` does not survive. Whoever parses asks here first.

/// The first place that is too much for the parser, and why.
pub fn too_much(source: &str) -> Option<(usize, &'static str)> {
    let torn =
        torn_escape(source).map(|place| (place, "an escape ends in a letter that is no hexadecimal digit"));
    torn.or_else(|| too_deep(source).map(|place| (place, "placeables are nested too deep")))
}

/// The first `\u` or `\U` with too few digits before a letter beyond ASCII: fluent-syntax 0.12 panics there, because it quotes
/// half of the letter.
fn torn_escape(source: &str) -> Option<usize> {
    let bytes = source.as_bytes();
    let is_torn = |place: &usize| {
        let digits = match bytes.get(place + 1) {
            Some(b'u') => 4,
            Some(b'U') => 6,
            _ => return false,
        };
        let written =
            bytes.iter().skip(place + 2).take(digits).take_while(|byte| byte.is_ascii_hexdigit()).count();
        written < digits && bytes.get(place + 2 + written).is_some_and(|byte| !byte.is_ascii())
    };
    source.match_indices('\\').map(|(place, _)| place).find(is_torn)
}

/// No text that somebody writes nests deeper; the parser has no end but that of the stack.
const DEEPEST: usize = 64;

/// What was opened by a brace: how many brackets are open in it, and whether a quotation mark came since. From then on what
/// closes may stand in a literal, and does not count.
#[derive(Default)]
struct Open {
    brackets: usize,
    is_quoted: bool,
}

/// Where braces and brackets may be nested too deep. Each message begins anew, at the beginning of a line.
fn too_deep(source: &str) -> Option<usize> {
    let mut open: Vec<Open> = Vec::new();
    let mut begins_line = true;
    for (place, byte) in source.bytes().enumerate() {
        if begins_line && byte.is_ascii_alphabetic() {
            open.clear();
        }
        begins_line = byte == b'\n';
        match (byte, open.last_mut()) {
            (b'{', _) => open.push(Open::default()),
            (b'(', Some(innermost)) => innermost.brackets += 1,
            (b'"', Some(innermost)) => innermost.is_quoted = true,
            (b')', Some(Open { brackets, is_quoted: false })) => *brackets = brackets.saturating_sub(1),
            (b'}', Some(Open { is_quoted: false, .. })) => drop(open.pop()),
            _ => continue,
        }
        if open.len() + open.iter().map(|open| open.brackets).sum::<usize>() > DEEPEST {
            return Some(place);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{marked, pseudo, read};

    fn lines(source: &str) -> Vec<usize> {
        let mistakes = read(source).err().into_iter().flatten();
        mistakes.map(|mistake| mistake.line).collect()
    }

    #[test]
    fn a_torn_escape_is_a_mistake_in_its_line() {
        for escape in [r"\uü", r"\u00e€", r"\U01F60ü"] {
            let source = format!("a = Los\nb = {{ \"{escape}\" }}\n");
            assert_eq!(lines(&source), [2], "{escape}");
            assert_eq!((marked(&source), pseudo(&source)), (String::new(), String::new()));
        }
        assert!(read("a = { \"\\u00e4\" }ü\n").is_ok());
    }

    #[test]
    fn what_is_nested_without_end_is_a_mistake_in_its_line() {
        let hidden = [
            "{ \"}\" ->\n  *[b] ",
            "{ \"{}}\" ->\n  *[b] ",
            "{ $a ->\n  *[b] \" { \"}\" ->\n  *[b] ",
            "{ F(\")\", ",
        ];
        for part in ["{", "{ F(", "{ $a ->\n  *[b] "].into_iter().chain(hidden) {
            let source = format!("a = Los\nb = {}\n", part.repeat(100_000));
            assert_eq!(lines(&source).len(), 1, "{part}");
            assert_eq!((marked(&source), pseudo(&source)), (String::new(), String::new()));
        }
    }

    #[test]
    fn many_placeables_are_not_deep() {
        let message = "a = { $b } ({ \"{\" }) { F($c, d: \"(\") } ((((((\n    .b = { $b } { F($b) }\n";
        assert_eq!(too_much(&message.repeat(100)), None);
        assert_eq!(too_much(&format!("a = {}\n", "{ $b } ( { F($b) } ".repeat(100))), None);
    }
}
