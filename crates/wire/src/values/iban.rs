use serde::{Deserialize, Serialize};

use super::crosses_as_string;
use crate::FieldProblem;

/// A German IBAN (ISO 13616), checked by ISO 7064 mod 97-10; without spaces on the wire. Bankident supports German
/// IBANs only (the guide, Appendix IV).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Iban(String);

const GERMAN_LENGTH: usize = 22;

impl Iban {
    /// Each kind of mistake has its own answer, in the order in which a person would notice them.
    pub fn parse(input: &str) -> Result<Iban, FieldProblem> {
        let iban: String =
            input.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_uppercase()).collect();
        if iban.is_empty() {
            return Err(FieldProblem::Missing);
        }
        let Some((country, digits)) = iban.split_at_checked(2) else {
            return Err(FieldProblem::Invalid);
        };
        if !country.bytes().all(|b| b.is_ascii_alphabetic()) {
            return Err(FieldProblem::Invalid);
        }
        if country != "DE" {
            return Err(FieldProblem::Country);
        }
        if !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(FieldProblem::NotDigits);
        }
        if iban.len() < GERMAN_LENGTH {
            return Err(FieldProblem::TooShort);
        }
        if iban.len() > GERMAN_LENGTH {
            return Err(FieldProblem::TooLong);
        }
        match iban.parse::<iban::Iban>() {
            Ok(_) => Ok(Iban(iban)),
            Err(_) => Err(FieldProblem::Checksum),
        }
    }

    /// In groups of four, as it is printed on a bank card.
    pub fn grouped(&self) -> String {
        Iban::group(&self.0)
    }

    /// What is typed so far, in groups of four.
    pub fn group(typed: &str) -> String {
        let mut grouped = String::new();
        for (place, c) in typed.chars().filter(|c| !c.is_whitespace()).enumerate() {
            if place > 0 && place % 4 == 0 {
                grouped.push(' ');
            }
            grouped.push(c.to_ascii_uppercase());
        }
        grouped
    }

    /// Country and the last four digits: `DE•• •••• 0020`.
    pub fn masked(&self) -> String {
        format!("{}•• •••• {}", &self.0[..2], &self.0[self.0.len() - 4..])
    }
}

crosses_as_string!(Iban);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::text;

    #[track_caller]
    fn check(input: &str, expected: Result<&str, FieldProblem>) {
        assert_eq!(text(Iban::parse(input)), expected.map(str::to_owned), "{input}");
    }

    #[test]
    fn the_mocked_ibans_of_the_guide_are_valid() {
        for iban in [
            "DE11110101010100000020",
            "DE43110101010000000010",
            "DE22110101010100000016",
            "DE33110101010100000012",
            "DE44110101010100000008",
            "DE55110101010100000004",
            "DE66110101010100000000",
            "DE77110101010100000093",
        ] {
            check(iban, Ok(iban));
        }
    }

    #[test]
    fn spaces_and_small_letters_are_forgiven() {
        check(" de11 1101 0101 0100 0000 20", Ok("DE11110101010100000020"));
    }

    #[test]
    fn each_mistake_is_told_apart() {
        check("", Err(FieldProblem::Missing));
        check("D", Err(FieldProblem::Invalid));
        check("11110101010100000020", Err(FieldProblem::Invalid));
        check("DE1111010101010000002", Err(FieldProblem::TooShort));
        check("DE111101010101000000200", Err(FieldProblem::TooLong));
        check("DE11110101O10100000020", Err(FieldProblem::NotDigits));
        check("DE12110101010100000020", Err(FieldProblem::Checksum));
        check("FR7630006000011234567890189", Err(FieldProblem::Country));
        check("ÄÖ11", Err(FieldProblem::Invalid));
    }

    #[test]
    fn typing_is_grouped_in_fours() {
        assert_eq!(Iban::group("de1111 0"), "DE11 110");
        assert_eq!(Iban::group("DE11"), "DE11");
        assert_eq!(Iban::parse("DE11110101010100000020").unwrap().masked(), "DE•• •••• 0020");
    }
}
