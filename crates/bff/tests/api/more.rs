//! What a partner has its customers asked besides, and what it says itself: all properties that Solaris' `PATCH` takes.

use bankident_wire::{Field, Kind, PROPERTIES, Stage, Step};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::support::{
    Customer, NUMBER, TestApp,
    partners::{CURIOUS_KEY, KEY, OTHER_KEY},
};

/// A customer of the partner that asks more, behind the status.
async fn at_more(app: &TestApp) -> (Customer<'_>, Stage) {
    let created = app.partner_with(CURIOUS_KEY, Method::POST, "/journeys", Some(json!({}))).await;
    let created: Value = created.json().await.unwrap();
    let customer = Customer::new(app);
    customer.try_start("kormoran", &created).await;
    customer.submit("/terms", customer.terms()).await;
    customer.submit("/person", customer.person()).await;
    customer.submit("/address", customer.address()).await;
    let stage = customer.submit("/status", customer.status()).await;
    (customer, stage)
}

fn said() -> Value {
    json!({
        "title": "DR", "self_declared_as_pep": false, "address": { "state": "Berlin" },
        "contact_address": { "line_1": "Postfach 1", "city": "Wien", "country": "AT", "postal_code": "1010" },
        "tax_information": { "tax_assessment": "SEPARATE", "marital_status": "MARRIED" },
        "expected_monthly_revenue_cents": "1.250,50", "aml_confirmed_on": "2026-11-23T12:00:00Z",
    })
}

/// The person at Solaris.
async fn person_of(customer: &Customer<'_>) -> Value {
    let id = customer.stored().await.application.person_id().unwrap().to_owned();
    let app = customer.app;
    let call =
        app.http.get(format!("{}/v1/persons/{id}", app.sandbox_url)).bearer_auth(app.access_token().await);
    call.send().await.unwrap().json().await.unwrap()
}

#[tokio::test]
async fn what_a_partner_wants_to_know_is_asked_and_sent() {
    let app = TestApp::start_without_webhooks().await;
    let (customer, stage) = at_more(&app).await;
    let Stage::More(more) = stage else { panic!("{stage:?}") };
    let names: Vec<&str> = more.asked.iter().map(|field| field.name()).collect();
    let expected = [
        "title",
        "self_declared_as_pep",
        "contact_address.line_1",
        "contact_address.line_2",
        "contact_address.postal_code",
        "contact_address.city",
        "contact_address.state",
        "contact_address.country",
        "address.state",
        "tax_information.tax_assessment",
        "tax_information.marital_status",
        "aml_confirmed_on",
        "expected_monthly_revenue_cents",
    ];
    assert_eq!(names, expected, "the address for mail is asked elsewhere");
    let mistakes = customer
        .mistakes("/more", json!({ "asked": [], "title": "Doktor", "self_declared_as_pep": 1 }))
        .await;
    let expected = [
        ("title", "invalid"),
        ("self_declared_as_pep", "invalid"),
        ("tax_information.marital_status", "missing"),
        ("aml_confirmed_on", "missing"),
        ("expected_monthly_revenue_cents", "missing"),
    ];
    assert_eq!(mistakes, expected.map(|(name, problem)| (name.to_owned(), problem)));
    assert_eq!(customer.submit("/more", said()).await.step(), Step::Mobile);
    let journey = customer.stored().await.id;
    let kept = app.state().store.evidence(journey, app.now()).await.unwrap().unwrap();
    let confirmation = &kept.evidence.records.last().unwrap().consent;
    assert_eq!(
        (confirmation.field.as_str(), confirmation.number),
        ("aml_confirmed_on", 5),
        "it is a consent too"
    );
    assert_eq!(confirmation.ticked_at, "2026-11-23T12:00:00Z");
    let words = "/locales/de.ftl,/locales/de-property.ftl";
    assert!(confirmation.words == words && confirmation.text.len() > 20, "{}", confirmation.text);
    let Stage::Check(check) = customer.submit("/mobile", json!({ "number": NUMBER })).await else { panic!() };
    assert_eq!(check.more.known().count(), 11);
    customer.submit("/check", json!({})).await;
    let person = person_of(&customer).await;
    for (name, value) in [
        ("title", json!("DR")),
        ("self_declared_as_pep", json!(false)),
        ("expected_monthly_revenue_cents", json!(125_050)),
        ("aml_confirmed_on", json!("2026-11-23")),
    ] {
        assert_eq!(person[name], value, "{name}");
    }
    assert_eq!(
        (&person["address"]["state"], &person["address"]["city"]),
        (&"Berlin".into(), &"Berlin".into())
    );
    assert_eq!(person["contact_address"]["city"], "Wien");
    assert_eq!(person["tax_information"]["marital_status"], "MARRIED");
    assert_eq!(person["tax_information"]["tax_assessment_country"], "DE");
}

#[tokio::test]
async fn who_is_asked_nothing_goes_on() {
    let app = TestApp::start_without_webhooks().await;
    let customer = Customer::start_with(&app, &app.commissioned(json!({})).await).await;
    customer.submit("/terms", customer.terms()).await;
    customer.submit("/person", customer.person()).await;
    customer.submit("/address", customer.address()).await;
    assert_eq!(customer.submit("/status", customer.status()).await.step(), Step::Mobile);
    assert_eq!(customer.submit("/more", said()).await.step(), Step::Mobile, "it is no screen of theirs");
}

/// One value of each kind.
fn value_of(kind: Kind) -> Value {
    match kind {
        Kind::Text(_) => "Beispiel".into(),
        Kind::Choice(codes) => codes[0].into(),
        Kind::Country => "AT".into(),
        Kind::Boolean => true.into(),
        Kind::Cents => 100.into(),
        Kind::Day => "2026-11-24".into(),
        Kind::AskedAnyway => Value::Null,
    }
}

fn body(field: Field, value: Value) -> Value {
    match field.path() {
        (Some(object), name) => json!({ object: { name: value } }),
        (None, name) => json!({ name: value }),
    }
}

#[tokio::test]
async fn a_partner_says_each_property_that_it_knows_itself() {
    let app = TestApp::start_without_webhooks().await;
    let created = app.commissioned(json!({})).await;
    let path = format!("/journeys/{}/person", created["id"].as_str().unwrap());
    let customer = Customer::start_with(&app, &created).await;
    let too_early = app.partner(Method::PATCH, &path, Some(json!({ "title": "DR" }))).await;
    assert_eq!(too_early.status(), StatusCode::CONFLICT);
    assert_eq!(too_early.json::<Value>().await.unwrap()["code"], "not-agreed");
    customer.to_check().await;
    let before = app.partner(Method::PATCH, &path, Some(json!({ "branch": "Wien", "title": "PROF" }))).await;
    assert_eq!(before.status(), StatusCode::NO_CONTENT, "it is sent with the answers");
    customer.submit("/check", json!({})).await;
    assert_eq!(person_of(&customer).await["branch"], "Wien");
    for field in Field::properties() {
        // A contact address is a whole one.
        let value = value_of(field.property().unwrap().kind);
        let mut said = body(field, value.clone());
        if field.path().0 == Some("contact_address") {
            said["contact_address"]["line_1"] = "Postfach 1".into();
            said["contact_address"]["city"] = "Wien".into();
            said["contact_address"]["country"] = "AT".into();
            said["contact_address"]["postal_code"] = "1010".into();
        }
        let answer = app.partner(Method::PATCH, &path, Some(said)).await;
        assert_eq!(answer.status(), StatusCode::NO_CONTENT, "{}: {:?}", field.name(), answer.text().await);
        let person = person_of(&customer).await;
        let known = match field.path() {
            (Some(object), name) => &person[object][name],
            (None, name) => &person[name],
        };
        assert!(!known.is_null(), "{} did not arrive", field.name());
    }
}

#[tokio::test]
async fn what_a_partner_says_is_checked_by_the_table() {
    let app = TestApp::start_without_webhooks().await;
    let created = app.commissioned(json!({})).await;
    let path = format!("/journeys/{}/person", created["id"].as_str().unwrap());
    let customer = Customer::start_with(&app, &created).await;
    customer.submit("/terms", customer.terms()).await;
    let anyway = PROPERTIES.iter().filter(|property| property.kind == Kind::AskedAnyway);
    let mut cases: Vec<(Value, String, &str)> = anyway
        .map(|property| {
            (json!({ property.name: "x" }), format!("/{}", property.name), "asked-of-the-customer")
        })
        .collect();
    cases.extend([
        (json!({ "title": "Doktor" }), "/title".to_owned(), "invalid"),
        (json!({ "job_title": "x".repeat(256) }), "/job_title".to_owned(), "too-long"),
        (
            json!({ "expected_monthly_revenue_cents": -1 }),
            "/expected_monthly_revenue_cents".to_owned(),
            "invalid",
        ),
        (json!({ "aml_confirmed_on": "2026-11-25" }), "/aml_confirmed_on".to_owned(), "out-of-bounds"),
        (
            json!({ "contact_address": { "country": "Austria" } }),
            "/contact_address/country".to_owned(),
            "invalid",
        ),
        (json!({ "contact_address": { "zip": "1" } }), "/contact_address/zip".to_owned(), "unknown-member"),
        (json!({ "first_name": "Zierfisch" }), "/first_name".to_owned(), "unknown-member"),
        (json!({ "a/b": 1 }), "/a~1b".to_owned(), "unknown-member"),
    ]);
    for (said, pointer, problem) in cases {
        let answer = app.partner(Method::PATCH, &path, Some(said.clone())).await;
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{said}");
        let found: Value = answer.json().await.unwrap();
        assert_eq!(found["errors"], json!([{ "pointer": pointer, "problem": problem }]), "{said}");
        assert!(!found.to_string().contains("Zierfisch"));
    }
    for (key, path, status) in [
        (OTHER_KEY, path.as_str(), StatusCode::NOT_FOUND),
        (KEY, "/journeys/jrn_x/person", StatusCode::NOT_FOUND),
    ] {
        let answer = app.partner_with(key, Method::PATCH, path, Some(json!({ "title": "DR" }))).await;
        assert_eq!(answer.status(), status);
    }
    let array = app.partner(Method::PATCH, &path, Some(json!([]))).await;
    assert_eq!(array.status(), StatusCode::BAD_REQUEST);
}

/// The guide, Appendix III: "Ask the customer to enter the missing data and retry the call."
#[tokio::test]
async fn what_solaris_lacks_is_asked_for_although_no_partner_wants_to_know() {
    let app = TestApp::start_without_webhooks().await;
    let customer = Customer::start(&app).await;
    customer.to_iban().await;
    let lacking = json!({ "kind": "status", "status": 412, "code": "PERSON_MISSING_REQUIRED_DATA", "field": "birth_province" });
    app.provoke("POST /v1/persons/{person_id}/identifications", 1, lacking).await;
    let rejected = customer.submit("/iban", customer.iban(crate::support::GOOD_IBAN)).await;
    assert_eq!(rejected.step(), Step::Rejected, "{rejected:?}");
    let Stage::More(more) = customer.submit("/choose", json!({ "way": "complete-data" })).await else {
        panic!()
    };
    assert_eq!(more.asked.iter().map(|field| field.name()).collect::<Vec<_>>(), ["birth_province"]);
    let check = customer.submit("/more", json!({ "birth_province": "NRW" })).await;
    assert_eq!(check.step(), Step::Check, "{check:?}");
    assert_eq!(customer.submit("/check", json!({})).await.step(), Step::Bank);
    assert_eq!(person_of(&customer).await["birth_province"], "NRW");
}

/// "Set `industry` and `industry_key` to `null`" (the guide, "Freelancer & Self-Employed Requirements").
#[tokio::test]
async fn who_is_not_sure_of_their_line_of_business_is_taken_without_one() {
    let app = TestApp::start_without_webhooks().await;
    let customer = Customer::start(&app).await;
    customer.submit("/terms", customer.terms()).await;
    customer.submit("/person", customer.person()).await;
    customer.submit("/address", customer.address()).await;
    let mut status = customer.status();
    status["employment_status"] = "FREELANCER".into();
    status["nace_code"] = "-".into();
    customer.submit("/status", status).await;
    customer.submit("/mobile", json!({ "number": NUMBER })).await;
    let stage = customer.submit("/check", json!({})).await;
    assert_eq!(stage.step(), Step::MobileCode, "{stage:?}");
    let person = person_of(&customer).await;
    assert_eq!(person["employment_status"], "FREELANCER");
    assert_eq!(
        (&person["industry"], &person["industry_key"], &person["nace_code"]),
        (&Value::Null, &Value::Null, &Value::Null)
    );
}
