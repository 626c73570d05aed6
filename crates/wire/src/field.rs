use serde::{Deserialize, Serialize};

use crate::Step;

/// Every input of the wizard, by the API's field name. The name is the input's `name`, the `field` of an error, and
/// (with `.` and `_` as `-`) the Fluent message that holds label, hint and the sentence of each mistake.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "&'static str", try_from = "String")]
pub enum Field {
    TermsConditions,
    DataTerms,
    Salutation,
    FirstName,
    LastName,
    BirthDate,
    BirthCity,
    BirthCountry,
    Nationality,
    AddressLine1,
    AddressLine2,
    AddressPostalCode,
    AddressCity,
    AddressCountry,
    Email,
    EmploymentStatus,
    NaceCode,
    TaxAssessmentCountry,
    FatcaRelevant,
    OwnEconomicInterest,
    FatcaCrs,
    Number,
    Token,
    SignatureToken,
    Iban,
    SwisscomTerms,
}

/// What can be wrong with an input. The words live in `locales/`, as the attribute of this name on the field's message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FieldProblem {
    Missing,
    /// Longer than the API takes.
    TooLong,
    TooShort,
    /// Not of the expected form.
    Invalid,
    /// A consent's time lies in the server's future or before the journey began.
    OutOfBounds,
    /// It can be read in two ways, such as two codes, or a year of two digits.
    Ambiguous,
    /// No calendar has this day.
    Impossible,
    InFuture,
    TooYoung,
    /// Letters of a script that the bank does not take.
    Script,
    /// Letters where digits belong.
    NotDigits,
    /// The IBAN's check digits do not fit (ISO 7064 mod 97-10).
    Checksum,
    /// A valid kind of value, of a country that is not supported.
    Country,
    /// The code was wrong or is no longer valid; there is no such account.
    Rejected,
    /// Too many wrong codes: only a new one will do.
    Exhausted,
    /// It can no longer be changed here (the guide's list of what PATCH updates).
    Locked,
}

use FieldProblem::*;

/// Name, place in the draft of its step, and the mistakes a customer can make in it.
type Row = (Field, &'static str, &'static str, &'static [FieldProblem]);

const TABLE: &[Row] = &[
    (Field::TermsConditions, "terms_conditions", "terms_conditions_signed_at", &[Missing, OutOfBounds]),
    (Field::DataTerms, "data_terms", "data_terms_signed_at", &[Missing, OutOfBounds]),
    (Field::Salutation, "salutation", "salutation", &[Missing]),
    (Field::FirstName, "first_name", "first_name", &[Missing, TooLong, Script, Invalid, Locked]),
    (Field::LastName, "last_name", "last_name", &[Missing, TooLong, Script, Invalid, Locked]),
    (
        Field::BirthDate,
        "birth_date",
        "birth_date",
        &[Missing, Invalid, Impossible, Ambiguous, InFuture, TooYoung, Rejected, Locked],
    ),
    (Field::BirthCity, "birth_city", "birth_city", &[Missing, TooLong, Script, Invalid, Locked]),
    (Field::BirthCountry, "birth_country", "birth_country", &[Missing, Locked]),
    (Field::Nationality, "nationality", "nationality", &[Missing, Locked]),
    (Field::AddressLine1, "address.line_1", "address.line_1", &[Missing, TooLong, Script, Invalid]),
    (Field::AddressLine2, "address.line_2", "address.line_2", &[TooLong, Script, Invalid]),
    (Field::AddressPostalCode, "address.postal_code", "address.postal_code", &[Missing, Invalid]),
    (Field::AddressCity, "address.city", "address.city", &[Missing, TooLong, Script, Invalid]),
    (Field::AddressCountry, "address.country", "address.country", &[Missing]),
    (Field::Email, "email", "email", &[Missing, Invalid]),
    (Field::EmploymentStatus, "employment_status", "employment_status", &[Missing]),
    (Field::NaceCode, "nace_code", "nace_code", &[Missing]),
    (
        Field::TaxAssessmentCountry,
        "tax_information.tax_assessment_country",
        "tax_assessment_country",
        &[Missing, Locked],
    ),
    (Field::FatcaRelevant, "fatca_relevant", "fatca_relevant", &[Missing]),
    (
        Field::OwnEconomicInterest,
        "own_economic_interest",
        "own_economic_interest_signed_at",
        &[Missing, OutOfBounds],
    ),
    (Field::FatcaCrs, "fatca_crs", "fatca_crs_confirmed_at", &[Missing, OutOfBounds]),
    (Field::Number, "number", "number", &[Missing, Invalid, TooShort, TooLong, Country, Locked]),
    (Field::Token, "token", "token", &[Missing, Invalid, Ambiguous, Rejected, Exhausted]),
    (Field::SignatureToken, "signature_token", "token", &[Missing, Invalid, Ambiguous, Rejected, Exhausted]),
    (
        Field::Iban,
        "iban",
        "iban",
        &[Missing, Invalid, NotDigits, TooShort, TooLong, Checksum, Country, Rejected],
    ),
    (Field::SwisscomTerms, "swisscom_terms", "terms_and_conditions_signed_at", &[Missing, OutOfBounds]),
];

impl Field {
    pub fn all() -> impl Iterator<Item = Field> {
        TABLE.iter().map(|(field, ..)| *field)
    }

    /// The API's name, `address.line_1` with the dot.
    pub fn name(self) -> &'static str {
        self.row().1
    }

    /// Where the draft of its step keeps it, and the bodies that are sent: the object it stands in, if any, and its key. A
    /// consent is kept as the time of its tick.
    pub fn path(self) -> (Option<&'static str>, &'static str) {
        let path = self.row().2;
        match path.split_once('.') {
            Some((object, key)) => (Some(object), key),
            None => (None, path),
        }
    }

    /// The mistakes that can be made in this field; each has a sentence in every language.
    pub fn problems(self) -> &'static [FieldProblem] {
        self.row().3
    }

    /// `name` as a Fluent id and as an HTML id: `address-line-1`.
    pub fn id(self) -> String {
        self.name().replace(['.', '_'], "-")
    }

    pub fn from_name(name: &str) -> Option<Field> {
        TABLE.iter().find(|row| row.1 == name).map(|row| row.0)
    }

    /// The field that the API complains about: by its name, by the name of what is sent for it, as a JSON pointer (RFC 6901), or
    /// by the last part of its name. An object stands for its first field. What stands in another object than ours, as in
    /// `contact_address.city`, is another field.
    pub fn from_api(name: &str) -> Option<Field> {
        let name = name.trim().trim_start_matches(['#', '/']).replace('/', ".").to_ascii_lowercase();
        let name = ["data.", "attributes.", "person."]
            .into_iter()
            .fold(name.as_str(), |rest, around| rest.strip_prefix(around).unwrap_or(rest));
        let name = if matches!(name, "mobile_number" | "mobile_number.number") { "number" } else { name };
        let ways: [&dyn Fn(&Row) -> bool; 3] = [
            &|row| row.1 == name || row.2 == name,
            &|row| row.1.split_once('.').is_some_and(|(_, last)| last == name),
            &|row| row.1.split_once('.').is_some_and(|(object, _)| object == name),
        ];
        ways.into_iter().find_map(|fits| TABLE.iter().find(|row| fits(row))).map(|row| row.0)
    }

    /// What the API says about the field, as the closest mistake that has a sentence.
    pub fn refused(self) -> FieldError {
        // It was well-formed, or it would not have been sent.
        if self == Field::Iban {
            return self.is(Rejected);
        }
        let nearest = [Invalid, OutOfBounds, TooLong];
        self.is(nearest.into_iter().find(|problem| self.problems().contains(problem)).unwrap_or(Missing))
    }

    /// The API has no answer, or one that is as good as none.
    pub fn lacking(self) -> FieldError {
        match self.problems().contains(&Missing) {
            true => self.is(Missing),
            false => self.refused(),
        }
    }

    /// Whether its label is a sentence to agree to.
    pub fn is_consent(self) -> bool {
        self.row().2.ends_with("_at")
    }

    /// Whether `PATCH /v1/persons/{id}` takes it (the guide, Step 1, "PATCH Update person").
    pub fn can_be_patched(self) -> bool {
        matches!(
            self,
            Field::DataTerms
                | Field::Salutation
                | Field::AddressLine1
                | Field::AddressLine2
                | Field::AddressPostalCode
                | Field::AddressCity
                | Field::AddressCountry
                | Field::Email
                | Field::EmploymentStatus
                | Field::NaceCode
                | Field::FatcaRelevant
                | Field::OwnEconomicInterest
                | Field::FatcaCrs
        )
    }

    /// The screen that asks for it.
    pub fn step(self) -> Step {
        match self {
            Field::TermsConditions | Field::DataTerms => Step::Terms,
            Field::Salutation
            | Field::FirstName
            | Field::LastName
            | Field::BirthDate
            | Field::BirthCity
            | Field::BirthCountry
            | Field::Nationality => Step::Person,
            Field::AddressLine1
            | Field::AddressLine2
            | Field::AddressPostalCode
            | Field::AddressCity
            | Field::AddressCountry
            | Field::Email => Step::Address,
            Field::EmploymentStatus
            | Field::NaceCode
            | Field::TaxAssessmentCountry
            | Field::FatcaRelevant
            | Field::OwnEconomicInterest
            | Field::FatcaCrs => Step::Status,
            Field::Number => Step::Mobile,
            Field::Token => Step::MobileCode,
            Field::SignatureToken => Step::Sign,
            Field::Iban | Field::SwisscomTerms => Step::Iban,
        }
    }

    pub fn is(self, problem: FieldProblem) -> FieldError {
        FieldError { field: self, problem }
    }

    fn row(self) -> &'static Row {
        &TABLE[self as usize]
    }
}

impl From<Field> for &'static str {
    fn from(field: Field) -> &'static str {
        field.name()
    }
}

impl TryFrom<String> for Field {
    type Error = &'static str;

    fn try_from(name: String) -> Result<Field, &'static str> {
        Field::from_name(&name).ok_or("not a field of the wizard")
    }
}

impl FieldProblem {
    pub const ALL: [FieldProblem; 16] = [
        Missing,
        TooLong,
        TooShort,
        Invalid,
        OutOfBounds,
        Ambiguous,
        Impossible,
        InFuture,
        TooYoung,
        Script,
        NotDigits,
        Checksum,
        Country,
        Rejected,
        Exhausted,
        Locked,
    ];

    /// The Fluent attribute.
    pub fn id(self) -> &'static str {
        match self {
            Missing => "missing",
            TooLong => "too-long",
            TooShort => "too-short",
            Invalid => "invalid",
            OutOfBounds => "out-of-bounds",
            Ambiguous => "ambiguous",
            Impossible => "impossible",
            InFuture => "in-future",
            TooYoung => "too-young",
            Script => "script",
            NotDigits => "not-digits",
            Checksum => "checksum",
            Country => "country",
            Rejected => "rejected",
            Exhausted => "exhausted",
            Locked => "locked",
        }
    }
}

/// One mistake in one input: `{"field": "address.postal_code", "code": "missing"}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, serde::Deserialize)]
pub struct FieldError {
    pub field: Field,
    #[serde(rename = "code")]
    pub problem: FieldProblem,
}

/// Gathers the mistakes of a whole draft, so that the customer sees all of them at once.
#[derive(Default)]
pub(crate) struct Mistakes(Vec<FieldError>);

impl Mistakes {
    pub(crate) fn check<T>(&mut self, field: Field, parsed: Result<T, FieldProblem>) -> Option<T> {
        parsed.map_err(|problem| self.0.push(field.is(problem))).ok()
    }

    pub(crate) fn into_errors(self) -> Vec<FieldError> {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_has_every_field_at_its_place() {
        for (place, (field, name, ..)) in TABLE.iter().enumerate() {
            assert_eq!(*field as usize, place, "{name} stands at the wrong place");
            assert_eq!(Field::from_name(name), Some(*field));
        }
        assert_eq!(Field::SwisscomTerms as usize + 1, TABLE.len(), "the last field is in the table");
    }

    #[test]
    fn a_complaint_finds_its_field() {
        for (name, field) in [
            ("last_name", Some(Field::LastName)),
            ("Last_Name", Some(Field::LastName)),
            ("person.last_name", Some(Field::LastName)),
            ("address.postal_code", Some(Field::AddressPostalCode)),
            ("/address/postal_code", Some(Field::AddressPostalCode)),
            ("postal_code", Some(Field::AddressPostalCode)),
            ("address", Some(Field::AddressLine1)),
            ("tax_information", Some(Field::TaxAssessmentCountry)),
            ("tax_assessment_country", Some(Field::TaxAssessmentCountry)),
            ("terms_conditions_signed_at", Some(Field::TermsConditions)),
            ("data/attributes/person/last_name", Some(Field::LastName)),
            ("mobile_number", Some(Field::Number)),
            ("/mobile_number/number", Some(Field::Number)),
            ("contact_address", None),
            ("contact_address.city", None),
            ("/contact_address/line_1", None),
            ("business_city", None),
            ("birth_post_code", None),
            ("legal_representative.last_name", None),
            ("industry_key", None),
            ("", None),
        ] {
            assert_eq!(Field::from_api(name), field, "{name}");
        }
        for field in Field::all() {
            assert_eq!(Field::from_api(field.name()), Some(field));
        }
    }

    #[test]
    fn every_complaint_has_its_words() {
        for field in Field::all() {
            assert!(field.problems().contains(&field.refused().problem), "{}", field.name());
            assert!(field.problems().contains(&field.lacking().problem), "{}", field.name());
        }
        assert_eq!(Field::LastName.refused().problem, Invalid);
        assert_eq!(Field::DataTerms.refused().problem, OutOfBounds);
        assert_eq!(Field::Email.lacking().problem, Missing);
    }

    #[test]
    fn an_error_crosses_by_the_apis_name() {
        let error = Field::AddressPostalCode.is(Missing);
        let json = r#"{"field":"address.postal_code","code":"missing"}"#;
        assert_eq!(serde_json::to_string(&error).unwrap(), json);
        assert_eq!(serde_json::from_str::<FieldError>(json).unwrap(), error);
    }

    #[test]
    fn a_problems_id_is_what_crosses_the_wire() {
        for problem in FieldProblem::ALL {
            assert_eq!(serde_json::to_string(&problem).unwrap(), format!("\"{}\"", problem.id()));
        }
    }
}
