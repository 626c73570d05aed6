//! The person: the body of `POST /v1/persons` and `PATCH /v1/persons/{id}` (the guide, Step 1), and the way back.

use bankident_wire::{
    Address, AddressDraft, Country, EmploymentStatus, Field, FieldError, MobileNumber, NaceCode, Person,
    PersonDraft, StatusDraft, TermsDraft,
};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};

use crate::domain::gathering::Answers;

#[derive(Serialize)]
struct PersonBody<'a> {
    #[serde(flatten)]
    person: &'a Person,
    #[serde(flatten)]
    address: &'a Address,
    employment_status: EmploymentStatus,
    #[serde(skip_serializing_if = "Option::is_none")]
    nace_code: Option<&'a NaceCode>,
    tax_information: TaxInformation<'a>,
    fatca_relevant: bool,
    fatca_crs_confirmed_at: DateTime<Utc>,
    own_economic_interest_signed_at: DateTime<Utc>,
    terms_conditions_signed_at: DateTime<Utc>,
    data_terms_signed_at: DateTime<Utc>,
    /// PATCH does not take it.
    #[serde(skip_serializing_if = "Option::is_none")]
    mobile_number: Option<&'a MobileNumber>,
}

#[derive(Serialize)]
struct TaxInformation<'a> {
    tax_assessment_country: &'a Country,
}

/// The body that creates the person.
///
/// # Errors
/// Never in practice: every part can be written as JSON.
pub fn new_person(answers: &Answers, number: &MobileNumber) -> serde_json::Result<Value> {
    body(answers, Some(number))
}

fn body(answers: &Answers, mobile_number: Option<&MobileNumber>) -> serde_json::Result<Value> {
    let Answers { terms, person, address, status } = answers;
    serde_json::to_value(PersonBody {
        person,
        address,
        employment_status: status.employment_status,
        nace_code: status.nace_code.as_ref(),
        tax_information: TaxInformation { tax_assessment_country: &status.tax_assessment_country },
        fatca_relevant: status.fatca_relevant,
        fatca_crs_confirmed_at: status.fatca_crs_confirmed_at,
        own_economic_interest_signed_at: status.own_economic_interest_signed_at,
        terms_conditions_signed_at: terms.terms_conditions_signed_at,
        data_terms_signed_at: terms.data_terms_signed_at,
        mobile_number,
    })
}

/// The body that updates the person: every member that differs, an address always as a whole. A new employment status
/// takes the line of business with it ("Freelancer & Self-Employed Requirements"). `None` if nothing differs.
///
/// # Errors
/// Never in practice, as above.
pub fn changes(before: &Answers, after: &Answers) -> serde_json::Result<Option<Value>> {
    let before = body(before, None)?;
    let Value::Object(after) = body(after, None)? else { return Ok(None) };
    let new_employment = before.get("employment_status") != after.get("employment_status");
    let changed: Map<String, Value> = after
        .into_iter()
        .filter(|(name, value)| before.get(name) != Some(value) || (name == "nace_code" && new_employment))
        .collect();
    Ok((!changed.is_empty()).then_some(Value::Object(changed)))
}

/// The body with everything that `PATCH` takes, for a person whose data at Solaris is incomplete.
///
/// # Errors
/// Never in practice, as above.
pub fn everything_that_changes(answers: &Answers) -> serde_json::Result<Option<Value>> {
    let Value::Object(all) = body(answers, None)? else { return Ok(None) };
    let taken = |name: &str| Field::from_api(name).is_some_and(Field::can_be_patched) || name == "address";
    Ok(Some(Value::Object(all.into_iter().filter(|(name, _)| taken(name)).collect())))
}

/// Reads Solaris' person as if the customer had typed it here.
///
/// # Errors
/// Every field that is missing, or that the wizard does not take.
pub fn answers_of(mut person: Value, today: NaiveDate) -> Result<Answers, Vec<FieldError>> {
    person["tax_assessment_country"] = person["tax_information"]["tax_assessment_country"].clone();
    let person = without_nulls(person);
    // Drafts take the members that they know and leave the rest empty.
    fn draft<D: DeserializeOwned + Default>(person: &Value) -> D {
        serde_json::from_value(person.clone()).unwrap_or_default()
    }
    let terms = draft::<TermsDraft>(&person).parse();
    let who = draft::<PersonDraft>(&person).parse(today);
    let address = draft::<AddressDraft>(&person).parse();
    let status = draft::<StatusDraft>(&person).parse();
    match (terms, who, address, status) {
        (Ok(terms), Ok(person), Ok(address), Ok(status)) => Ok(Answers { terms, person, address, status }),
        (terms, who, address, status) => {
            let errors = [terms.err(), who.err(), address.err(), status.err()];
            Err(errors.into_iter().flatten().flatten().collect())
        }
    }
}

/// A member that is `null` is as good as absent.
fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(members) => {
            let given = members.into_iter().filter(|(_, value)| !value.is_null());
            Value::Object(given.map(|(name, value)| (name, without_nulls(value))).collect())
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use bankident_wire::NaceCode;
    use serde_json::json;

    use super::*;
    use crate::domain::samples;

    #[test]
    fn a_person_has_the_apis_names() {
        let body = new_person(&samples::answers(), &samples::number()).unwrap();
        assert_eq!(body["salutation"], "MR");
        assert_eq!(body["birth_date"], "1978-07-15");
        assert_eq!(body["address"]["postal_code"], "14169");
        assert_eq!(body["email"], "person@example.com");
        assert_eq!(body["tax_information"], json!({ "tax_assessment_country": "DE" }));
        assert_eq!(body["mobile_number"], "+15550101");
        assert_eq!(body["employment_status"], "EMPLOYED");
        assert_eq!(body["terms_conditions_signed_at"], "2026-11-23T12:00:01Z");
        assert!(body.get("nace_code").is_none());
        assert!(body.get("tax_assessment_country").is_none());
    }

    #[test]
    fn only_what_differs_is_sent() {
        let before = samples::answers();
        assert_eq!(changes(&before, &before).unwrap(), None);
        let mut after = before.clone();
        after.status.fatca_relevant = true;
        assert_eq!(changes(&before, &after).unwrap(), Some(json!({ "fatca_relevant": true })));
    }

    #[test]
    fn what_cannot_be_changed_is_not_sent_again() {
        let body = everything_that_changes(&samples::answers()).unwrap().unwrap();
        let names: Vec<&str> = body.as_object().unwrap().keys().map(String::as_str).collect();
        let expected = [
            "address",
            "email",
            "employment_status",
            "fatca_crs_confirmed_at",
            "fatca_relevant",
            "own_economic_interest_signed_at",
            "salutation",
        ];
        assert_eq!(names, expected);
    }

    #[test]
    fn a_new_employment_comes_with_its_line_of_business() {
        let mut before = samples::answers();
        before.status.employment_status = EmploymentStatus::Freelancer;
        before.status.nace_code = Some(NaceCode::of('J', 62));
        let mut after = before.clone();
        after.status.employment_status = EmploymentStatus::SelfEmployed;
        let expected = json!({ "employment_status": "SELF_EMPLOYED", "nace_code": "J 62" });
        assert_eq!(changes(&before, &after).unwrap(), Some(expected));
    }

    #[test]
    fn what_was_sent_to_solaris_is_read_back() {
        let answers = samples::answers();
        let person = new_person(&answers, &samples::number()).unwrap();
        let today = samples::began_at().date_naive();
        assert_eq!(answers_of(person, today).unwrap(), answers);
    }

    #[test]
    fn what_is_missing_is_named() {
        let mut person = new_person(&samples::answers(), &samples::number()).unwrap();
        person["nationality"] = Value::Null;
        person["tax_information"] = Value::Null;
        let errors = answers_of(person, samples::began_at().date_naive()).unwrap_err();
        let fields: Vec<&str> = errors.iter().map(|error| error.field.name()).collect();
        assert_eq!(fields, ["nationality", "tax_information.tax_assessment_country"]);
        assert!(errors.iter().all(|error| error.problem.id() == "missing"));
    }
}
