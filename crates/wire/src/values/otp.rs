use serde::{Deserialize, Serialize};

use super::crosses_as_string;
use crate::FieldProblem;

/// A code from an SMS: six digits (the guide, Step 2).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Otp(String);

impl Otp {
    pub const LENGTH: usize = 6;

    /// Spaces and hyphens are forgiven: people paste what their phone shows.
    pub fn parse(input: &str) -> Result<Otp, FieldProblem> {
        let digits: String = input.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
        if digits.is_empty() {
            return Err(FieldProblem::Missing);
        }
        match digits.len() == Otp::LENGTH && digits.bytes().all(|b| b.is_ascii_digit()) {
            true => Ok(Otp(digits)),
            false => Err(FieldProblem::Invalid),
        }
    }
}

crosses_as_string!(Otp);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::text;

    #[test]
    fn six_digits_pass_however_they_are_pasted() {
        for input in ["212212", " 212 212 ", "212-212"] {
            assert_eq!(text(Otp::parse(input)), Ok("212212".to_owned()));
        }
    }

    #[test]
    fn anything_else_is_refused() {
        assert_eq!(Otp::parse("  "), Err(FieldProblem::Missing));
        for input in ["12345", "1234567", "12345a", "١٢٣٤٥٦"] {
            assert_eq!(Otp::parse(input), Err(FieldProblem::Invalid), "{input}");
        }
    }
}
