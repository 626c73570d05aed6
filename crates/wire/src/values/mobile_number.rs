use serde::{Deserialize, Serialize};

use super::crosses_as_string;
use crate::FieldProblem;

/// A mobile number, E.164: `+4917612345678`. Iran (+98) and North Korea (+850) are not supported (the guide, Appendix IV).
/// Whether a number really exists, the SMS tells.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct MobileNumber(String);

const UNSUPPORTED: [&str; 2] = ["+98", "+850"];

impl MobileNumber {
    /// Reads a number as people write it: spaces, hyphens, brackets and dots are dropped, `00` is the `+`, and a number
    /// with one leading zero is German.
    pub fn parse(input: &str) -> Result<MobileNumber, FieldProblem> {
        let written: String = input
            .replace("(0)", "")
            .chars()
            .filter(|c| !c.is_whitespace() && !"-/().\u{2011}\u{2013}".contains(*c))
            .collect();
        if written.is_empty() {
            return Err(FieldProblem::Missing);
        }
        let number = match (written.strip_prefix("00"), written.strip_prefix('0')) {
            (Some(international), _) => format!("+{international}"),
            (None, Some(german)) => format!("+49{german}"),
            (None, None) => written,
        };
        if UNSUPPORTED.iter().any(|prefix| number.starts_with(prefix)) {
            return Err(FieldProblem::Country);
        }
        let digits = number.strip_prefix('+').ok_or(FieldProblem::Invalid)?;
        let well_formed = (7..=15).contains(&digits.len())
            && digits.bytes().all(|b| b.is_ascii_digit())
            && !digits.starts_with('0');
        match well_formed {
            true => Ok(MobileNumber(number)),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::text;

    #[track_caller]
    fn check(input: &str, expected: Result<&str, FieldProblem>) {
        assert_eq!(text(MobileNumber::parse(input)), expected.map(str::to_owned), "{input}");
    }

    #[test]
    fn what_people_write_is_understood() {
        check("+15550101", Ok("+15550101"));
        check("+49 176 1234-5678", Ok("+4917612345678"));
        check("+49 (0)176 12345678", Ok("+4917612345678"));
        check("0049 176 12345678", Ok("+4917612345678"));
        check("0176 12345678", Ok("+4917612345678"));
    }

    #[test]
    fn unsupported_countries_are_told_apart() {
        check("+98 912 345 6789", Err(FieldProblem::Country));
        check("00850 191 234 5678", Err(FieldProblem::Country));
    }

    #[test]
    fn what_is_no_number_is_refused() {
        check("", Err(FieldProblem::Missing));
        check("17612345678", Err(FieldProblem::Invalid));
        check("+49 176", Err(FieldProblem::Invalid));
        check("+49 176 12345678 12345", Err(FieldProblem::Invalid));
        check("+49 176 call me", Err(FieldProblem::Invalid));
        check("+0123456789", Err(FieldProblem::Invalid));
    }

    #[test]
    fn the_mask_keeps_the_country_and_the_end() {
        assert_eq!(MobileNumber::parse("+15550101").unwrap().masked(), "+1 ••• 01");
        assert_eq!(MobileNumber::parse("+4917612345678").unwrap().masked(), "+49 ••• 78");
    }
}
