//! What holds whichever server a request comes to. With PostgreSQL the requests of every test go to two servers in turn; here
//! they come at once, or the database goes away.

use bankident_bff::domain::session::Session;
use bankident_wire::{ProblemCode, Step};
use chrono::TimeDelta;
use futures_util::future::join_all;
use reqwest::{Method, StatusCode};
use serde_json::json;

use crate::support::{Customer, GOOD_IBAN, MOBILE_CODE, TestApp, partners::OTHER_KEY};

const CREATE_PERSON: &str = "POST /v1/persons";
const AUTHORIZE_NUMBER: &str = "POST /v1/persons/{person_id}/mobile_number/authorize";
const CREATE: &str = "POST /v1/persons/{person_id}/identifications";

/// How many clicks come at once.
const CLICKS: usize = 6;

#[tokio::test]
async fn clicks_that_come_to_all_servers_at_once_are_one() {
    let app = TestApp::start().await;
    let customer = Customer::start(&app).await;
    let clicks = async |command: &str, body: serde_json::Value, endpoint: &str| {
        let stages = join_all((0..CLICKS).map(|_| customer.submit(command, body.clone()))).await;
        assert_eq!(app.carried_out(endpoint).await, 1, "{endpoint}");
        assert!(stages.iter().all(|stage| *stage == stages[0]), "{stages:?}");
        stages[0].step()
    };
    customer.to_check().await;
    assert_eq!(clicks("/check", json!({}), CREATE_PERSON).await, Step::MobileCode);
    assert_eq!(app.carried_out(AUTHORIZE_NUMBER).await, 1, "one SMS");
    customer.submit("/mobile-code", json!({ "token": MOBILE_CODE })).await;
    assert_eq!(clicks("/iban", customer.iban(GOOD_IBAN), CREATE).await, Step::Bank);
}

#[tokio::test]
async fn a_walk_goes_on_when_every_connection_to_the_database_broke() {
    let app = TestApp::start().await;
    let customer = Customer::start(&app).await;
    let streams = [customer.stages().await, customer.stages().await];
    for (command, body) in
        [("/terms", customer.terms()), ("/person", customer.person()), ("/address", customer.address())]
    {
        app.break_connections().await;
        customer.submit(command, body).await;
    }
    for mut stages in streams {
        loop {
            match stages.next().await {
                Some(stage) if stage.step() == Step::Status => break,
                Some(_) => {}
                // It came in the middle of a break. A browser connects again too.
                None => stages = customer.stages().await,
            }
        }
    }
}

/// Nobody types so fast. A script that does gets a sentence and a time, and Solaris hears little of it.
#[tokio::test]
async fn a_session_has_a_limit_of_commands_and_a_smaller_one_of_what_reaches_solaris() {
    let app = TestApp::start().await;
    let customer = Customer::start(&app).await;
    customer.to_iban().await;
    app.advance(TimeDelta::minutes(1));
    for _ in 0..30 {
        customer.request(Method::POST, "/iban/lookup", Some(json!({ "iban": GOOD_IBAN }))).await;
    }
    assert_eq!(app.calls("POST /v1/iban_lookups").await, 20);
    for _ in 30..120 {
        customer.submit("/terms", customer.terms()).await;
    }
    let refused = customer.fail("/iban", customer.iban(GOOD_IBAN)).await;
    assert_eq!((refused.code, refused.retry_after), (ProblemCode::TooSoon, Some(1)));
    assert_eq!(customer.reload().await.step(), Step::Iban, "who looks sees the screen");
    let other = Customer::start(&app).await;
    other.to_iban().await;
    app.advance(TimeDelta::seconds(1));
    assert_eq!(customer.submit("/iban", customer.iban(GOOD_IBAN)).await.step(), Step::Bank);
}

#[tokio::test]
async fn a_partners_limit_is_one_for_all_servers() {
    let app = TestApp::start().await;
    let calls = (0..CLICKS).map(|_| app.partner_with(OTHER_KEY, Method::GET, "/journeys/x", None));
    let answers = join_all(calls).await;
    let passed = answers.iter().filter(|answer| answer.status() != StatusCode::TOO_MANY_REQUESTS).count();
    assert_eq!(passed, 3, "as its configuration says");
}

#[tokio::test]
async fn a_partner_is_told_of_a_journey_whose_server_died_at_the_first_action() {
    let app = TestApp::start().await;
    let created = app.commissioned(json!({})).await;
    let customer = Customer::start_with(&app, &created).await;
    let store = &app.state().store;
    let session = Session::from_authorization(&format!("Bearer {}", customer.session)).unwrap().hash();
    let journey = store.of_session(&session).await.unwrap().unwrap().id;
    assert!(store.redeem(journey, &session).await.unwrap(), "nothing else was stored before it died");
    customer.submit("/terms", customer.terms()).await;
    let view = app.partners_view(created["id"].as_str().unwrap()).await;
    assert_eq!(view["stage"], "person");
}
