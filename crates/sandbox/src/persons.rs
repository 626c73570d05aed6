//! Persons (the guide, Step 1).

use axum::{
    Json,
    extract::{Path, Query, State},
    http::StatusCode,
};
use chrono::{DateTime, NaiveDate, Utc};
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::{
    Sandbox,
    error::Refusal,
    input::{Body, Input, Wrong, boolean, country, date, email, one_of, read, text, text_up_to, timestamp},
    state::{Person, Persons},
    webhooks::Event,
};

type Answer<T> = Result<T, Refusal>;

const EMPLOYMENT_STATUS: [&str; 12] = [
    "EMPLOYED",
    "UNEMPLOYED",
    "PUBLIC_SECTOR_EMPLOYEE",
    "PROFESSIONAL_SOLDIER",
    "FREELANCER",
    "HOUSEWORK",
    "APPRENTICE",
    "MANAGEMENT",
    "RETIRED",
    "STUDENT",
    "SELF_EMPLOYED",
    "MILITARY_OR_COMMUNITY_SERVICE",
];

/// Both ways of writing stand in the guide.
const SALUTATIONS: [&str; 4] = ["MR", "MS", "Mr", "Ms"];

/// "If you create over 1000 identical person resources, the API will return a 400 error."
const IDENTICAL_PERSONS: usize = 1000;

/// `POST /v1/persons`
///
/// 201 with the person; 400 with all that is wrong.
pub async fn create(State(sandbox): State<Sandbox>, Body(body): Body) -> Answer<(StatusCode, Json<Value>)> {
    sandbox.with(|state, now| {
        let resource = read(&body, |input| new_person(input, now))?;
        if identical_to(&resource, &state.persons) > IDENTICAL_PERSONS {
            return Err(Refusal::invalid("base", "exists too many times already"));
        }
        let id = state.random.id("cper");
        let place = state.persons.0.values().map(|person| person.place + 1).max().unwrap_or_default();
        let person = state.persons.0.entry(id.clone()).or_insert(Person::new(place, resource));
        person.resource.insert("id".into(), id.into());
        Ok((StatusCode::CREATED, Json(person.resource.clone().into())))
    })
}

#[derive(Deserialize)]
pub struct Page {
    #[serde(rename = "page[number]", default = "first")]
    number: usize,
    #[serde(rename = "page[size]", default = "size")]
    size: usize,
    #[serde(default)]
    sort: String,
}

fn first() -> usize {
    1
}

fn size() -> usize {
    10
}

/// `GET /v1/persons?sort=-created_at&page[number]=1&page[size]=100` (the API reference, "Index persons"): all of them,
/// by the page.
pub async fn index(State(sandbox): State<Sandbox>, Query(page): Query<Page>) -> Json<Value> {
    let Page { number, size, sort } = page;
    sandbox.with(|state, _| {
        let mut persons: Vec<&Person> = state.persons.0.values().collect();
        persons.sort_by_key(|person| person.place);
        if sort == "-created_at" {
            persons.reverse();
        }
        let shown = persons.iter().skip(number.saturating_sub(1).saturating_mul(size)).take(size);
        Json(shown.map(|person| Value::Object(person.resource.clone())).collect())
    })
}

/// `GET /v1/persons/{person_id}`
pub async fn show(State(sandbox): State<Sandbox>, Path(person_id): Path<String>) -> Answer<Json<Value>> {
    sandbox.with(|state, _| Ok(Json(state.persons.get(&person_id)?.resource.clone().into())))
}

/// `PATCH /v1/persons/{person_id}`: what the guide lists under "PATCH Update person".
///
/// 400 for a field that is not on the list, and with all else that is wrong.
pub async fn update(
    State(sandbox): State<Sandbox>,
    Path(person_id): Path<String>,
    Body(body): Body,
) -> Answer<Json<Value>> {
    sandbox.with(|state, now| {
        let person = state.persons.get(&person_id)?;
        let changes = read(&body, |input| changes(input, now))?;
        merge(&mut person.resource, changes);
        state.events.push(Event::person("PERSON_CHANGED", &person_id));
        Ok(Json(person.resource.clone().into()))
    })
}

/// Checks a new person; answers the resource without its id.
fn new_person(input: &mut Input, now: DateTime<Utc>) -> Option<Map<String, Value>> {
    input.required("salutation", one_of(&SALUTATIONS));
    input.required("first_name", text_up_to(50));
    input.required("last_name", text_up_to(50));
    input.required("birth_date", past_date(now));
    input.required("nationality", country);
    input.required("terms_conditions_signed_at", past(now));
    input.optional("birth_city", text_up_to(85));
    input.optional("birth_country", country);
    input.optional("mobile_number", text_up_to(20));
    if input.present("address").is_none() {
        input.wrong("address", Wrong::value("can't be blank"));
    }
    input.object("tax_information", "tax_information.", |tax| {
        tax.optional("tax_assessment_country", country);
    });
    updatable(input, now);
    let employment = input.present("employment_status").and_then(Value::as_str);
    if employment.is_some_and(works_for_themselves) && input.present("nace_code").is_none() {
        input.wrong("nace_code", Wrong::value("can't be blank"));
    }
    let created = |name: &&str| CREATED_WITH.contains(name) || is_updatable(name);
    Some(kept(input, created))
}

/// Checks an update; answers the fields to write.
fn changes(input: &mut Input, now: DateTime<Utc>) -> Option<Map<String, Value>> {
    for name in input.fields().filter(|name| !is_updatable(name)) {
        input.wrong(name, not_updatable());
    }
    input.object("tax_information", "tax_information.", |tax| {
        for name in tax.fields().filter(|name| !TAX_UPDATABLE.contains(name)) {
            tax.wrong(name, not_updatable());
        }
    });
    updatable(input, now);
    let employment = input.present("employment_status").and_then(Value::as_str);
    let industry_is_cleared = input.is_null("industry") && input.is_null("industry_key");
    if employment.is_some_and(works_for_themselves)
        && input.present("nace_code").is_none()
        && !industry_is_cleared
    {
        input.wrong("nace_code", Wrong::value("can't be blank, unless industry and industry_key are null"));
    }
    Some(kept(input, |name| is_updatable(name)))
}

/// Checks what can be given at creation and changed later.
fn updatable(input: &mut Input, now: DateTime<Utc>) {
    input.optional("employment_status", one_of(&EMPLOYMENT_STATUS));
    input.optional("email", email);
    input.optional("nace_code", text_up_to(50));
    input.optional("fatca_relevant", boolean);
    input.optional("self_declared_as_pep", boolean);
    input.optional("aml_confirmed_on", |value| {
        let (day, today) = (date(value)?, now.date_naive());
        match day == today || Some(day) == today.succ_opt() {
            true => Ok(day),
            false => Err(Wrong::value("is neither today nor tomorrow")),
        }
    });
    for name in ["fatca_crs_confirmed_at", "own_economic_interest_signed_at", "data_terms_signed_at"] {
        input.optional(name, past(now));
    }
    for name in ["business_country", "work_country"] {
        input.optional(name, country);
    }
    for name in UPDATABLE_TEXTS {
        input.optional(name, text_up_to(255));
    }
    input.optional("expected_monthly_revenue_cents", |value| {
        value.as_i64().filter(|cents| *cents >= 0).ok_or_else(|| Wrong::of_type("is not an amount in cents"))
    });
    input.object("address", "address.", address);
    input.object("contact_address", "contact_address.", address);
    input.object("tax_information", "tax_information.", |tax| {
        tax.optional("tax_assessment", text_up_to(50));
        tax.optional("marital_status", text_up_to(50));
    });
}

fn address(address: &mut Input) {
    address.required("line_1", text_up_to(100));
    address.optional("line_2", text_up_to(100));
    address.required("postal_code", text_up_to(12));
    address.required("city", text_up_to(85));
    address.optional("state", text);
    address.required("country", country);
}

/// What can be given at creation only.
const CREATED_WITH: [&str; 8] = [
    "first_name",
    "last_name",
    "birth_date",
    "birth_city",
    "birth_country",
    "nationality",
    "mobile_number",
    "terms_conditions_signed_at",
];

const UPDATABLE: [&str; 15] = [
    "salutation",
    "address",
    "contact_address",
    "employment_status",
    "email",
    "tax_information",
    "fatca_relevant",
    "fatca_crs_confirmed_at",
    "own_economic_interest_signed_at",
    "aml_confirmed_on",
    "expected_monthly_revenue_cents",
    "nace_code",
    "business_country",
    "data_terms_signed_at",
    "work_country",
];

const UPDATABLE_TEXTS: [&str; 22] = [
    "title",
    "job_title",
    "business_purpose",
    "industry",
    "industry_key",
    "vat_number",
    "website_social_media",
    "business_trading_name",
    "business_address_line_1",
    "business_address_line_2",
    "business_postal_code",
    "business_city",
    "annual_income_range",
    "branch",
    "birth_province",
    "birth_post_code",
    "socioprofessional_category",
    "purpose_of_account_opening",
    "main_income_source",
    "work_province",
    "international_operativity_expectation",
    "registration_number",
];

const TAX_UPDATABLE: [&str; 2] = ["tax_assessment", "marital_status"];

/// What has to be there when the person is identified (the guide, Step 1, as far as its own examples have it).
const REQUIRED: [&str; 7] = [
    "salutation",
    "first_name",
    "last_name",
    "birth_date",
    "nationality",
    "address",
    "terms_conditions_signed_at",
];

impl Person {
    /// What is required and not there: an update can set it to null.
    pub fn missing_data(&self) -> Vec<&'static str> {
        let is_missing = |name: &&str| self.resource.get(*name).is_none_or(Value::is_null);
        REQUIRED.into_iter().filter(is_missing).collect()
    }
}

fn is_updatable(name: &str) -> bool {
    UPDATABLE.contains(&name) || UPDATABLE_TEXTS.contains(&name) || name == "self_declared_as_pep"
}

fn not_updatable() -> Wrong {
    Wrong::value("can only be updated by customer support")
}

fn works_for_themselves(employment_status: &str) -> bool {
    matches!(employment_status, "FREELANCER" | "SELF_EMPLOYED")
}

/// A day that has come.
fn past_date(now: DateTime<Utc>) -> impl Fn(&Value) -> Result<NaiveDate, Wrong> {
    move |value| match date(value)? {
        day if day <= now.date_naive() => Ok(day),
        _ => Err(Wrong::value("is in the future")),
    }
}

/// A moment that has come; a minute of difference between clocks is forgiven.
fn past(now: DateTime<Utc>) -> impl Fn(&Value) -> Result<DateTime<Utc>, Wrong> {
    move |value| match timestamp(value)? {
        at if at <= now + chrono::TimeDelta::minutes(1) => Ok(at),
        _ => Err(Wrong::value("is in the future")),
    }
}

fn kept(input: &Input, is_kept: impl Fn(&&str) -> bool) -> Map<String, Value> {
    let names = input.fields().filter(is_kept);
    let mut kept: Map<String, Value> =
        names.map(|name| (name.to_owned(), input.value(name).clone())).collect();
    if let Some(relevant) = kept.get("fatca_relevant").and_then(|value| boolean(value).ok()) {
        kept.insert("fatca_relevant".into(), relevant.into());
    }
    kept
}

/// An object is merged, anything else replaced.
fn merge(resource: &mut Map<String, Value>, changes: Map<String, Value>) {
    for (name, value) in changes {
        match (resource.get_mut(&name), value) {
            (Some(Value::Object(before)), Value::Object(after)) => before.extend(after),
            (_, value) => drop(resource.insert(name, value)),
        }
    }
}

fn identical_to(resource: &Map<String, Value>, persons: &Persons) -> usize {
    let is_same = |other: &&Person| {
        ["first_name", "last_name", "birth_city", "birth_date"]
            .iter()
            .all(|name| other.resource.get(*name) == resource.get(*name))
    };
    persons.0.values().filter(is_same).count()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn now() -> DateTime<Utc> {
        "2026-11-23T12:00:00Z".parse().unwrap()
    }

    /// The guide's, Appendix II.
    fn body() -> Value {
        json!({
            "salutation": "MR", "first_name": "Leander", "last_name": "Zierfisch",
            "address": { "line_1": "BERLINER STR. 45", "line_2": "", "postal_code": "14169", "city": "Berlin", "country": "DE" },
            "birth_date": "1978-07-15", "birth_city": "Aachen", "birth_country": "DE", "nationality": "DE",
            "email": "person@example.com", "employment_status": "EMPLOYED", "fatca_relevant": "false",
            "fatca_crs_confirmed_at": "2019-01-01T00:00:00Z", "terms_conditions_signed_at": "2019-01-01T00:00:00Z",
            "own_economic_interest_signed_at": "2019-01-01T00:00:00Z",
        })
    }

    fn object(value: Value) -> Map<String, Value> {
        match value {
            Value::Object(object) => object,
            other => panic!("{other}"),
        }
    }

    fn fields(refused: Result<Map<String, Value>, Refusal>) -> Vec<String> {
        match refused {
            Ok(_) => vec![],
            Err(Refusal::Invalid(mistakes)) => mistakes.into_iter().map(|mistake| mistake.field).collect(),
            Err(other) => panic!("{other:?}"),
        }
    }

    fn created(body: Value) -> Result<Map<String, Value>, Refusal> {
        read(&object(body), |input| new_person(input, now()))
    }

    fn updated(body: Value) -> Result<Map<String, Value>, Refusal> {
        read(&object(body), |input| changes(input, now()))
    }

    #[test]
    fn the_guides_person_can_be_created() {
        let person = created(body()).unwrap();
        assert_eq!(person["fatca_relevant"], false, "the string is read as a boolean");
        assert_eq!(person["address"]["city"], "Berlin");
    }

    #[test]
    fn all_mistakes_are_told_at_once() {
        let missing = ["salutation", "first_name", "last_name", "birth_date", "nationality"];
        let missing = missing.into_iter().chain(["terms_conditions_signed_at", "address"]);
        assert_eq!(fields(created(json!({}))), missing.collect::<Vec<_>>());
        let mut wrong = body();
        wrong["last_name"] = "x".repeat(51).into();
        wrong["birth_date"] = "2026-11-24".into();
        wrong["address"]["country"] = "Deutschland".into();
        wrong["terms_conditions_signed_at"] = "2026-11-23T12:01:01Z".into();
        let expected = ["last_name", "birth_date", "terms_conditions_signed_at", "address.country"];
        assert_eq!(fields(created(wrong)), expected);
    }

    #[test]
    fn what_is_not_the_apis_is_not_kept() {
        let mut more = body();
        more["favourite_colour"] = "green".into();
        assert!(!created(more).unwrap().contains_key("favourite_colour"));
    }

    #[test]
    fn who_works_for_themselves_names_the_line_of_business() {
        for status in ["FREELANCER", "SELF_EMPLOYED"] {
            let mut person = body();
            person["employment_status"] = status.into();
            assert_eq!(fields(created(person.clone())), ["nace_code"]);
            person["nace_code"] = "J 62".into();
            assert_eq!(fields(created(person)), [""; 0]);
            assert_eq!(fields(updated(json!({ "employment_status": status }))), ["nace_code"]);
            let cleared = json!({ "employment_status": status, "industry": null, "industry_key": null });
            assert_eq!(fields(updated(cleared)), [""; 0]);
        }
    }

    #[test]
    fn only_what_the_guide_lists_can_be_updated() {
        for name in CREATED_WITH {
            assert_eq!(fields(updated(json!({ name: "x" }))), [name]);
        }
        let tax =
            json!({ "tax_information": { "tax_assessment_country": "FR", "marital_status": "SINGLE" } });
        assert_eq!(fields(updated(tax)), ["tax_information.tax_assessment_country"]);
        assert_eq!(fields(updated(json!({ "id": "1cper" }))), ["id"]);
        assert_eq!(fields(updated(json!({ "email": "new@example.com", "title": "Dr." }))), [""; 0]);
    }

    #[test]
    fn the_money_laundering_check_is_of_today_or_tomorrow() {
        let on = |day: &str| fields(updated(json!({ "aml_confirmed_on": day })));
        assert_eq!(on("2026-11-22"), ["aml_confirmed_on"]);
        assert_eq!(on("2026-11-23"), [""; 0]);
        assert_eq!(on("2026-11-24"), [""; 0]);
        assert_eq!(on("2026-11-25"), ["aml_confirmed_on"]);
    }

    #[test]
    fn an_update_merges_objects() {
        let mut resource = object(
            json!({ "tax_information": { "tax_assessment_country": "DE" }, "email": "a@example.com" }),
        );
        merge(
            &mut resource,
            object(json!({ "tax_information": { "marital_status": "SINGLE" }, "email": null })),
        );
        let expected = json!({ "tax_information": { "tax_assessment_country": "DE", "marital_status": "SINGLE" }, "email": null });
        assert_eq!(Value::Object(resource), expected);
    }

    #[test]
    fn identical_persons_are_counted_by_name_and_birth() {
        let person = created(body()).unwrap();
        let mut other = person.clone();
        other.insert("birth_city".into(), "Bonn".into());
        let mut persons = Persons::default();
        persons.0.insert("1cper".into(), Person::new(0, person.clone()));
        persons.0.insert("2cper".into(), Person::new(1, other));
        assert_eq!(identical_to(&person, &persons), 1);
    }
}
