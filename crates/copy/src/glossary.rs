//! The glossary: names to keep and words to avoid.

use serde::{Deserialize, Serialize};

/// The contents of `locales/glossary.toml`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Glossary {
    /// Names that are the same in every language. If one language uses a name in a text, all do.
    #[serde(default)]
    pub keep: Vec<String>,
    /// Words to avoid.
    #[serde(default)]
    pub forbidden: Vec<Forbidden>,
}

/// A word that we avoid, as a whole word in this spelling.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Forbidden {
    /// The language (BCP 47); all languages without it.
    pub lang: Option<String>,
    /// The word to avoid.
    pub word: String,
    /// The word to use instead.
    pub say: String,
}

/// Whether a text contains the word as a whole word.
pub fn has_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(place, _)| {
        let joins = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '-');
        !joins(text[..place].chars().next_back()) && !joins(text[place + word.len()..].chars().next())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_a_whole_one() {
        assert!(has_word("Ihre TAN, bitte", "TAN"));
        assert!(has_word("TAN", "TAN"));
        assert!(!has_word("INSTANZ", "TAN"));
        assert!(!has_word("Ihr SMS-TAN", "TAN"), "a compound is another word");
        assert!(!has_word("", "TAN"));
    }
}
