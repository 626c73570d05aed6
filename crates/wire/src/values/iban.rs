use serde::{Deserialize, Serialize};

use super::{Country, crosses_as_string, tidy};
use crate::FieldProblem;

/// A German IBAN (ISO 13616), checked by ISO 7064 mod 97-10; without spaces on the wire. Bankident supports German
/// IBANs only (the guide, Appendix IV).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Iban(String);

const GERMAN_LENGTH: usize = 22;

impl Iban {
    /// Reads letters and digits; what stands between them, and words in front such as `IBAN:`, does not matter. Each kind of
    /// mistake has its own answer, in the order in which a person would notice them.
    pub fn parse(input: &str) -> Result<Iban, FieldProblem> {
        let typed = tidy::code(input).to_ascii_uppercase();
        let letters_and_digits: String = typed.chars().filter(|c| c.is_alphanumeric()).collect();
        let iban = without_words_in_front(&letters_and_digits);
        if iban.is_empty() {
            return Err(FieldProblem::Missing);
        }
        let Some((country, digits)) = iban.split_at_checked(2) else {
            return Err(FieldProblem::Invalid);
        };
        if country != "DE" {
            let checked = digits.bytes().take(2).filter(u8::is_ascii_digit).count() == 2;
            let is_country = checked && Country::codes().any(|known| known == country);
            // The end of a word in front of an account number may look like a country.
            let begins_with_it = letters_and_digits.starts_with(iban);
            let is_foreign = is_country && (begins_with_it || iban.parse::<iban::BaseIban>().is_ok());
            return Err(if is_foreign { FieldProblem::Country } else { FieldProblem::Invalid });
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
            Ok(_) => Ok(Iban(iban.to_owned())),
            Err(_) => Err(FieldProblem::Checksum),
        }
    }

    /// In groups of four, as it is printed on a bank card.
    pub fn grouped(&self) -> String {
        Iban::group(&self.0)
    }

    /// What is typed so far, in groups of four; as it is, if it holds more than an IBAN.
    pub fn group(typed: &str) -> String {
        let is_part_of_one = typed.chars().all(|c| c.is_ascii_alphanumeric() || c.is_whitespace());
        if !is_part_of_one || typed.trim_start().get(..3).is_some_and(|word| word.eq_ignore_ascii_case("IBA"))
        {
            return typed.to_owned();
        }
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

/// From the country on: the two letters in front of the first digit, unless it begins with `DE`.
fn without_words_in_front(letters_and_digits: &str) -> &str {
    let iban = letters_and_digits.split_once("IBAN").map_or(letters_and_digits, |(_, after)| after);
    let letters = iban.find(|c: char| c.is_ascii_digit()).unwrap_or(0);
    match iban[..letters].char_indices().rev().nth(1) {
        Some((country, _)) if !iban.starts_with("DE") => &iban[country..],
        _ => iban,
    }
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
    fn only_letters_and_digits_matter() {
        for input in [
            " de11 1101 0101 0100 0000 20",
            "IBAN: DE11 1101 0101 0100 0000 20",
            "iban DE11110101010100000020",
            "IBANDE11110101010100000020",
            "Meine Iban lautet DE11 1101 0101 0100 0000 20.",
            "Konto DE11 1101 0101 0100 0000 20",
            "DE11-1101-0101-0100-0000-20",
            "DE11\u{2011}1101\u{2013}0101/0100.0000_20",
            "\u{202A}DE11\u{A0}1101\u{202F}0101 0100 0000 20\u{202C}",
            "ＤＥ１１ １１０１ ０１０１ ０１００ ００００ ２０",
            "(DE11 1101 0101 0100 0000 20)",
        ] {
            check(input, Ok("DE11110101010100000020"));
        }
    }

    #[test]
    fn a_german_account_is_never_called_foreign() {
        check("IBAN: DE11 1101", Err(FieldProblem::TooShort));
        check("IBAN DEO1 1101 0101 0100 0000 20", Err(FieldProblem::NotDigits));
        check("IBAN", Err(FieldProblem::Missing));
        check("IBAN: 11 1101 0101 0100 0000 20", Err(FieldProblem::Invalid));
        check("Kontonummer 0532013000", Err(FieldProblem::Invalid));
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
        check("IBAN: FR76 3000 6000 0112 3456 7890 189", Err(FieldProblem::Country));
        check("ÄÖ11", Err(FieldProblem::Invalid));
        check("FR", Err(FieldProblem::Invalid));
        check("XX11110101010100000020", Err(FieldProblem::Invalid));
    }

    #[test]
    fn typing_is_grouped_in_fours() {
        assert_eq!(Iban::group("de1111 0"), "DE11 110");
        assert_eq!(Iban::group("DE11"), "DE11");
        for pasted in ["IBAN: DE11 1101", "IBAN DE11 1101", "DE11-1101-0101"] {
            assert_eq!(Iban::group(pasted), pasted);
        }
        assert_eq!(Iban::parse("DE11110101010100000020").unwrap().masked(), "DE•• •••• 0020");
    }

    proptest! {
        #![proptest_config(runs())]

        #[test]
        fn what_is_taken_is_taken_again(typed in typed()) {
            if let Ok(iban) = Iban::parse(&typed) {
                prop_assert_eq!(Iban::parse(&iban.grouped()), Ok(iban.clone()));
                prop_assert_eq!(Iban::parse(iban.as_str()), Ok(iban));
            }
        }

        #[test]
        fn decoration_does_not_matter(
            iban in decorated("IBAN: DE11 1101 0101 0100 0000 20"),
            respelled in respelled("de11-1101 0101-0100 0000-20"),
        ) {
            for typed in [iban, respelled] {
                prop_assert_eq!(text(Iban::parse(&typed)), Ok("DE11110101010100000020".to_owned()));
            }
        }
    }
}
