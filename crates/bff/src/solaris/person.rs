//! The person: the body of `POST /v1/persons` and `PATCH /v1/persons/{id}` (the guide, Step 1), and the way back.

use bankident_wire::{
    Address, AddressDraft, Country, EmploymentStatus, Field, FieldError, FieldProblem, MobileNumber,
    NaceCode, Person, PersonDraft, Properties, StatusDraft, Terms, TermsDraft,
};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value, json};

use crate::domain::gathering::Answers;

#[derive(Serialize)]
struct PersonBody<'a> {
    #[serde(flatten)]
    person: &'a Person,
    #[serde(flatten)]
    address: &'a Address,
    #[serde(flatten)]
    status: Option<StatusBody<'a>>,
    terms_conditions_signed_at: DateTime<Utc>,
    #[serde(skip_serializing_if = "Option::is_none")]
    data_terms_signed_at: Option<DateTime<Utc>>,
    /// PATCH does not take it.
    #[serde(skip_serializing_if = "Option::is_none")]
    mobile_number: Option<&'a MobileNumber>,
}

#[derive(Serialize)]
struct StatusBody<'a> {
    employment_status: EmploymentStatus,
    #[serde(skip_serializing_if = "Option::is_none")]
    nace_code: Option<&'a NaceCode>,
    tax_information: TaxInformation<'a>,
    fatca_relevant: bool,
    fatca_crs_confirmed_at: DateTime<Utc>,
    own_economic_interest_signed_at: DateTime<Utc>,
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
    let Answers { terms, person, address, status, more, known, .. } = answers;
    let mut body = serde_json::to_value(PersonBody {
        person,
        address,
        status: status.as_ref().map(|status| StatusBody {
            employment_status: status.employment_status,
            nace_code: status.nace_code.as_ref(),
            tax_information: TaxInformation { tax_assessment_country: &status.tax_assessment_country },
            fatca_relevant: status.fatca_relevant,
            fatca_crs_confirmed_at: status.fatca_crs_confirmed_at,
            own_economic_interest_signed_at: status.own_economic_interest_signed_at,
        }),
        terms_conditions_signed_at: terms.terms_conditions_signed_at,
        data_terms_signed_at: terms.data_terms_signed_at,
        mobile_number,
    })?;
    // Where the customer and the partner say different things, the customer knows better.
    for (field, value) in known.known().chain(more.known()) {
        field.write(&mut body, value.clone());
    }
    if status.as_ref().and_then(|status| status.nace_code.as_ref()).is_some_and(NaceCode::is_unsure) {
        // "Set `industry` and `industry_key` to `null`" (the guide, "Freelancer & Self-Employed Requirements").
        for name in ["industry", "industry_key"] {
            body[name] = Value::Null;
        }
        body["nace_code"] = Value::Null;
    }
    Ok(body)
}

/// The country of tax is no part of what `PATCH` takes of this object.
fn without_tax_country(mut changed: Map<String, Value>) -> Map<String, Value> {
    if let Some(Value::Object(tax)) = changed.get_mut("tax_information") {
        tax.remove("tax_assessment_country");
        if tax.is_empty() {
            changed.remove("tax_information");
        }
    }
    changed
}

/// The body that updates the person: every member that differs, an address always as a whole. What was taken back is `null`. A
/// new employment status takes the line of business with it ("Freelancer & Self-Employed Requirements"). `None` if nothing
/// differs.
///
/// # Errors
/// Never in practice, as above.
pub fn changes(before: &Answers, after: &Answers) -> serde_json::Result<Option<Value>> {
    let (before, mut after) = (members(before)?, members(after)?);
    // What was said before and is no more.
    for name in before.keys() {
        after.entry(name.clone()).or_insert(Value::Null);
    }
    let new_employment = before.get("employment_status") != after.get("employment_status");
    after.retain(|name, value| {
        let goes_along = ["nace_code", "industry", "industry_key"].contains(&name.as_str()) && new_employment;
        is_taken(name) && (before.get(name) != Some(value) || (goes_along && !value.is_null()))
    });
    let after = without_tax_country(after);
    Ok((!after.is_empty()).then_some(Value::Object(after)))
}

/// The body with everything that `PATCH` takes, for a person whose data at Solaris is incomplete.
///
/// # Errors
/// Never in practice, as above.
pub fn everything_that_changes(answers: &Answers) -> serde_json::Result<Value> {
    let mut all = members(answers)?;
    all.retain(|name, value| is_taken(name) && !value.is_null());
    Ok(Value::Object(without_tax_country(all)))
}

/// Whether `PATCH` takes the member.
fn is_taken(name: &str) -> bool {
    ["address", "tax_information"].contains(&name) || Field::from_api(name).is_some_and(Field::can_be_patched)
}

/// What the person is made of. Members that an answer does not have are `null`: an update merges objects, so what is left out
/// would stay.
fn members(answers: &Answers) -> serde_json::Result<Map<String, Value>> {
    let Value::Object(mut all) = body(answers, None)? else { return Ok(Map::new()) };
    if let Some(Value::Object(address)) = all.get_mut("address") {
        for optional in ["line_2", "postal_code"] {
            address.entry(optional).or_insert(Value::Null);
        }
    }
    all.entry("nace_code").or_insert(Value::Null);
    Ok(all)
}

/// Reads Solaris' person as if the customer had typed it here. What an identification does not need may be missing (the guide,
/// Step 1, lists what it needs): neither of the guide's own persons has all that the wizard asks.
///
/// # Errors
/// Every field that is needed and missing, or that the wizard does not take, and that only support can change.
pub fn answers_of(mut person: Value, today: NaiveDate) -> Result<Answers, Vec<FieldError>> {
    if !person.is_object() {
        person = json!({});
    }
    person["tax_assessment_country"] = person["tax_information"]["tax_assessment_country"].clone();
    if let Some(relevant) = person["fatca_relevant"].as_str() {
        person["fatca_relevant"] = (relevant == "true").into();
    }
    let person = without_nulls(person);
    // Drafts take the members that they know and leave the rest empty.
    fn draft<D: DeserializeOwned + Default>(person: &Value) -> D {
        serde_json::from_value(person.clone()).unwrap_or_default()
    }
    let terms: TermsDraft = draft(&person);
    let terms = match terms.terms_conditions_signed_at {
        Some(terms_conditions_signed_at) => {
            let data_terms_signed_at = terms.data_terms_signed_at;
            Ok(Terms { terms_conditions_signed_at, data_terms_signed_at })
        }
        None => Err(vec![Field::TermsConditions.is(FieldProblem::Missing)]),
    };
    let who = PersonDraft { known: true, ..draft(&person) }.parse(today);
    let address = draft::<AddressDraft>(&person).parse_known();
    let status = draft::<StatusDraft>(&person).parse().ok();
    match (terms, who, address) {
        (Ok(terms), Ok(person), Ok(address)) => {
            // What a partner asks besides is known here, or not at all.
            let (ask, more, known) = (Vec::new(), Properties::default(), Properties::default());
            Ok(Answers { terms, person, address, status, ask, more, known })
        }
        (terms, who, address) => {
            let errors = [terms.err(), who.err(), address.err()];
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
    use bankident_wire::{NaceCode, StreetLine};
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
        after.status.as_mut().unwrap().fatca_relevant = true;
        assert_eq!(changes(&before, &after).unwrap(), Some(json!({ "fatca_relevant": true })));
    }

    #[test]
    fn what_was_taken_back_is_cleared() {
        let mut before = samples::answers();
        before.status.as_mut().unwrap().employment_status = EmploymentStatus::Freelancer;
        before.status.as_mut().unwrap().nace_code = Some(NaceCode::of('J', 62));
        before.address.address.line_2 = Some(StreetLine::parse("Hinterhaus").unwrap());
        let expected = json!({
            "employment_status": "EMPLOYED", "nace_code": null,
            "address": {
                "line_1": "Berliner Str. 45", "line_2": null, "postal_code": "14169", "city": "Berlin", "country": "DE",
            },
        });
        assert_eq!(changes(&before, &samples::answers()).unwrap(), Some(expected));
    }

    #[test]
    fn what_cannot_be_changed_is_not_sent_again() {
        let body = everything_that_changes(&samples::answers()).unwrap();
        let names: Vec<&str> = body.as_object().unwrap().keys().map(String::as_str).collect();
        let expected = [
            "address",
            "data_terms_signed_at",
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
        before.status.as_mut().unwrap().employment_status = EmploymentStatus::Freelancer;
        before.status.as_mut().unwrap().nace_code = Some(NaceCode::of('J', 62));
        let mut after = before.clone();
        after.status.as_mut().unwrap().employment_status = EmploymentStatus::SelfEmployed;
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
    fn what_is_no_person_lacks_everything() {
        for answer in
            [Value::Null, json!("person"), json!([{}]), json!({ "tax_information": "DE", "address": 1 })]
        {
            let read = answers_of(answer.clone(), samples::began_at().date_naive());
            assert!(read.is_err_and(|errors| errors.len() > 4), "{answer}");
        }
    }

    /// What the guide's list of Step 1 has and only support can change.
    #[test]
    fn what_is_needed_and_missing_is_named() {
        let named = |name: &str| {
            let mut person = new_person(&samples::answers(), &samples::number()).unwrap();
            person[name] = Value::Null;
            let read = answers_of(person, samples::began_at().date_naive());
            read.err().map(|errors| errors.iter().map(|error| error.field.name()).collect::<Vec<_>>())
        };
        for name in ["salutation", "first_name", "last_name", "birth_date", "nationality"] {
            assert_eq!(named(name), Some(vec![name]));
        }
        assert_eq!(named("terms_conditions_signed_at"), Some(vec!["terms_conditions"]));
        assert_eq!(named("address").map(|fields| fields.len()), Some(4));
        for name in
            ["birth_city", "birth_country", "email", "employment_status", "tax_information", "fatca_relevant"]
        {
            assert_eq!(named(name), None, "{name}");
        }
    }
}
