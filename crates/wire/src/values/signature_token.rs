use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

use super::{crosses_as_string, tidy};
use crate::FieldProblem;

/// The code that signs, from an SMS: four to eight digits, as sent. The guide's example has four ("PATCH Confirm QES"); six,
/// which it names for the mobile number only, are usual.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct SignatureToken(String);

impl SignatureToken {
    const LENGTHS: RangeInclusive<usize> = 4..=8;

    /// Takes the one code that stands in the text: people paste the whole message, with its reference (`1234-5678`) and dates.
    ///
    /// # Errors
    /// `Ambiguous` if there are two different codes.
    pub fn parse(input: &str) -> Result<SignatureToken, FieldProblem> {
        let typed = tidy::code(input);
        if typed.is_empty() {
            return Err(FieldProblem::Missing);
        }
        let has_words = typed.chars().any(char::is_alphabetic);
        let mut codes = if has_words { words(&typed) } else { Vec::new() };
        if codes.is_empty() {
            codes = groups(&typed, has_words);
        }
        let mut codes = codes.into_iter();
        let code = codes.next().ok_or(FieldProblem::Invalid)?;
        match codes.all(|other| other == code) {
            true => Ok(SignatureToken(code)),
            false => Err(FieldProblem::Ambiguous),
        }
    }
}

crosses_as_string!(SignatureToken);

fn is_code(text: &str) -> bool {
    SignatureToken::LENGTHS.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
}

/// The codes that stand in a message as words of their own. What is tied to other digits is a date, an amount or a reference.
fn words(text: &str) -> Vec<String> {
    let ties = ['.', ',', '/', '-'];
    let words = text.split(|c: char| !c.is_alphanumeric() && !ties.contains(&c));
    words.map(|word| word.trim_matches(ties)).filter(|word| is_code(word)).map(str::to_owned).collect()
}

/// The codes that are written in groups, with blanks and dashes. Without words each digit belongs to a code.
fn groups(text: &str, has_words: bool) -> Vec<String> {
    let is_part = |c: char| c.is_ascii_digit() || c == ' ' || c == '-';
    let mut codes = Vec::new();
    for run in text.split(|c| !is_part(c)) {
        let groups: Vec<&str> = run.split([' ', '-']).filter(|group| !group.is_empty()).collect();
        let whole = groups.concat();
        if is_code(&whole) {
            codes.push(whole);
        } else if !has_words && groups.iter().all(|group| is_code(group)) {
            codes.extend(groups.into_iter().map(str::to_owned));
        }
    }
    codes
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::values::{
        made_up::{decorated, respelled, runs, typed},
        text,
    };

    #[track_caller]
    fn check(typed: &str, expected: Result<&str, FieldProblem>) {
        assert_eq!(text(SignatureToken::parse(typed)), expected.map(str::to_owned), "{typed}");
    }

    #[test]
    fn four_to_eight_digits_pass_as_they_are_sent() {
        for code in ["1234", "12345", "212212", "1234567", "12345678"] {
            check(code, Ok(code));
            check(&format!("Your code is {code}."), Ok(code));
            check(&format!("{code} is your code, reference 1234-5678. Do not share it."), Ok(code));
        }
        for (typed, code) in [
            (" 212 212 ", "212212"),
            ("12 34", "1234"),
            ("1234-5678", "12345678"),
            ("Your code is 212 212. It is valid for 5 minutes.", "212212"),
            ("Am 23.11.2026: Code 1234 (1234)", "1234"),
            ("Code:1234, 0,05 EUR, 2026-11-23", "1234"),
            ("G-212212", "212212"),
            ("１２３４", "1234"),
            ("٢١٢٢١٢", "212212"),
            ("\u{202A}12\u{200B}34\u{202C}", "1234"),
        ] {
            check(typed, Ok(code));
        }
    }

    #[test]
    fn two_different_codes_are_none() {
        for typed in ["1234, 4321", "212212 123456", "Not 1234 but 4321", "1234 or 212212"] {
            check(typed, Err(FieldProblem::Ambiguous));
        }
    }

    #[test]
    fn anything_else_is_refused() {
        check(" \u{200B} ", Err(FieldProblem::Missing));
        for typed in ["123", "123456789", "12 3456789", "code", "1a2b3c4d", ".", "Valid for 5 minutes"] {
            check(typed, Err(FieldProblem::Invalid));
        }
    }

    proptest! {
        #![proptest_config(runs())]

        #[test]
        fn what_is_taken_is_taken_again(typed in typed()) {
            if let Ok(code) = SignatureToken::parse(&typed) {
                prop_assert_eq!(SignatureToken::parse(code.as_str()), Ok(code));
            }
        }

        #[test]
        fn decoration_does_not_matter(
            code in decorated("1234"),
            message in decorated("1234 is your code, reference 5678-1234."),
            respelled in respelled("12 3-4"),
        ) {
            for typed in [code, message, respelled] {
                prop_assert_eq!(text(SignatureToken::parse(&typed)), Ok("1234".to_owned()));
            }
        }
    }
}
