use serde::{Deserialize, Serialize};

use super::{crosses_as_string, tidy};
use crate::FieldProblem;

/// A mobile number, E.164 (ITU-T): `+4917612345678`. Iran (+98) and North Korea (+850) are not supported (the guide, Appendix
/// IV). Whether a number really exists, the SMS tells.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct MobileNumber(String);

const UNSUPPORTED: [&str; 2] = ["+98", "+850"];

impl MobileNumber {
    /// Takes E.164 only. What people type is a [`TypedNumber`]; the server knows what it means.
    pub fn parse(input: &str) -> Result<MobileNumber, FieldProblem> {
        if UNSUPPORTED.iter().any(|prefix| input.starts_with(prefix)) {
            return Err(FieldProblem::Country);
        }
        let digits = input.strip_prefix('+').ok_or(FieldProblem::Invalid)?;
        let well_formed = (7..=15).contains(&digits.len())
            && digits.bytes().all(|b| b.is_ascii_digit())
            && !digits.starts_with('0');
        match well_formed {
            true => Ok(MobileNumber(input.to_owned())),
            false => Err(FieldProblem::Invalid),
        }
    }

    /// Enough to recognise one's own number, too little for anybody else: `+49 ••• 78`.
    pub fn masked(&self) -> String {
        let country = if self.0.starts_with("+1") || self.0.starts_with("+7") { 2 } else { 3 };
        format!("{} ••• {}", &self.0[..country], &self.0[self.0.len() - 2..])
    }
}

crosses_as_string!(MobileNumber);

/// A number as somebody typed it, reduced to its digits: `01761234501`, or `+490176..` if it began with `+` or `00`. What it
/// means depends on the country; only the server has the rules for that.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct TypedNumber(String);

impl TypedNumber {
    /// Blanks, dashes, brackets, dots, slashes and `tel:` (RFC 3966) do not matter.
    pub fn parse(input: &str) -> Result<TypedNumber, FieldProblem> {
        let typed = tidy::code(input).to_ascii_lowercase();
        let typed = typed.strip_prefix("tel:").unwrap_or(&typed);
        let number: String = typed.chars().filter(|c| !" -()[]./".contains(*c)).collect();
        if number.is_empty() {
            return Err(FieldProblem::Missing);
        }
        let number = match number.strip_prefix("00") {
            Some(international) => format!("+{international}"),
            None => number,
        };
        if UNSUPPORTED.iter().any(|prefix| number.starts_with(prefix)) {
            return Err(FieldProblem::Country);
        }
        let digits = number.strip_prefix('+').unwrap_or(&number);
        match !digits.is_empty() && digits.len() <= 20 && digits.bytes().all(|b| b.is_ascii_digit()) {
            true => Ok(TypedNumber(number)),
            false => Err(FieldProblem::Invalid),
        }
    }

    pub fn is_international(&self) -> bool {
        self.0.starts_with('+')
    }
}

crosses_as_string!(TypedNumber);

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
        assert_eq!(text(TypedNumber::parse(input)), expected.map(str::to_owned), "{input}");
    }

    #[test]
    fn only_its_digits_matter() {
        for input in [
            "+49 176 1234-511",
            "0049 176 1234511",
            "+49.176/1234511",
            "\u{202A}+49 176 1234511\u{202C}",
            "\u{200E}+49 176 1234511",
            "+49\u{2010}176\u{2013}1234511",
            "tel:+49-176-1234511",
            "TEL:+491761234511",
            "＋４９ １７６ １２３４５１１",
            "+49\u{A0}(176)\u{202F}1234511",
            "+٤٩١٧٦١٢٣٤٥١١",
        ] {
            check(input, Ok("+491761234511"));
        }
        check("+49 (0)176 1234511", Ok("+4901761234511"));
        check("0176 1234511", Ok("01761234511"));
    }

    #[test]
    fn unsupported_countries_are_told_apart() {
        check("+98 912 345 6789", Err(FieldProblem::Country));
        check("00850 191 234 5678", Err(FieldProblem::Country));
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for empty in ["", " ", "()", "tel:"] {
            check(empty, Err(FieldProblem::Missing));
        }
        for letters in
            ["+49 176 call me", "+", "person@example.com", "49+176", "+++49", "0176 1234501 ext. 5"]
        {
            check(letters, Err(FieldProblem::Invalid));
        }
        check(&"1".repeat(21), Err(FieldProblem::Invalid));
    }

    #[test]
    fn a_number_that_is_sent_is_e164() {
        for number in ["+15550101", "+4917612345678"] {
            assert_eq!(text(MobileNumber::parse(number)), Ok(number.to_owned()));
        }
        assert_eq!(MobileNumber::parse("+98912345678"), Err(FieldProblem::Country));
        for other in [
            "",
            "01761234501",
            "+49 176 1234501",
            "+0123456789",
            "+49176",
            "+4917612345678123",
            "\u{200E}+491761234501",
        ] {
            assert_eq!(MobileNumber::parse(other), Err(FieldProblem::Invalid), "{other}");
        }
    }

    #[test]
    fn the_mask_keeps_the_country_and_the_end() {
        assert_eq!(MobileNumber::parse("+15550101").unwrap().masked(), "+1 ••• 01");
        assert_eq!(MobileNumber::parse("+4917612345678").unwrap().masked(), "+49 ••• 78");
    }

    proptest! {
        #![proptest_config(runs())]

        #[test]
        fn what_is_taken_is_taken_again(typed in typed()) {
            if let Ok(number) = TypedNumber::parse(&typed) {
                prop_assert_eq!(TypedNumber::parse(number.as_str()), Ok(number));
            }
            if let Ok(number) = MobileNumber::parse(&typed) {
                prop_assert_eq!(MobileNumber::parse(number.as_str()), Ok(number));
            }
        }

        #[test]
        fn decoration_does_not_matter(
            number in decorated("tel:+49-176-1234511"),
            respelled in respelled("+49 176-123 45-11"),
        ) {
            for typed in [number, respelled] {
                prop_assert_eq!(text(TypedNumber::parse(&typed)), Ok("+491761234511".to_owned()));
            }
        }
    }
}
