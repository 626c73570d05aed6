use serde::{Deserialize, Serialize};

use super::crosses_as_string;
use crate::FieldProblem;

/// A given or family name, as it stands on the ID document. At most 50 characters (Solaris' reference, `last_name`).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Name(String);

impl Name {
    pub fn parse(input: &str) -> Result<Name, FieldProblem> {
        words(input, 50).map(Name)
    }
}

crosses_as_string!(Name);

/// The name of a town. At most 85 characters (the longest official place name in use).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct City(String);

impl City {
    pub fn parse(input: &str) -> Result<City, FieldProblem> {
        words(input, 85).map(City)
    }
}

crosses_as_string!(City);

/// A line of a postal address. At most 100 characters.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct StreetLine(String);

impl StreetLine {
    pub fn parse(input: &str) -> Result<StreetLine, FieldProblem> {
        present(input, 100).map(StreetLine)
    }
}

crosses_as_string!(StreetLine);

/// A postal code of any country: letters, digits, spaces and hyphens, at most 12. German ones have five digits;
/// that is checked where the country is known.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct PostalCode(String);

impl PostalCode {
    pub fn parse(input: &str) -> Result<PostalCode, FieldProblem> {
        let code = present(input, 12).map_err(|problem| match problem {
            FieldProblem::TooLong => FieldProblem::Invalid,
            other => other,
        })?;
        match code.chars().all(|c| c.is_ascii_alphanumeric() || c == ' ' || c == '-') {
            true => Ok(PostalCode(code.to_ascii_uppercase())),
            false => Err(FieldProblem::Invalid),
        }
    }

    pub(crate) fn is_german(&self) -> bool {
        self.0.len() == 5 && self.0.bytes().all(|b| b.is_ascii_digit())
    }
}

crosses_as_string!(PostalCode);

/// Something that holds at least one letter.
fn words(input: &str, longest: usize) -> Result<String, FieldProblem> {
    let text = present(input, longest)?;
    match text.chars().any(char::is_alphabetic)
        && !text.chars().any(|c| c.is_control() || "<>{}@#".contains(c))
    {
        true => Ok(text),
        false => Err(FieldProblem::Invalid),
    }
}

/// The text without outer spaces, inner runs of spaces made one.
fn present(input: &str, longest: usize) -> Result<String, FieldProblem> {
    let text = input.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.chars().count() {
        0 => Err(FieldProblem::Missing),
        n if n > longest => Err(FieldProblem::TooLong),
        _ => Ok(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::text;

    #[test]
    fn a_name_is_kept_as_on_the_document() {
        assert_eq!(text(Name::parse("  Leander   Tristan ")), Ok("Leander Tristan".to_owned()));
        assert_eq!(text(Name::parse("O'Polo-Łękowska")), Ok("O'Polo-Łękowska".to_owned()));
        assert_eq!(text(Name::parse(" ")), Err(FieldProblem::Missing));
        assert_eq!(text(Name::parse(&"x".repeat(51))), Err(FieldProblem::TooLong));
        assert_eq!(text(Name::parse("1234")), Err(FieldProblem::Invalid));
        assert_eq!(text(Name::parse("a@b")), Err(FieldProblem::Invalid));
    }

    #[test]
    fn a_postal_code_may_have_letters_abroad() {
        assert_eq!(text(PostalCode::parse("sw1a 1aa")), Ok("SW1A 1AA".to_owned()));
        assert_eq!(text(PostalCode::parse("14169!")), Err(FieldProblem::Invalid));
        assert_eq!(text(PostalCode::parse("")), Err(FieldProblem::Missing));
    }

    #[test]
    fn a_value_is_never_printed() {
        assert_eq!(format!("{:?}", Name::parse("Zierfisch")), "Ok(Name(..))");
    }
}
