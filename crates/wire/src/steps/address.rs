use std::fmt;

use serde::Serialize;

use crate::{
    City, Country, Email, Field, FieldProblem, PostalCode, PostalCodes, StreetLine, draft::Parsed,
    field::Mistakes,
};

/// Where the customer lives and how to write to them.
#[derive(Clone, Debug, PartialEq, Serialize, serde::Deserialize)]
pub struct AddressStage {
    pub answers: Option<AddressDraft>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, serde::Deserialize)]
pub struct Address {
    pub address: PostalAddress,
    /// Solaris may know a person without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<Email>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, serde::Deserialize)]
pub struct PostalAddress {
    pub line_1: StreetLine,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line_2: Option<StreetLine>,
    /// Absent where the country has none, or the address does without.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub postal_code: Option<PostalCode>,
    pub city: City,
    pub country: Country,
}

#[derive(Clone, Default, PartialEq, Serialize, serde::Deserialize)]
#[serde(default)]
pub struct AddressDraft {
    pub address: PostalAddressDraft,
    pub email: String,
}

#[derive(Clone, Default, PartialEq, Serialize, serde::Deserialize)]
#[serde(default)]
pub struct PostalAddressDraft {
    pub line_1: String,
    pub line_2: String,
    pub postal_code: String,
    pub city: String,
    pub country: String,
}

/// Never printed: it helps to name a person.
impl fmt::Debug for AddressDraft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AddressDraft(..)")
    }
}

impl AddressDraft {
    pub fn parse(&self) -> Parsed<Address> {
        let mut mistakes = Mistakes::default();
        let address = self.address.check(&mut mistakes);
        let email = mistakes.check(Field::Email, Email::parse(&self.email));
        match (address, email) {
            (Some(address), Some(email)) => Ok(Address { address, email: Some(email) }),
            _ => Err(mistakes.into_errors()),
        }
    }

    /// Of a person whom Solaris knows: it may do without an e-mail address.
    pub fn parse_known(&self) -> Parsed<Address> {
        let mut mistakes = Mistakes::default();
        let address = self.address.check(&mut mistakes);
        let email = Email::parse(&self.email).ok();
        address.map(|address| Address { address, email }).ok_or_else(|| mistakes.into_errors())
    }
}

impl PostalAddressDraft {
    fn check(&self, mistakes: &mut Mistakes) -> Option<PostalAddress> {
        let line_1 = mistakes.check(Field::AddressLine1, StreetLine::parse(&self.line_1));
        let line_2 = mistakes.check(Field::AddressLine2, optional(StreetLine::parse(&self.line_2)));
        let country = Country::parse(&self.country);
        let postal_code = postal_code(&self.postal_code, country.as_ref().ok());
        let postal_code = mistakes.check(Field::AddressPostalCode, postal_code);
        let city = mistakes.check(Field::AddressCity, City::parse(&self.city));
        let country = mistakes.check(Field::AddressCountry, country);
        Some(PostalAddress {
            line_1: line_1?,
            line_2: line_2?,
            postal_code: postal_code?,
            city: city?,
            country: country?,
        })
    }
}

fn optional<T>(parsed: Result<T, FieldProblem>) -> Result<Option<T>, FieldProblem> {
    match parsed {
        Ok(value) => Ok(Some(value)),
        Err(FieldProblem::Missing) => Ok(None),
        Err(problem) => Err(problem),
    }
}

/// Some countries have no postal codes. A German one has five digits; the server knows the form of the others.
pub(super) fn postal_code(
    typed: &str,
    country: Option<&Country>,
) -> Result<Option<PostalCode>, FieldProblem> {
    let code = PostalCode::parse(typed);
    match country.map(|country| (country.is_germany(), PostalCodes::of(country))) {
        Some((true, _)) => {
            code.and_then(|code| if code.is_german() { Ok(Some(code)) } else { Err(FieldProblem::Invalid) })
        }
        Some((_, PostalCodes::Absent | PostalCodes::Optional)) => optional(code),
        _ => code.map(Some),
    }
}

impl From<Address> for AddressDraft {
    fn from(Address { address, email }: Address) -> AddressDraft {
        AddressDraft {
            address: PostalAddressDraft {
                line_1: address.line_1.into(),
                line_2: address.line_2.map(String::from).unwrap_or_default(),
                postal_code: address.postal_code.map(String::from).unwrap_or_default(),
                city: address.city.into(),
                country: address.country.into(),
            },
            email: email.map(String::from).unwrap_or_default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(country: &str, postal_code: &str) -> AddressDraft {
        AddressDraft {
            address: PostalAddressDraft {
                line_1: "Berliner Str. 45".into(),
                line_2: String::new(),
                postal_code: postal_code.into(),
                city: "Berlin".into(),
                country: country.into(),
            },
            email: "person@example.com".into(),
        }
    }

    #[test]
    fn the_second_line_may_be_empty() {
        let address = draft("DE", "14169").parse().unwrap();
        assert_eq!(address.address.line_2, None);
        let arrived: AddressDraft = serde_json::from_value(serde_json::to_value(&address).unwrap()).unwrap();
        assert_eq!(arrived.parse().unwrap(), address);
    }

    #[test]
    fn a_german_postal_code_has_five_digits() {
        let invalid = vec![Field::AddressPostalCode.is(FieldProblem::Invalid)];
        assert_eq!(draft("DE", "1416").parse().unwrap_err(), invalid);
        assert!(draft("AT", "1416").parse().is_ok());
    }

    #[test]
    fn a_country_without_postal_codes_demands_none() {
        let missing = Err(FieldProblem::Missing);
        for (country, code, expected) in [
            ("HK", "", Ok(None)),
            ("HK", "999077", Ok(Some("999077"))),
            ("AE", "", Ok(None)),
            ("IE", "", Ok(None)),
            ("IE", "D02 AF30", Ok(Some("D02 AF30"))),
            ("XK", "10000", Ok(Some("10000"))),
            ("AT", "", missing),
            ("US", " ", missing),
            ("DE", "", missing),
        ] {
            let parsed = draft(country, code).parse();
            let parsed = parsed.map(|parsed| parsed.address.postal_code.map(String::from));
            let parsed = parsed.map_err(|mistakes| mistakes[0].problem);
            assert_eq!(parsed, expected.map(|code| code.map(str::to_owned)), "{country} {code}");
        }
    }
}
