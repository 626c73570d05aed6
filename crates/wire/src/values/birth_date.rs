use std::fmt;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Deserializer, Serialize, de::Error};

use crate::FieldProblem;

/// The day of birth, ISO 8601 on the wire. The customer is at least 18 and at most 120 years old.
#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct BirthDate(NaiveDate);

impl BirthDate {
    /// Reads a typed date: `15.07.1978`, `15/7/1978`, `15 07 1978`, `15071978` (day first, as in both our languages)
    /// or `1978-07-15`.
    pub fn parse(input: &str, today: NaiveDate) -> Result<BirthDate, FieldProblem> {
        if input.trim().is_empty() {
            return Err(FieldProblem::Missing);
        }
        let date = typed_date(input).ok_or(FieldProblem::Invalid)?;
        if date > today {
            return Err(FieldProblem::InFuture);
        }
        match today.years_since(date) {
            None | Some(0..18) => Err(FieldProblem::TooYoung),
            Some(18..=120) => Ok(BirthDate(date)),
            Some(_) => Err(FieldProblem::Invalid),
        }
    }

    pub fn date(self) -> NaiveDate {
        self.0
    }
}

/// It was checked when it was typed; later the person only gets older.
impl<'de> Deserialize<'de> for BirthDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<BirthDate, D::Error> {
        let written = String::deserialize(deserializer)?;
        typed_date(&written).map(BirthDate).ok_or_else(|| D::Error::custom("not a date"))
    }
}

/// Never printed: it helps to name a person.
impl fmt::Debug for BirthDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BirthDate(..)")
    }
}

fn typed_date(input: &str) -> Option<NaiveDate> {
    let numbers: Vec<&str> =
        input.split(|c: char| !c.is_ascii_digit()).filter(|number| !number.is_empty()).collect();
    let (day, month, year) = match numbers[..] {
        [year, month, day] if year.len() == 4 => (day, month, year),
        [day, month, year] => (day, month, year),
        [all] if all.len() == 8 => (&all[..2], &all[2..4], &all[4..]),
        _ => return None,
    };
    if year.len() != 4 || input.chars().any(char::is_alphabetic) {
        return None;
    }
    let date = NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)?;
    (date.year() >= 1800).then_some(date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(input: &str, expected: Result<&str, FieldProblem>) {
        let today = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
        assert_eq!(
            BirthDate::parse(input, today).map(|date| date.date().to_string()),
            expected.map(str::to_owned),
            "{input}"
        );
    }

    #[test]
    fn what_people_type_is_understood() {
        for input in
            ["15.07.1978", "15.7.1978", "15/07/1978", "15 07 1978", "15071978", " 1978-07-15 ", "15. 7. 1978"]
        {
            check(input, Ok("1978-07-15"));
        }
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for input in ["31.02.1990", "15.07.78", "1978", "15. Juli 1978", "15.07.1700", "15.07.1890"] {
            check(input, Err(FieldProblem::Invalid));
        }
        check("", Err(FieldProblem::Missing));
        check("24.11.2026", Err(FieldProblem::InFuture));
    }

    #[test]
    fn eighteen_is_reached_on_the_birthday() {
        check("23.11.2008", Ok("2008-11-23"));
        check("24.11.2008", Err(FieldProblem::TooYoung));
    }
}
