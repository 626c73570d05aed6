//! Links in a text: `Read <terms>the terms</terms>.`

use std::collections::BTreeSet;

/// The names of the links `<name>..</name>`, as the wizard reads them.
///
/// # Errors
/// The first name that is not closed.
pub fn links(text: &str) -> Result<BTreeSet<&str>, &str> {
    let mut names = BTreeSet::new();
    let mut rest = text;
    while let Some((name, body)) = rest.split_once('<').and_then(|(_, opened)| opened.split_once('>')) {
        let (_, after) = body.split_once(&format!("</{name}>")).ok_or(name)?;
        names.insert(name);
        rest = after;
    }
    Ok(names)
}

/// The text without `<name>` and `</name>`.
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

    #[test]
    fn links_have_names() {
        assert_eq!(links("<a>x</a> y <b>z</b>"), Ok(BTreeSet::from(["a", "b"])));
        assert_eq!(links("1 < 2"), Ok(BTreeSet::new()));
    }
}
