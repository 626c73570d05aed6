//! A way back into a journey: another start token, and journeys by their reference.

use bankident_wire::{ProblemCode, Step};
use chrono::TimeDelta;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::support::{Customer, TestApp, partners::OTHER_KEY, problem};

/// Another start token of Nordlicht's for a journey.
async fn another(app: &TestApp, created: &Value) -> Value {
    let path = format!("/journeys/{}/start_tokens", created["id"].as_str().unwrap());
    let made = app.partner(Method::POST, &path, None).await;
    assert_eq!(made.status(), StatusCode::CREATED);
    made.json().await.unwrap()
}

/// Why there is none.
async fn refused(app: &TestApp, key: &str, created: &Value) -> (StatusCode, String) {
    let path = format!("/journeys/{}/start_tokens", created["id"].as_str().unwrap());
    let refused = app.partner_with(key, Method::POST, &path, None).await;
    assert_eq!(refused.headers()["content-type"], "application/problem+json");
    let status = refused.status();
    let problem: Value = refused.json().await.unwrap();
    (status, problem["code"].as_str().unwrap().to_owned())
}

const KEY: &str = crate::support::partners::KEY;

#[tokio::test]
async fn another_token_leads_another_browser_into_the_same_journey() {
    let app = TestApp::start().await;
    let created = app.commissioned(json!({ "locale": "en" })).await;
    let first = Customer::start_with(&app, &created).await;
    first.submit("/terms", first.terms()).await;
    app.advance(TimeDelta::minutes(30));

    let token = another(&app, &created).await;
    assert!(token["start_token"].as_str().unwrap().ends_with(".en"), "{token}");
    assert!(token["url"].as_str().unwrap().ends_with(token["start_token"].as_str().unwrap()));
    assert_eq!(first.reload().await.step(), Step::Person, "until the new token is used, nothing changes");

    let second = Customer::start_with(&app, &token).await;
    assert_eq!(second.submit("/terms", second.terms()).await.step(), Step::Person, "not from the beginning");
    let over = problem(first.request(Method::GET, "", None).await).await;
    assert_eq!(over.code, ProblemCode::SessionUnknown, "a journey is in one browser");
    let used = problem(Customer::new(&app).try_start("nordlicht", &created).await).await;
    assert_eq!(used.code, ProblemCode::StartTokenInvalid, "the token before it serves no more");
}

#[tokio::test]
async fn where_the_person_exists_the_way_back_asks_for_the_birth_date() {
    let app = TestApp::start().await;
    let created = app.commissioned(json!({})).await;
    Customer::start_with(&app, &created).await.to_iban().await;
    let token = another(&app, &created).await;
    assert!(token["start_token"].as_str().unwrap().starts_with("nordlicht.r"), "{token}");
    let customer = Customer::start_with(&app, &token).await;
    assert_eq!(customer.reload().await.step(), Step::Resume);
    let right = json!({ "birth_date": "15.07.1978" });
    assert_eq!(customer.submit("/resume", right).await.step(), Step::Iban);
}

#[tokio::test]
async fn another_token_brings_no_new_tries_for_the_birth_date() {
    let app = TestApp::start().await;
    let created = app.commissioned(json!({})).await;
    Customer::start_with(&app, &created).await.to_iban().await;
    for _ in 0..3 {
        let customer = Customer::start_with(&app, &another(&app, &created).await).await;
        customer.request(Method::POST, "/resume", Some(json!({ "birth_date": "16.07.1978" }))).await;
    }
    assert_eq!(refused(&app, KEY, &created).await, (StatusCode::CONFLICT, "journey-ended".to_owned()));
}

#[tokio::test]
async fn another_token_takes_the_place_of_one_that_nobody_used() {
    let app = TestApp::start().await;
    let created = app.commissioned(json!({})).await;
    app.advance(TimeDelta::minutes(9));
    let token = another(&app, &created).await;
    let before = problem(Customer::new(&app).try_start("nordlicht", &created).await).await;
    assert_eq!(before.code, ProblemCode::StartTokenInvalid);
    app.advance(TimeDelta::minutes(9));
    Customer::start_with(&app, &token).await;
    assert_eq!(app.partners_view(created["id"].as_str().unwrap()).await["outcome"], Value::Null);
}

#[tokio::test]
async fn there_is_no_way_back_into_what_is_over_or_anothers() {
    let app = TestApp::start().await;
    let ended = || (StatusCode::CONFLICT, "journey-ended".to_owned());
    let running = app.commissioned(json!({})).await;
    let nothing = (StatusCode::NOT_FOUND, "not-found".to_owned());
    assert_eq!(refused(&app, OTHER_KEY, &running).await, nothing);
    assert_eq!(refused(&app, KEY, &json!({ "id": "jrn_x" })).await, nothing);

    let erased = app.commissioned(json!({})).await;
    app.partner(Method::DELETE, &format!("/journeys/{}", erased["id"].as_str().unwrap()), None).await;
    assert_eq!(refused(&app, KEY, &erased).await, ended());
    app.advance(TimeDelta::minutes(10));
    assert_eq!(refused(&app, KEY, &running).await, ended(), "nobody came in time");
}

#[tokio::test]
async fn a_partner_finds_its_journeys_by_its_own_name_for_them() {
    let app = TestApp::start().await;
    let first = app.commissioned(json!({ "reference": "order-1" })).await;
    app.commissioned(json!({ "reference": "order-2" })).await;
    let second = app.commissioned(json!({ "reference": "order-1" })).await;
    let found = async |key, query: &str| {
        let found = app.partner_with(key, Method::GET, &format!("/journeys{query}"), None).await;
        let status = found.status();
        (status, found.json::<Value>().await.unwrap())
    };
    let (status, journeys) = found(KEY, "?reference=order-1").await;
    assert_eq!(status, StatusCode::OK);
    let ids: Vec<&Value> =
        journeys["journeys"].as_array().unwrap().iter().map(|found| &found["id"]).collect();
    assert_eq!(ids, [&second["id"], &first["id"]], "the newest first");
    let shown = app.partners_view(second["id"].as_str().unwrap()).await;
    assert_eq!(journeys["journeys"][0], shown, "as it is shown by its id");
    for (key, query) in [(KEY, "?reference=order-3"), (OTHER_KEY, "?reference=order-1")] {
        assert_eq!(found(key, query).await, (StatusCode::OK, json!({ "journeys": [] })));
    }
    for query in ["", "?reference=", "?reference=a%20b", "?referenz=order-1"] {
        let (status, problem) = found(KEY, query).await;
        assert_eq!((status, &problem["code"]), (StatusCode::BAD_REQUEST, &"unreadable".into()), "{query}");
    }
}

/// Whatever a browser does with its session, no answer is an error of ours.
#[tokio::test]
async fn a_session_has_one_journey_whatever_it_starts() {
    let app = TestApp::start().await;
    let token = async || app.commissioned(json!({})).await;
    let demonstration =
        async |customer: &Customer<'_>| customer.request(Method::POST, "", Some(json!({}))).await.status();

    let customer = Customer::start_with(&app, &token().await).await;
    customer.submit("/terms", customer.terms()).await;
    let second = customer.try_start("nordlicht", &token().await).await.status();
    assert!(!second.is_server_error(), "a second token: {second}");
    assert!(!demonstration(&customer).await.is_server_error(), "then a demonstration");
    assert_eq!(customer.submit("/person", customer.person()).await.step(), Step::Address, "its own goes on");

    let customer = Customer::start(&app).await;
    customer.submit("/terms", customer.terms()).await;
    let status = customer.try_start("nordlicht", &token().await).await.status();
    assert!(!status.is_server_error(), "a token after a demonstration: {status}");
    assert_eq!(customer.submit("/person", customer.person()).await.step(), Step::Address);

    let customer = Customer::start_with(&app, &token().await).await;
    customer.try_start("nordlicht", &token().await).await;
    assert!(!demonstration(&customer).await.is_server_error(), "a demonstration after two that were opened");
    assert_eq!(customer.submit("/terms", customer.terms()).await.step(), Step::Person);
}
