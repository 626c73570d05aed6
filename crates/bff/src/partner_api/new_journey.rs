//! What a journey begins with, and what can be wrong with it.

use bankident_wire::{
    AddressDraft, Field, FieldError, FieldProblem, MobileNumber, PersonDraft, PostalAddressDraft,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    body::object,
    problem::{Mistake, Problem},
};
use crate::{
    domain::{
        language::Locale,
        partner_journey::{Prefill, ReturnUrls},
    },
    partners::Partner,
};

/// The longest reference of a partner, in characters.
const LONGEST_REFERENCE: usize = 100;

/// What a journey begins with. Everything may be left out or be `null`.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewJourney {
    /// The language of the wizard; else the customer's browser decides. A longer tag such as `de-AT` finds its language (RFC
    /// 4647, lookup).
    #[schema(value_type = Option<Locale>)]
    pub locale: Option<String>,
    /// What is known about the customer already. It is shown as if they had typed it.
    #[serde(default, deserialize_with = "object")]
    pub person: Option<KnownPerson>,
    /// A person who exists at Solaris: with a verified number the journey begins at `iban`, without at `mobile`. Not
    /// together with `person`.
    #[schema(pattern = "^[A-Za-z0-9]+$")]
    pub person_id: Option<String>,
    /// Your own name for the journey: nothing personal. `GET /journeys` finds it again.
    #[schema(pattern = "^[A-Za-z0-9._:-]{1,100}$", example = "order-4711")]
    pub reference: Option<String>,
    /// Where to go afterwards, where the wizard is not in a frame of your page.
    #[serde(default, deserialize_with = "object")]
    pub return_urls: Option<ReturnUrls>,
}

/// The names and forms of Solaris' person. Everything may be left out or be `null`.
#[derive(Default, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct KnownPerson {
    #[schema(value_type = Option<KnownSalutation>)]
    salutation: Option<String>,
    #[schema(min_length = 1)]
    first_name: Option<String>,
    #[schema(min_length = 1)]
    last_name: Option<String>,
    /// ISO 8601
    #[schema(format = "date", example = "1978-07-15")]
    birth_date: Option<String>,
    #[schema(min_length = 1)]
    birth_city: Option<String>,
    /// ISO 3166-1 alpha-2
    #[schema(pattern = "^[A-Za-z]{2}$", example = "DE")]
    birth_country: Option<String>,
    /// ISO 3166-1 alpha-2
    #[schema(pattern = "^[A-Za-z]{2}$", example = "DE")]
    nationality: Option<String>,
    #[serde(default, deserialize_with = "object")]
    address: Option<KnownAddress>,
    #[schema(format = "email", example = "person@example.com")]
    email: Option<String>,
    /// Best as E.164.
    #[schema(min_length = 1, example = "+4915112345678")]
    mobile_number: Option<String>,
}

/// Everything may be left out or be `null`.
#[derive(Default, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct KnownAddress {
    #[schema(min_length = 1)]
    line_1: Option<String>,
    line_2: Option<String>,
    #[schema(min_length = 1)]
    postal_code: Option<String>,
    #[schema(min_length = 1)]
    city: Option<String>,
    /// ISO 3166-1 alpha-2
    #[schema(pattern = "^[A-Za-z]{2}$", example = "DE")]
    country: Option<String>,
}

/// How to address the customer.
#[derive(ToSchema)]
#[schema(as = Salutation, rename_all = "UPPERCASE")]
#[expect(dead_code, reason = "describes a member and is never made")]
pub enum KnownSalutation {
    Mr,
    Ms,
}

/// What is right in a new journey.
pub struct Checked {
    pub locale: Option<Locale>,
    pub prefill: Prefill,
    pub return_urls: ReturnUrls,
}

impl NewJourney {
    /// Checks every member.
    ///
    /// # Errors
    /// All mistakes.
    pub fn check(&self, partner: &Partner, today: NaiveDate) -> Result<Checked, Problem> {
        let mut mistakes = Vec::new();
        let locale = self.locale.as_deref().and_then(Locale::lookup);
        if self.locale.is_some() && locale.is_none() {
            mistakes.push(Mistake::at("/locale", "unsupported"));
        }
        if self.reference.as_ref().is_some_and(|reference| !is_reference(reference)) {
            mistakes.push(Mistake::at("/reference", "invalid"));
        }
        let return_urls = self.return_urls.clone().unwrap_or_default();
        let urls = [("complete", &return_urls.complete), ("stopped", &return_urls.stopped)];
        for (name, url) in urls {
            if url.as_ref().is_some_and(|url| !partner.may_return_to(url)) {
                mistakes.push(Mistake::at(format!("/return_urls/{name}"), "invalid"));
            }
        }
        let person = self.person.as_ref();
        let prefill = person.map(|person| person.prefill(today, &mut mistakes)).unwrap_or_default();
        if self.person_id.is_some() && prefill != Prefill::default() {
            mistakes.push(Mistake::at("/person", "not-with-person-id"));
        }
        match mistakes.is_empty() {
            true => Ok(Checked { locale, prefill, return_urls }),
            false => Err(Problem::Invalid(mistakes)),
        }
    }
}

/// Whether a text can name a journey for its partner.
pub fn is_reference(text: &str) -> bool {
    let known = |c: char| c.is_ascii_alphanumeric() || "._:-".contains(c);
    (1..=LONGEST_REFERENCE).contains(&text.len()) && text.chars().all(known)
}

/// `1978-07-15`
fn is_iso_date(text: &str) -> bool {
    text.parse::<NaiveDate>().is_ok_and(|date| date.to_string() == text)
}

impl KnownPerson {
    /// Checks the given values. The customer will answer the missing ones.
    fn prefill(&self, today: NaiveDate, mistakes: &mut Vec<Mistake>) -> Prefill {
        let said = |field| self.said(field).unwrap_or_default().to_owned();
        let person = PersonDraft {
            salutation: said(Field::Salutation),
            first_name: said(Field::FirstName),
            last_name: said(Field::LastName),
            birth_date: said(Field::BirthDate),
            birth_city: said(Field::BirthCity),
            birth_country: said(Field::BirthCountry),
            nationality: said(Field::Nationality),
        };
        let address = AddressDraft {
            address: PostalAddressDraft {
                line_1: said(Field::AddressLine1),
                line_2: said(Field::AddressLine2),
                postal_code: said(Field::AddressPostalCode),
                city: said(Field::AddressCity),
                country: said(Field::AddressCountry),
            },
            email: said(Field::Email),
        };
        let number = self.mobile_number.as_deref().map(MobileNumber::parse);
        let wrong = [person.parse(today).err(), address.parse().err()].into_iter().flatten().flatten();
        mistakes.extend(wrong.filter_map(|error| self.mistake(error)));
        // People write dates in many ways, servers in one.
        if self.birth_date.as_deref().is_some_and(|date| !is_iso_date(date)) {
            mistakes.retain(|mistake| mistake.pointer != "/person/birth_date");
            mistakes.push(Mistake::at("/person/birth_date", FieldProblem::Invalid.id()));
        }
        if let Some(Err(problem)) = number {
            mistakes.push(Mistake::at("/person/mobile_number", problem.id()));
        }
        Prefill {
            person: Some(person).filter(|person| *person != PersonDraft::default()),
            address: Some(address).filter(|address| *address != AddressDraft::default()),
            number: number.and_then(Result::ok),
        }
    }

    /// What is wrong with a value that was given. In a list of choices an unknown word counts as `missing`; here it was said,
    /// so it is `invalid`.
    fn mistake(&self, error: FieldError) -> Option<Mistake> {
        let said = self.said(error.field)?;
        let unheard_of = error.problem == FieldProblem::Missing && !said.trim().is_empty();
        let problem = if unheard_of { FieldProblem::Invalid } else { error.problem };
        Some(Mistake::at(format!("/person/{}", error.field.name().replace('.', "/")), problem.id()))
    }

    fn said(&self, field: Field) -> Option<&str> {
        let address = self.address.as_ref();
        let value = match field {
            Field::Salutation => self.salutation.as_ref(),
            Field::FirstName => self.first_name.as_ref(),
            Field::LastName => self.last_name.as_ref(),
            Field::BirthDate => self.birth_date.as_ref(),
            Field::BirthCity => self.birth_city.as_ref(),
            Field::BirthCountry => self.birth_country.as_ref(),
            Field::Nationality => self.nationality.as_ref(),
            Field::AddressLine1 => address?.line_1.as_ref(),
            Field::AddressLine2 => address?.line_2.as_ref(),
            Field::AddressPostalCode => address?.postal_code.as_ref(),
            Field::AddressCity => address?.city.as_ref(),
            Field::AddressCountry => address?.country.as_ref(),
            Field::Email => self.email.as_ref(),
            _ => None,
        };
        value.map(String::as_str)
    }
}
