use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, Serialize, de::Error};

use super::{months::month_named, tidy};
use crate::FieldProblem;

/// The day of birth, ISO 8601 on the wire. The customer is at least 18 and at most 120 years old.
#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct BirthDate(NaiveDate);

impl BirthDate {
    /// Reads a typed date: `15.07.1978`, `15/7/1978`, `15 07 78`, `15071978` (the day first, as in all our languages),
    /// `1978-07-15`, `15. Juli 1978`, `July 15th, 1978`. A year of two digits belongs to the only century that fits the age.
    ///
    /// # Errors
    /// `Invalid` if it is no date, `Impossible` if no calendar has it, `Ambiguous` if two centuries fit.
    pub fn parse(input: &str, today: NaiveDate) -> Result<BirthDate, FieldProblem> {
        let typed = tidy::code(input);
        if typed.is_empty() {
            return Err(FieldProblem::Missing);
        }
        let Typed { day, month, year } =
            Typed::read(&tidy::small_letters(&typed)).ok_or(FieldProblem::Invalid)?;
        let date = |year| NaiveDate::from_ymd_opt(year, month, day);
        match year {
            Year::Whole(year) => BirthDate::of(date(year).ok_or(FieldProblem::Impossible)?, today),
            Year::OfCentury(year) => {
                let dates = [1900, 2000].into_iter().filter_map(|century| date(century + year));
                let mut fitting = dates.filter_map(|date| BirthDate::of(date, today).ok());
                match (fitting.next(), fitting.next()) {
                    (Some(date), None) => Ok(date),
                    (Some(_), Some(_)) => Err(FieldProblem::Ambiguous),
                    (None, _) => Err(FieldProblem::Impossible),
                }
            }
        }
    }

    fn of(date: NaiveDate, today: NaiveDate) -> Result<BirthDate, FieldProblem> {
        match today.years_since(date) {
            None if date > today => Err(FieldProblem::InFuture),
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
        let date = match Typed::read(&written) {
            Some(Typed { day, month, year: Year::Whole(year) }) => NaiveDate::from_ymd_opt(year, month, day),
            _ => None,
        };
        date.filter(|date| date.to_string() == written)
            .map(BirthDate)
            .ok_or_else(|| D::Error::custom("not a date of ISO 8601"))
    }
}

/// Never printed: it helps to name a person.
impl fmt::Debug for BirthDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BirthDate(..)")
    }
}

/// The three parts of a date as they were typed; there may be no such day.
struct Typed {
    day: u32,
    month: u32,
    year: Year,
}

enum Year {
    Whole(i32),
    /// The last two digits.
    OfCentury(i32),
}

impl Typed {
    /// Reads tidy text in small letters. Words of one or two letters say nothing: `15th of July`, `15 de ..`.
    fn read(text: &str) -> Option<Typed> {
        let mut numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|number| !number.is_empty());
        let numbers: Vec<&str> = numbers.by_ref().take(4).collect();
        let mut named_month = None;
        for word in text.split(|c: char| !c.is_alphabetic()).filter(|word| word.chars().count() > 2) {
            let month = month_named(word)?;
            if named_month.replace(month).is_some() {
                return None;
            }
        }
        match (named_month, &numbers[..]) {
            (Some(month), [year, day]) if year.len() == 4 => Typed::of(day, month, year),
            (Some(month), [day, year]) => Typed::of(day, month, year),
            (None, [year, month, day]) if year.len() == 4 => Typed::of(day, short(month)?, year),
            (None, [day, month, year]) => Typed::of(day, short(month)?, year),
            (None, [all]) if all.len() == 8 || all.len() == 6 => {
                Typed::of(&all[..2], short(&all[2..4])?, &all[4..])
            }
            _ => None,
        }
    }

    fn of(day: &str, month: u32, year: &str) -> Option<Typed> {
        let number = year.parse().ok()?;
        let year = match year.len() {
            4 => Year::Whole(number),
            2 => Year::OfCentury(number),
            _ => return None,
        };
        Some(Typed { day: short(day)?, month, year })
    }
}

/// A number of at most two digits.
fn short(number: &str) -> Option<u32> {
    if number.len() > 2 { None } else { number.parse().ok() }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::values::made_up::{decorated, respelled, runs, typed};

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()
    }

    #[track_caller]
    fn check(input: &str, expected: Result<&str, FieldProblem>) {
        assert_eq!(
            BirthDate::parse(input, today()).map(|date| date.date().to_string()),
            expected.map(str::to_owned),
            "{input}"
        );
    }

    #[test]
    fn what_people_type_is_understood() {
        for input in [
            "15.07.1978",
            "15.7.1978",
            "15/07/1978",
            "15 07 1978",
            "15-7-1978",
            "15071978",
            " 1978-07-15 ",
            "1978/7/15",
            "15. 7. 1978",
            "15.\u{A0}7.\u{202F}1978",
            "15\u{2013}07\u{2013}1978",
            "１５．０７．１９７８",
            "١٥/٠٧/١٩٧٨",
            "\u{200E}15.07.1978",
            "1978年7月15日",
        ] {
            check(input, Ok("1978-07-15"));
        }
    }

    #[test]
    fn months_are_read_by_name_in_every_language() {
        for input in [
            "15. Juli 1978",
            "15.\u{A0}Juli 1978",
            "15.Juli.1978",
            "15 JULI 1978",
            "15 July 1978",
            "July 15, 1978",
            "July 15th, 1978",
            "15th of July 1978",
            "15 Jul 78",
            "15-jul-1978",
            "Jul. 15 1978",
            "1978 Jul 15",
        ] {
            check(input, Ok("1978-07-15"));
        }
        check("1. Jänner 1980", Ok("1980-01-01"));
        check("1. Ma\u{308}rz 1980", Ok("1980-03-01"));
        check("1. Mrz. 1980", Ok("1980-03-01"));
        check("1. MÄRZ 1980", Ok("1980-03-01"));
        check("3 Sept. 1980", Ok("1980-09-03"));
        check("3 Dez 1980", Ok("1980-12-03"));
        check("3 Dec 1980", Ok("1980-12-03"));
    }

    #[test]
    fn a_short_year_is_of_the_century_that_fits() {
        check("1.2.78", Ok("1978-02-01"));
        check("010278", Ok("1978-02-01"));
        check("1. Feb. 78", Ok("1978-02-01"));
        check("1.2.05", Ok("2005-02-01"));
        check("29.2.00", Ok("2000-02-29"));
        check("1.2.07", Err(FieldProblem::Ambiguous));
        check("29.2.78", Err(FieldProblem::Impossible));
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for input in [
            "1978",
            "Juli 1978",
            "15. Juli",
            "15. Ju 1978",
            "15. Juliana 1978",
            "15. Juli August 1978",
            "Montag 15.07.1978",
            "15.07.1978 08:30",
            "1.2.3.1978",
            "15.007.1978",
            "15.07.178",
            "15.07.19780",
            "15.07.1700",
            "15.07.1890",
            "½.7.1978",
        ] {
            check(input, Err(FieldProblem::Invalid));
        }
        check("", Err(FieldProblem::Missing));
        check("\u{200B} ", Err(FieldProblem::Missing));
    }

    #[test]
    fn a_day_that_no_calendar_has_is_told() {
        for input in
            ["31.02.1990", "31. Juni 1990", "29.02.1979", "0.7.1978", "7/15/1978", "15.13.1978", "1978-15-07"]
        {
            check(input, Err(FieldProblem::Impossible));
        }
    }

    #[test]
    fn eighteen_is_reached_on_the_birthday() {
        check("23.11.2008", Ok("2008-11-23"));
        check("24.11.2008", Err(FieldProblem::TooYoung));
        check("24.11.2026", Err(FieldProblem::InFuture));
        check("23.11.2026", Err(FieldProblem::TooYoung));
    }

    #[test]
    fn only_iso_8601_crosses() {
        let crossed = |written: &str| serde_json::from_value::<BirthDate>(written.into()).is_ok();
        assert!(crossed("1978-07-15"));
        for other in ["15.07.1978", "1978-7-15", "1978-07-15 ", "1978-02-31", "15 Jul 1978", ""] {
            assert!(!crossed(other), "{other}");
        }
    }

    proptest! {
        #![proptest_config(runs())]

        #[test]
        fn what_is_taken_is_taken_again(typed in typed()) {
            if let Ok(date) = BirthDate::parse(&typed, today()) {
                prop_assert_eq!(BirthDate::parse(&date.date().to_string(), today()), Ok(date));
            }
        }

        #[test]
        fn every_date_is_read_in_every_spelling(days in 0..36_000_u64) {
            let date = NaiveDate::from_ymd_opt(1908, 1, 1).unwrap() + chrono::Days::new(days);
            let is_adult = BirthDate::of(date, today()).is_ok();
            let (german, english, iso) = (date.format("%-d.%-m.%Y"), date.format("%B %-d, %Y"), date.to_string());
            for typed in [german.to_string(), english.to_string(), iso] {
                prop_assert_eq!(BirthDate::parse(&typed, today()).ok().map(BirthDate::date), is_adult.then_some(date));
            }
        }

        #[test]
        fn decoration_does_not_matter(
            digits in decorated("15.07.1978"),
            words in decorated("15. Juli 1978"),
            respelled in respelled("15-07 1978"),
        ) {
            for typed in [digits, words, respelled] {
                prop_assert_eq!(BirthDate::parse(&typed, today()).map(|date| date.date().to_string()), Ok("1978-07-15".to_owned()));
            }
        }
    }
}
