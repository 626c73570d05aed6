use serde_json::json;

use super::*;

fn now() -> DateTime<Utc> {
    "2026-11-23T12:00:00Z".parse().unwrap()
}

/// The person of the guide, Appendix II.
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
    super::created(&object(body), now(), true)
}

fn updated(body: Value) -> Result<Map<String, Value>, Refusal> {
    super::updated(&object(body), now())
}

#[test]
fn the_guides_person_can_be_created() {
    let person = created(body()).unwrap();
    assert_eq!(person["fatca_relevant"], false, "the string is read as a boolean");
    assert_eq!(person["address"]["city"], "Berlin");
}

/// The list of Step 1 names both as mandatory.
#[test]
fn the_person_of_step_1_has_a_number_and_the_consent_to_the_data_terms() {
    let strict = |body: Value| fields(super::created(&object(body), now(), false));
    let mut person = body();
    assert_eq!(strict(person.clone()), ["mobile_number", "data_terms_signed_at"]);
    person["mobile_number"] = "+15550101".into();
    assert_eq!(strict(person.clone()), ["data_terms_signed_at"]);
    person["data_terms_signed_at"] = "2019-01-01T00:00:00Z".into();
    assert_eq!(strict(person), [""; 0]);
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
    let tax = json!({ "tax_information": { "tax_assessment_country": "FR", "marital_status": "SINGLE" } });
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
