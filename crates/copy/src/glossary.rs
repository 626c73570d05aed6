use serde::{Deserialize, Serialize};

/// Which words are said, and which are not (`locales/glossary.toml`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Glossary {
    /// Names that are the same in every language: where one has them, all do.
    #[serde(default)]
    pub keep: Vec<String>,
    #[serde(default)]
    pub forbidden: Vec<Forbidden>,
}

/// A word that is not said, as a whole word and in this spelling.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Forbidden {
    /// The language; without one, in all of them.
    pub lang: Option<String>,
    pub word: String,
    /// What is said instead.
    pub say: String,
}

/// Whether a text has the word, as a whole one.
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
