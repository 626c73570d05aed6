use serde::{Deserialize, Serialize};

use super::{crosses_as_string, tidy};
use crate::FieldProblem;

/// The code that verifies a mobile number, from an SMS: six digits (the guide, Step 2), of any script.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Otp(String);

impl Otp {
    pub const LENGTH: usize = 6;

    /// Takes the one code that stands in the text: people paste the whole message. Blanks and dashes inside it do not matter.
    ///
    /// # Errors
    /// `Ambiguous` if there are two different codes.
    pub fn parse(input: &str) -> Result<Otp, FieldProblem> {
        let typed = tidy::code(input);
        if typed.is_empty() {
            return Err(FieldProblem::Missing);
        }
        let mut codes = codes(&typed).into_iter();
        let code = codes.next().ok_or(FieldProblem::Invalid)?;
        match codes.all(|other| other == code) {
            true => Ok(Otp(code)),
            false => Err(FieldProblem::Ambiguous),
        }
    }
}

crosses_as_string!(Otp);

/// All codes of the text. Groups of digits that only blanks and dashes part are one code, or each is one.
fn codes(text: &str) -> Vec<String> {
    let is_part = |c: char| c.is_ascii_digit() || c == ' ' || c == '-';
    let runs = text.split(|c| !is_part(c)).map(|run| run.split([' ', '-']).filter(|group| !group.is_empty()));
    runs.flat_map(|groups| {
        let whole: String = groups.clone().collect();
        let all_are_codes = groups.clone().all(|group| group.len() == Otp::LENGTH);
        // Beside words there are other numbers; without words each digit belongs to the code.
        let has_words = text.chars().any(char::is_alphabetic);
        match whole.len() == Otp::LENGTH {
            true => vec![whole],
            false if all_are_codes || has_words => {
                groups.filter(|group| group.len() == Otp::LENGTH).map(str::to_owned).collect()
            }
            false => Vec::new(),
        }
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::values::{
        made_up::{decorated, respelled, runs, typed},
        text,
    };

    #[test]
    fn six_digits_pass_however_they_are_pasted() {
        for input in [
            "212212",
            " 212 212 ",
            "212-212",
            "212\u{2013}212",
            "21 22 12",
            "212212.",
            "Your code is 212 212",
            "Your code is 212 212. It is valid for 5 minutes.",
            "212212 is your code for the electronic signature, reference 1234-5678. Do not share it.",
            "Am 23.11.2026: Code 212212 (212212)",
            "G-212212",
            "２１２２１２",
            "٢١٢٢١٢",
            "२१२ २१२",
            "\u{202A}212\u{200B}212\u{202C}",
        ] {
            assert_eq!(text(Otp::parse(input)), Ok("212212".to_owned()), "{input}");
        }
    }

    #[test]
    fn two_different_codes_are_none() {
        for input in ["212212 123456", "212212, 123456", "Not 212212 but 123456"] {
            assert_eq!(Otp::parse(input), Err(FieldProblem::Ambiguous), "{input}");
        }
    }

    #[test]
    fn anything_else_is_refused() {
        assert_eq!(Otp::parse(" \u{200B} "), Err(FieldProblem::Missing));
        for input in [
            "12345",
            "1234567",
            "12345a",
            "123 4567",
            "1 234567",
            "code",
            ".",
            "Your code is 1234567",
            "²²²²²²½",
        ] {
            assert_eq!(Otp::parse(input), Err(FieldProblem::Invalid), "{input}");
        }
    }

    proptest! {
        #![proptest_config(runs())]

        #[test]
        fn what_is_taken_is_taken_again(typed in typed()) {
            if let Ok(code) = Otp::parse(&typed) {
                prop_assert_eq!(Otp::parse(code.as_str()), Ok(code));
            }
        }

        #[test]
        fn decoration_does_not_matter(
            code in decorated("212212"),
            message in decorated("Your code is 212-212."),
            respelled in respelled("212 2-1 2"),
        ) {
            for typed in [code, message, respelled] {
                prop_assert_eq!(text(Otp::parse(&typed)), Ok("212212".to_owned()));
            }
        }
    }
}
