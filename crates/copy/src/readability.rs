//! How hard a text is to read.

use crate::{
    markup::without_marks,
    message::{Approval, Message},
};

/// The measures of a text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Readability {
    /// The number of sentences.
    pub sentences: usize,
    /// The number of words.
    pub words: usize,
    /// Words in the longest sentence.
    pub longest: usize,
    /// LIX (Björnsson, 1968): words per sentence plus the percentage of words with more than six letters. It is made
    /// for several languages. Below 40 is easy, above 60 is hard.
    pub lix: f64,
}

/// Above either limit, a text is too hard for somebody in a hurry.
const LONGEST_SENTENCE: usize = 22;
const HIGHEST_LIX: f64 = 60.0;

/// LIX means nothing for fewer words.
const TOO_SHORT: usize = 12;

impl Readability {
    /// Measures a text.
    pub fn of(text: &str) -> Readability {
        let text = without_marks(text);
        let lengths: Vec<usize> =
            sentences(&text).map(|sentence| words(sentence).count()).filter(|words| *words > 0).collect();
        let all = words(&text).count();
        let long = words(&text).filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 6).count();
        let per_sentence = all as f64 / lengths.len().max(1) as f64;
        let lix = per_sentence + 100.0 * long as f64 / all.max(1) as f64;
        let longest = lengths.iter().copied().max().unwrap_or_default();
        Readability { sentences: lengths.len(), words: all, longest, lix }
    }

    /// Whether it is too hard for somebody in a hurry.
    pub fn is_hard(&self) -> bool {
        self.longest > LONGEST_SENTENCE || (self.words >= TOO_SHORT && self.lix > HIGHEST_LIX)
    }
}

/// The texts that are hard to read, without the official ones, which cannot be changed.
pub fn hard_to_read(messages: &[Message]) -> impl Iterator<Item = (&Message, Readability)> {
    let changeable = messages.iter().filter(|message| message.approval != Approval::Official);
    changeable
        .map(|message| (message, Readability::of(&message.said)))
        .filter(|(_, measured)| measured.is_hard())
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric))
}

/// Splits a text after each punctuation mark that a space follows, so `31.12.1990` is one word.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let ends = |(place, c): (usize, char)| {
            let after = place + c.len_utf8();
            let is_end = matches!(c, '.' | '!' | '?' | ':' | '…') && rest[after..].starts_with([' ', '\n']);
            is_end.then_some(after)
        };
        let end = rest.char_indices().find_map(ends).unwrap_or(rest.len());
        let (sentence, after) = rest.split_at(end);
        rest = after;
        (!sentence.is_empty()).then_some(sentence)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_and_words_are_counted() {
        let measured = Readability::of("Zum Beispiel 31.12.1990. Bitte warten Sie. Danke");
        assert_eq!((measured.sentences, measured.words, measured.longest), (3, 7, 3));
        assert_eq!(Readability::of("").words, 0);
    }

    #[test]
    fn lix_is_counted_as_it_is_defined() {
        // 8 words, 2 sentences, 2 words with more than six letters.
        let measured = Readability::of("Wir senden Ihnen den Code. Bitte <a>unterschreiben</a> Sie danach.");
        assert_eq!((measured.words, measured.sentences), (9, 2));
        assert!((measured.lix - (4.5 + 100.0 / 9.0)).abs() < 0.001, "{}", measured.lix);
    }

    #[test]
    fn what_is_hard_is_named_and_official_texts_are_not() {
        let long = "eins zwei drei vier fünf sechs sieben acht neun zehn ".repeat(3);
        let messages =
            crate::message::read(&format!("a = {long}\nb = Kurz.\n# official\nc = {long}\n")).unwrap();
        let hard: Vec<&str> = hard_to_read(&messages).map(|(message, _)| message.id.as_str()).collect();
        assert_eq!(hard, ["a"]);
    }
}
