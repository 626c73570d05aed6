use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{Kind, PROPERTIES, Property, Step};

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
    /// What a partner has the customer asked besides, by its place in [`PROPERTIES`].
    Property(u8),
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
    /// What every customer is asked.
    pub fn all() -> impl Iterator<Item = Field> {
        TABLE.iter().map(|(field, ..)| *field)
    }

    /// What a customer is asked only if their partner wants it.
    pub fn properties() -> impl Iterator<Item = Field> {
        let asked = |property: &Property| property.kind != Kind::AskedAnyway;
        let places = (0..).zip(&PROPERTIES).filter(move |(_, property)| asked(property));
        places.map(|(place, _)| Field::Property(place))
    }

    /// Adds a partner's question to those that are asked, with what is asked together with it: of a contact address everything,
    /// because half of one is refused. What every customer is asked anyway is not added.
    pub fn ask_also(self, asked: &mut Vec<Field>) {
        let is_part = |field: &Field| field.path().0 == Some("contact_address");
        let belongs = |field: &Field| *field == self || (is_part(field) && is_part(&self));
        for field in Field::properties().filter(belongs) {
            if !asked.contains(&field) {
                asked.push(field);
            }
        }
    }

    /// What may stand in it, where it is one of the partner's questions.
    pub fn property(self) -> Option<&'static Property> {
        match self {
            Field::Property(place) => PROPERTIES.get(usize::from(place)),
            _ => None,
        }
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

    /// What stands at its path in a draft or a body; null where nothing does.
    pub fn read(self, object: &Value) -> &Value {
        match self.path() {
            (Some(part), key) => &object[part][key],
            (None, key) => &object[key],
        }
    }

    /// Writes to its path in a draft or a body, which is an object of objects there.
    pub fn write(self, object: &mut Value, value: Value) {
        match self.path() {
            (Some(part), key) => object[part][key] = value,
            (None, key) => object[key] = value,
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

    /// The Fluent id of one of its codes: `title-prof-dr`.
    pub fn choice_id(self, code: &str) -> String {
        format!("{}-{}", self.id(), code.to_ascii_lowercase().replace('_', "-"))
    }

    /// The Fluent id of what is said about a mistake. All questions of partners share the sentences.
    pub fn mistake_id(self, problem: FieldProblem) -> String {
        match self.property() {
            Some(_) => format!("property-{}", problem.id()),
            None => format!("{}.{}", self.id(), problem.id()),
        }
    }

    pub fn from_name(name: &str) -> Option<Field> {
        let property = || Field::properties().find(|field| field.name() == name);
        TABLE.iter().find(|row| row.1 == name).map(|row| row.0).or_else(property)
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
        // The parts of an address have the same names in another one.
        let is_named = |field: &Field| {
            field.name() == name || (name == "contact_address" && field.path().0 == Some("contact_address"))
        };
        let asked_anyway = |fits: &dyn Fn(&Row) -> bool| TABLE.iter().find(|row| fits(row)).map(|row| row.0);
        let in_object = |fits: fn(&str, &str, &str) -> bool| {
            asked_anyway(&|row| row.1.split_once('.').is_some_and(|(object, part)| fits(object, part, name)))
        };
        asked_anyway(&|row| row.1 == name || row.2 == name)
            .or_else(|| Field::properties().find(is_named))
            .or_else(|| in_object(|_, part, name| part == name))
            .or_else(|| in_object(|object, _, name| object == name))
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
        self.row().2.ends_with("_at") || self.property().is_some_and(|property| property.kind == Kind::Day)
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
                | Field::Property(_)
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
            Field::Property(_) => Step::More,
        }
    }

    pub fn is(self, problem: FieldProblem) -> FieldError {
        FieldError { field: self, problem }
    }

    fn row(self) -> Row {
        match self.property() {
            Some(Property { name, .. }) => (self, name, name, &[Missing, Invalid, TooLong, OutOfBounds]),
            None => TABLE.iter().find(|row| row.0 == self).copied().unwrap_or(TABLE[0]),
        }
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
    fn the_tables_have_every_field_once() {
        for (field, name, ..) in TABLE {
            assert_eq!(Field::from_name(name), Some(*field));
            assert_eq!(field.name(), *name, "it stands there twice");
        }
        assert_eq!(TABLE.len(), 26);
        for field in Field::properties() {
            assert_eq!(Field::from_name(field.name()), Some(field), "{}", field.name());
            assert_eq!(Field::from_api(field.name()), Some(field), "{}", field.name());
        }
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
            ("legal_representative.last_name", None),
            ("industry_key", Field::from_name("industry_key")),
            ("contact_address", Field::from_name("contact_address.line_1")),
            ("contact_address.city", Field::from_name("contact_address.city")),
            ("/contact_address/country", Field::from_name("contact_address.country")),
            ("birth_name", None),
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
