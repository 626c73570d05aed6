//! People whose answer the API has no place for: what it takes for each of them, and where they read what to do.

use serde::Serialize;

use crate::Field;

/// What a customer cannot answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stuck {
    /// Neither "Mr" nor "Ms" is right.
    Salutation,
    /// The passport has one name only.
    OneName,
    /// The passport has no day or no month of birth.
    IncompleteBirthDate,
    /// Stateless, or not sure.
    NoNationality,
}

/// What the API takes where there is no usual answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// This value.
    Value(&'static str),
    /// The member is left out.
    Omitted,
    /// Nothing: the customer needs another way.
    Nothing,
}

use Taken::{Nothing, Omitted, Value};

/// THE TABLE: who, the field, what Solaris takes, and where that was read. "Reading" is ours, where sources are silent.
pub const TABLE: [(&str, Field, Taken, &str); 6] = [
    ("neither Mr nor Ms", Field::Salutation, Nothing, "guide, Step 1: `MR` and `MS` are the only values"),
    (
        "one name only",
        Field::LastName,
        Nothing,
        "guide, Step 1: first and last name are mandatory, as printed on the document; reading: nothing may be made up",
    ),
    (
        "no day or month of birth",
        Field::BirthDate,
        Nothing,
        "guide, Step 1: `birth_date` is a whole date; reading: nothing may be made up",
    ),
    (
        "stateless",
        Field::Nationality,
        Nothing,
        "guide, Step 1: ISO 3166-1 alpha-2, which has no code for it (`XXA` of ICAO Doc 9303 has three letters)",
    ),
    (
        "Kosovo",
        Field::Nationality,
        Value("XK"),
        "reading: user-assigned in ISO 3166-1; the IBAN registry (ISO 13616) and CLDR have it",
    ),
    (
        "no postal code in the country",
        Field::AddressPostalCode,
        Omitted,
        "reading: a code that does not exist is not made up",
    ),
];

impl Stuck {
    pub const ALL: [Stuck; 4] =
        [Stuck::Salutation, Stuck::OneName, Stuck::IncompleteBirthDate, Stuck::NoNationality];

    /// What crosses, and with `stuck-` in front the Fluent message: its value is what a customer says, `.help` what can be done.
    pub fn id(self) -> &'static str {
        match self {
            Stuck::Salutation => "salutation",
            Stuck::OneName => "one-name",
            Stuck::IncompleteBirthDate => "incomplete-birth-date",
            Stuck::NoNationality => "no-nationality",
        }
    }

    /// The question.
    pub fn field(self) -> Field {
        match self {
            Stuck::Salutation => Field::Salutation,
            Stuck::OneName => Field::LastName,
            Stuck::IncompleteBirthDate => Field::BirthDate,
            Stuck::NoNationality => Field::Nationality,
        }
    }
}

/// `POST /api/journey/stuck`: a customer has looked for a way on. It is counted, and changes nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, serde::Deserialize)]
pub struct StuckOn {
    pub on: Stuck,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Country;

    #[test]
    fn the_id_is_what_crosses_the_wire() {
        for stuck in Stuck::ALL {
            assert_eq!(serde_json::to_string(&stuck).unwrap(), format!("\"{}\"", stuck.id()));
        }
    }

    #[test]
    fn whom_the_api_has_no_place_for_is_told_at_the_question() {
        for (who, field, taken, source) in TABLE {
            assert!(source.starts_with("guide") || source.starts_with("reading"), "{who}");
            match taken {
                Nothing => assert!(Stuck::ALL.iter().any(|stuck| stuck.field() == field), "{who}"),
                Value(code) => assert!(Country::parse(code).is_ok(), "{who}"),
                Omitted => assert_eq!(field, Field::AddressPostalCode, "{who}"),
            }
        }
    }
}
