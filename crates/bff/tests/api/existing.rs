//! "Begin at Step 3": journeys with a person who exists at Solaris. What the identification needs and the person lacks is asked
//! for, and only that.

use bankident_wire::{Stage, Step};
use chrono::TimeDelta;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::{
    both_sides::persons,
    support::{Customer, GOOD_IBAN, MOBILE_CODE, NUMBER, TestApp},
};

const ELIGIBILITY: &str = "POST /v1/persons/{person_id}/identification_eligibility_checks";
const UPDATE_PERSON: &str = "PATCH /v1/persons/{person_id}";
const CREATE: &str = "POST /v1/persons/{person_id}/identifications";

/// Somebody else creates a person at Solaris; answers the id.
pub async fn created(app: &TestApp, person: &Value) -> String {
    app.lenient().await;
    let created = app.meanwhile(Method::POST, "/v1/persons", Some(person.clone())).await;
    created["id"].as_str().unwrap_or_else(|| panic!("{created}")).to_owned()
}

async fn verified(app: &TestApp, person_id: &str) {
    let number = format!("/v1/persons/{person_id}/mobile_number");
    app.meanwhile(Method::POST, &number, Some(json!({ "number": NUMBER }))).await;
    app.meanwhile(Method::POST, &format!("{number}/authorize"), Some(json!({ "number": NUMBER }))).await;
    let confirmation = json!({ "number": NUMBER, "token": MOBILE_CODE });
    app.meanwhile(Method::POST, &format!("{number}/confirm"), Some(confirmation)).await;
}

/// Begins the person's journey; answers its customer and first stage.
async fn begin<'a>(app: &'a TestApp, person_id: &str) -> (Customer<'a>, Stage) {
    let created = app.commissioned(json!({ "person_id": person_id })).await;
    let customer = Customer::start_with(app, &created).await;
    let stage = customer.reload().await;
    (customer, stage)
}

async fn finish(customer: &Customer<'_>) {
    let mut stages = customer.stages().await;
    let bank = customer.bank_of(customer.submit("/iban", customer.iban(GOOD_IBAN)).await);
    bank.log_in().await.confirm().await;
    stages.until(|stage| matches!(stage, Stage::Contract(_))).await;
    customer.submit_contract().await;
    customer.sign(&mut stages).await;
}

#[tokio::test]
async fn the_person_of_step_1_verifies_the_number_and_identifies() {
    let app = TestApp::start().await;
    let [mut person, _] = persons();
    person["mobile_number"] = NUMBER.into();
    let (customer, stage) = begin(&app, &created(&app, &person).await).await;
    let Stage::Mobile(mobile) = stage else { panic!("{stage:?}") };
    assert_eq!(mobile.number.unwrap().as_str(), NUMBER, "it was sent with the person");
    assert!(mobile.sends_code);
    assert_eq!(customer.submit("/mobile", json!({ "number": NUMBER })).await.step(), Step::MobileCode);
    assert_eq!(customer.submit("/mobile-code", json!({ "token": MOBILE_CODE })).await, Stage::Iban);
    finish(&customer).await;
    assert_eq!(app.calls(UPDATE_PERSON).await, 0, "nothing else was asked or sent");
}

#[tokio::test]
async fn the_person_of_appendix_ii_agrees_to_the_data_terms_and_identifies() {
    let app = TestApp::start().await;
    let [_, person] = persons();
    let person_id = created(&app, &person).await;
    verified(&app, &person_id).await;
    let (customer, stage) = begin(&app, &person_id).await;
    let Stage::Terms(terms) = stage else { panic!("{stage:?}") };
    assert_eq!(terms.signed_before, Some("2019-01-01T00:00:00Z".parse().unwrap()));
    assert_eq!(customer.submit("/iban", customer.iban(GOOD_IBAN)).await.step(), Step::Terms);
    let ticked = |at: chrono::DateTime<chrono::Utc>| json!({ "terms_conditions_signed_at": terms.signed_before, "data_terms_signed_at": at });
    let before = app.now() - TimeDelta::days(1);
    assert_eq!(
        customer.mistakes("/terms", ticked(before)).await,
        [("data_terms".to_owned(), "out-of-bounds")]
    );
    assert_eq!(customer.submit("/terms", ticked(app.now())).await, Stage::Iban);
    let at_solaris = app.state().solaris.person(&person_id).await.unwrap();
    assert_eq!(at_solaris["data_terms_signed_at"], json!(app.now()));
    assert_eq!(at_solaris["terms_conditions_signed_at"], "2019-01-01T00:00:00Z");
    assert_eq!(app.calls(UPDATE_PERSON).await, 1);
    finish(&customer).await;
    let Stage::Done(_) = customer.reload().await else { panic!("done") };
}

/// A second customer comes back by birth date, whatever else Solaris knows.
#[tokio::test]
async fn who_is_known_in_part_is_recognised_and_can_look_at_it() {
    let app = TestApp::start().await;
    let [person, _] = persons();
    let person_id = created(&app, &person).await;
    verified(&app, &person_id).await;
    let (customer, stage) = begin(&app, &person_id).await;
    assert_eq!(stage, Stage::Iban);
    customer.act().await;
    app.advance(TimeDelta::hours(2));
    assert_eq!(customer.visit().await.stage, Stage::Resume);
    assert_eq!(customer.submit("/resume", json!({ "birth_date": "01.01.1999" })).await, Stage::Iban);
    let Stage::Check(check) = customer.revisit("check").await else { panic!("check") };
    assert_eq!(
        (check.person.birth_city, check.address.email, check.status),
        (String::new(), String::new(), None)
    );
    // Solaris changes its mind about what it needs.
    customer.submit("/check", json!({})).await;
    let missing = json!({
        "kind": "status", "status": 412, "code": "PERSON_MISSING_REQUIRED_DATA", "field": "employment_status",
    });
    app.provoke(CREATE, 1, missing).await;
    assert_eq!(customer.submit("/iban", customer.iban(GOOD_IBAN)).await.step(), Step::Rejected);
    assert_eq!(customer.submit("/choose", json!({ "way": "complete-data" })).await.step(), Step::Status);
    assert_eq!(customer.submit("/status", customer.status()).await.step(), Step::Check);
    assert_eq!(customer.submit("/check", json!({})).await.step(), Step::Bank);
    let at_solaris = app.state().solaris.person(&person_id).await.unwrap();
    assert_eq!(at_solaris["employment_status"], "EMPLOYED");
    // The salutation can be changed without the city of birth.
    let other = begin(&app, &person_id).await.0;
    other.revisit("person").await;
    let mut changed = person.clone();
    changed["salutation"] = "MS".into();
    assert_eq!(other.submit("/person", changed).await.step(), Step::Check);
    assert_eq!(other.submit("/check", json!({})).await, Stage::Iban);
}

#[tokio::test]
async fn what_only_support_can_change_is_named_to_the_partner() {
    let app = TestApp::start().await;
    let [person, _] = persons();
    let id = created(&app, &person).await;
    let mut lacking = app.state().solaris.person(&id).await.unwrap();
    lacking["nationality"] = Value::Null;
    app.provoke("GET /v1/persons/{person_id}", 1, json!({ "kind": "answer", "body": lacking })).await;
    let refused = app.partner(Method::POST, "/journeys", Some(json!({ "person_id": id }))).await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let refused: Value = refused.json().await.unwrap();
    let expected = json!([{ "pointer": "/person_id", "problem": "nationality: missing" }]);
    assert_eq!(refused["errors"], expected);
}

#[tokio::test]
async fn the_optional_check_stops_nobody() {
    for fault in [
        json!({ "kind": "garbage" }),
        json!({ "kind": "status", "status": 503, "code": "unavailable" }),
        json!({ "kind": "status", "status": 412, "code": "INTERNAL_REQUEST_ERROR" }),
        json!({ "kind": "answer", "body": { "method": "bank", "eligible": false, "failure_reason": "DEPENDENCY_ERROR" } }),
    ] {
        let app = TestApp::start().await;
        let person_id = created(&app, &persons()[0]).await;
        verified(&app, &person_id).await;
        app.provoke(ELIGIBILITY, 3, fault.clone()).await;
        assert_eq!(begin(&app, &person_id).await.1, Stage::Iban, "{fault}");
    }
    // What it says about the person counts.
    let app = TestApp::start().await;
    let person_id = created(&app, &persons()[0]).await;
    verified(&app, &person_id).await;
    let not_eligible =
        json!({ "method": "bank", "eligible": false, "failure_reason": "MATCH_FOR_PERSON_DATA_NOT_FOUND" });
    app.provoke(ELIGIBILITY, 1, json!({ "kind": "answer", "body": not_eligible })).await;
    assert_eq!(begin(&app, &person_id).await.1.step(), Step::Rejected);
}
