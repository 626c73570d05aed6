//! How many SMS go out, to whom, and for whom. Each test begins as an attack does: with one journey after the other.

use bankident_bff::security::SecurityEvent;
use bankident_wire::{Problem, ProblemCode, Step};
use chrono::TimeDelta;
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{
    Customer, NUMBER, TestApp,
    partners::{KEY, OTHER_KEY},
    problem,
};

/// Somebody's, who never asked for it.
const VICTIM: &str = "+4917612345678";

/// A journey of its own asks for a code to the number. The problem, if none was sent.
async fn ask(app: &TestApp, (partner, key): (&str, &str), number: &str, client: &str) -> Option<Problem> {
    let created = app.partner_with(key, Method::POST, "/journeys", Some(json!({}))).await;
    let created: Value = created.json().await.unwrap();
    let customer = Customer::new(app);
    customer.try_start(partner, &created).await;
    customer.to_mobile().await;
    customer.submit("/mobile", json!({ "number": number })).await;
    let asked = app.http.post(format!("{}/api/journey/check", app.url())).bearer_auth(&customer.session);
    let answer = asked.header("x-forwarded-for", client).json(&json!({})).send().await.unwrap();
    match answer.status().is_success() {
        true => None,
        false => Some(problem(answer).await),
    }
}

const NORDLICHT: (&str, &str) = ("nordlicht", KEY);

#[tokio::test]
async fn one_number_gets_six_in_an_hour_and_twelve_in_a_day() {
    let mut app = TestApp::start().await;
    for _ in 0..6 {
        assert_eq!(ask(&app, NORDLICHT, VICTIM, "192.0.2.7").await, None);
    }
    // Neither another address nor a restart helps.
    app.restart().await;
    let refused = ask(&app, NORDLICHT, VICTIM, "198.51.100.7").await.unwrap();
    assert_eq!((refused.code, refused.retry_after), (ProblemCode::TooSoon, Some(3600)));
    assert_eq!(app.sms_to(VICTIM).await, 6);
    assert_eq!(app.security_events(SecurityEvent::SmsLimitReached, "nordlicht"), 1);
    app.advance(TimeDelta::hours(1));
    for _ in 0..6 {
        assert_eq!(ask(&app, NORDLICHT, VICTIM, "192.0.2.7").await, None);
    }
    app.advance(TimeDelta::hours(1));
    let refused = ask(&app, NORDLICHT, VICTIM, "192.0.2.7").await.unwrap();
    assert_eq!(refused.retry_after, Some(22 * 3600));
    assert_eq!(app.sms_to(VICTIM).await, 12);
}

#[tokio::test]
async fn a_customer_who_was_refused_goes_on_later() {
    let app = TestApp::start_with_sms(1).await;
    assert_eq!(ask(&app, NORDLICHT, NUMBER, "192.0.2.7").await, None);
    let customer = Customer::start_with(&app, &app.commissioned(json!({})).await).await;
    customer.to_check().await;
    let refused = customer.fail("/check", json!({})).await;
    assert_eq!(refused.code, ProblemCode::TooSoon);
    assert_eq!(customer.reload().await.step(), Step::Check);
    app.advance(TimeDelta::minutes(30));
    customer.visit().await;
    app.advance(TimeDelta::minutes(30));
    assert_eq!(customer.submit("/check", json!({})).await.step(), Step::MobileCode);
    assert_eq!(app.carried_out("POST /v1/persons").await, 2, "one person for each customer");
}

#[tokio::test]
async fn a_partner_has_its_limit() {
    let app = TestApp::start().await;
    let seerose = ("seerose", OTHER_KEY);
    for _ in 0..2 {
        assert_eq!(ask(&app, seerose, NUMBER, "192.0.2.7").await, None);
    }
    let refused = ask(&app, seerose, NUMBER, "192.0.2.7").await.unwrap();
    assert_eq!(refused.code, ProblemCode::TooSoon);
    assert_eq!(app.security_events(SecurityEvent::SmsLimitReached, "seerose"), 1);
    assert_eq!(ask(&app, NORDLICHT, NUMBER, "192.0.2.7").await, None, "another one has its own");
}

#[tokio::test]
async fn a_neighbourhood_has_its_limit() {
    let app = TestApp::start().await;
    for client in 0..60 {
        // What the client writes into the header itself does not count.
        let header = format!("203.0.113.{client}, 192.0.2.{client}");
        assert_eq!(ask(&app, NORDLICHT, NUMBER, &header).await, None);
    }
    assert_eq!(ask(&app, NORDLICHT, NUMBER, "192.0.2.99").await.unwrap().code, ProblemCode::TooSoon);
    assert_eq!(ask(&app, NORDLICHT, NUMBER, "192.0.3.99").await, None);
}

#[tokio::test]
async fn the_brake_is_for_everybody_and_is_seen() {
    let app = TestApp::start_with_sms(3).await;
    for _ in 0..3 {
        assert_eq!(ask(&app, NORDLICHT, NUMBER, "192.0.2.7").await, None);
    }
    for partner in [NORDLICHT, ("seerose", OTHER_KEY)] {
        assert_eq!(ask(&app, partner, NUMBER, "192.0.2.7").await.unwrap().code, ProblemCode::TooSoon);
        assert_eq!(app.security_events(SecurityEvent::SmsBraked, partner.0), 1);
    }
    assert_eq!(app.sms_count().await, 3);
}

#[tokio::test]
async fn no_sms_goes_where_it_costs_or_nobody_is_served() {
    let app = TestApp::start().await;
    let customer = Customer::start_with(&app, &app.commissioned(json!({})).await).await;
    customer.to_mobile().await;
    for (number, mistake) in [
        ("+88213555010", "country"),
        ("+881612345678", "country"),
        ("+12025550123", "country"),
        ("+491801234567", "invalid"),
    ] {
        let body = json!({ "number": number, "confirmed": true });
        let mistakes = customer.mistakes("/mobile", body).await;
        assert_eq!(mistakes, [("number".to_owned(), mistake)], "{number}");
    }
    let created = app.partner_with(OTHER_KEY, Method::POST, "/journeys", Some(json!({}))).await;
    let austrian = Customer::new(&app);
    austrian.try_start("seerose", &created.json().await.unwrap()).await;
    austrian.to_mobile().await;
    let german = austrian.mistakes("/mobile", json!({ "number": VICTIM })).await;
    assert_eq!(german, [("number".to_owned(), "country")], "this partner serves Austria alone");
    austrian.submit("/mobile", json!({ "number": "+436641234567" })).await;
    assert_eq!(austrian.submit("/check", json!({})).await.step(), Step::MobileCode);
}

#[tokio::test]
async fn the_database_knows_neither_numbers_nor_addresses_of_an_sms() {
    let app = TestApp::start().await;
    assert_eq!(ask(&app, NORDLICHT, VICTIM, "192.0.2.7").await, None);
    sqlx::any::install_default_drivers();
    let pool = sqlx::AnyPool::connect(app.database()).await.unwrap();
    let kept: Vec<Vec<u8>> = sqlx::query_scalar("SELECT budget FROM sms").fetch_all(&pool).await.unwrap();
    assert_eq!(kept.iter().map(Vec::len).collect::<Vec<_>>(), [32; 4], "number, range, partner, server");
}
