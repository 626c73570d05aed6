use std::fmt;

use chrono::NaiveDate;
use serde::Serialize;

use crate::{BirthDate, City, Country, Field, FieldProblem, Name, draft::Parsed, field::Mistakes};

/// Who the customer is, as their ID document says it.
#[derive(Clone, Debug, PartialEq, Serialize, serde::Deserialize)]
pub struct PersonStage {
    pub answers: Option<PersonDraft>,
    pub editable: Editable,
}

/// What of the answers can still be changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Editable {
    Everything,
    /// The person exists at Solaris: only what `PATCH /v1/persons/{id}` takes, see [`Field::can_be_patched`].
    WhatPatchTakes,
}

impl Editable {
    pub fn allows(self, field: Field) -> bool {
        self == Editable::Everything || field.can_be_patched()
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, serde::Deserialize)]
pub struct Person {
    pub salutation: Salutation,
    pub first_name: Name,
    pub last_name: Name,
    pub birth_date: BirthDate,
    /// Solaris may know a person without these two.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub birth_city: Option<City>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub birth_country: Option<Country>,
    pub nationality: Country,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, serde::Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Salutation {
    Mr,
    Ms,
}

impl Salutation {
    pub const ALL: [Salutation; 2] = [Salutation::Ms, Salutation::Mr];

    pub fn code(self) -> &'static str {
        match self {
            Salutation::Mr => "MR",
            Salutation::Ms => "MS",
        }
    }

    /// The Fluent id of its name: `salutation-mr`.
    pub fn id(self) -> &'static str {
        match self {
            Salutation::Mr => "salutation-mr",
            Salutation::Ms => "salutation-ms",
        }
    }

    /// The guide writes `"MR"` and `"Mr"`.
    pub fn parse(input: &str) -> Result<Salutation, FieldProblem> {
        let mut all = Salutation::ALL.into_iter();
        all.find(|known| known.code().eq_ignore_ascii_case(input)).ok_or(FieldProblem::Missing)
    }
}

#[derive(Clone, Default, PartialEq, Serialize, serde::Deserialize)]
#[serde(default)]
pub struct PersonDraft {
    pub salutation: String,
    pub first_name: String,
    pub last_name: String,
    pub birth_date: String,
    pub birth_city: String,
    pub birth_country: String,
    pub nationality: String,
    /// Solaris knows the person: what it does without is not demanded.
    pub known: bool,
}

/// Never printed: it names a person.
impl fmt::Debug for PersonDraft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PersonDraft(..)")
    }
}

impl PersonDraft {
    pub fn parse(&self, today: NaiveDate) -> Parsed<Person> {
        let mut mistakes = Mistakes::default();
        let salutation = mistakes.check(Field::Salutation, Salutation::parse(&self.salutation));
        let first_name = mistakes.check(Field::FirstName, Name::parse(&self.first_name));
        let last_name = mistakes.check(Field::LastName, Name::parse(&self.last_name));
        let birth_date = mistakes.check(Field::BirthDate, BirthDate::parse(&self.birth_date, today));
        let birth_city = self.unless_known(City::parse(&self.birth_city));
        let birth_city = mistakes.check(Field::BirthCity, birth_city);
        let birth_country = self.unless_known(Country::parse(&self.birth_country));
        let birth_country = mistakes.check(Field::BirthCountry, birth_country);
        let nationality = mistakes.check(Field::Nationality, Country::parse(&self.nationality));
        (|| {
            Some(Person {
                salutation: salutation?,
                first_name: first_name?,
                last_name: last_name?,
                birth_date: birth_date?,
                birth_city: birth_city?,
                birth_country: birth_country?,
                nationality: nationality?,
            })
        })()
        .ok_or_else(|| mistakes.into_errors())
    }

    fn unless_known<T>(&self, parsed: Result<T, FieldProblem>) -> Result<Option<T>, FieldProblem> {
        match parsed {
            Err(_) if self.known => Ok(None),
            parsed => parsed.map(Some),
        }
    }
}

impl From<Person> for PersonDraft {
    fn from(person: Person) -> PersonDraft {
        PersonDraft {
            known: person.birth_city.is_none() || person.birth_country.is_none(),
            salutation: person.salutation.code().to_owned(),
            first_name: person.first_name.into(),
            last_name: person.last_name.into(),
            birth_date: person.birth_date.date().to_string(),
            birth_city: person.birth_city.map(String::from).unwrap_or_default(),
            birth_country: person.birth_country.map(String::from).unwrap_or_default(),
            nationality: person.nationality.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()
    }

    fn draft() -> PersonDraft {
        PersonDraft {
            salutation: "MR".into(),
            first_name: "Leander".into(),
            last_name: "Zierfisch".into(),
            birth_date: "15.07.1978".into(),
            birth_city: "Aachen".into(),
            birth_country: "DE".into(),
            nationality: "DE".into(),
            known: false,
        }
    }

    #[test]
    fn a_known_person_may_lack_what_solaris_does_without() {
        let mut known = PersonDraft { birth_city: String::new(), birth_country: String::new(), ..draft() };
        assert_eq!(known.parse(today()).unwrap_err().len(), 2);
        known.known = true;
        let person = known.parse(today()).unwrap();
        assert_eq!((&person.birth_city, &person.birth_country), (&None, &None));
        assert_eq!(PersonDraft::from(person.clone()).parse(today()).unwrap(), person);
        known.last_name.clear();
        assert_eq!(known.parse(today()).unwrap_err(), [Field::LastName.is(FieldProblem::Missing)]);
    }

    #[test]
    fn both_spellings_of_the_guide_are_a_salutation() {
        for (written, read) in [("MR", Salutation::Mr), ("Mr", Salutation::Mr), ("Ms", Salutation::Ms)] {
            assert_eq!(Salutation::parse(written), Ok(read));
        }
        assert!(Salutation::parse("Herr").is_err());
    }

    #[test]
    fn a_person_crosses_with_the_json_of_the_draft() {
        let person = draft().parse(today()).unwrap();
        let json = serde_json::to_value(&person).unwrap();
        assert_eq!(json["birth_date"], "1978-07-15");
        let arrived: PersonDraft = serde_json::from_value(json).unwrap();
        assert_eq!(arrived.parse(today()).unwrap(), person);
    }

    #[test]
    fn all_mistakes_are_told_at_once() {
        let errors =
            PersonDraft { first_name: "Leander".into(), ..Default::default() }.parse(today()).unwrap_err();
        assert_eq!(errors.len(), 6);
        assert!(errors.iter().all(|error| error.problem == FieldProblem::Missing));
    }

    #[test]
    fn after_creation_only_what_patch_takes_is_editable() {
        assert!(Editable::WhatPatchTakes.allows(Field::Salutation));
        assert!(!Editable::WhatPatchTakes.allows(Field::FirstName));
        assert!(Editable::Everything.allows(Field::FirstName));
    }
}
