//! Nothing personal is kept longer than it may be.

use bankident_bff::{
    domain::{application::Facts, retention::Kept},
    journey::retention::sweep,
};
use bankident_wire::Step;
use chrono::TimeDelta;
use reqwest::{Method, StatusCode};
use serde_json::json;

use crate::support::{Customer, GOOD_IBAN, TestApp};

impl TestApp {
    /// So many days later, and after the sweep.
    async fn days_later(&self, days: i64) {
        self.advance(TimeDelta::days(days));
        sweep(self.state()).await.unwrap();
    }

    fn ended(&self, kept: Kept) -> usize {
        let metrics = self.state().security.metrics().unwrap();
        let counter = format!("bankident_retention_total{{kept=\"{}\"}} ", kept.name());
        metrics.lines().find_map(|line| line.strip_prefix(&counter)).unwrap().parse().unwrap()
    }
}

async fn is_erased(customer: &Customer<'_>) -> bool {
    customer.stored().await.application.facts == Facts::Deleted
}

async fn signed(app: &TestApp) -> (String, Customer<'_>) {
    let created = app.commissioned(json!({})).await;
    let customer = Customer::start_with(app, &created).await;
    customer.to_sign().await;
    let mut stages = customer.stages().await;
    customer.sign(&mut stages).await;
    (created["id"].as_str().unwrap().to_owned(), customer)
}

#[tokio::test]
async fn a_journey_is_erased_when_its_time_is_over_and_removed_a_year_later() {
    let app = TestApp::start().await;
    let (id, customer) = signed(&app).await;
    app.days_later(29).await;
    assert!(!is_erased(&customer).await);
    app.days_later(1).await;
    assert!(is_erased(&customer).await);
    assert_eq!(app.partners_view(&id).await["outcome"], "erased");
    assert_eq!(app.state().store.evidence(customer.stored().await.id, app.now()).await.unwrap(), None);
    assert_eq!((app.ended(Kept::Successful), app.ended(Kept::Erased)), (1, 0));

    app.days_later(364).await;
    assert_eq!(app.partners_view(&id).await["outcome"], "erased");
    app.days_later(1).await;
    let shown = app.partner(Method::GET, &format!("/journeys/{id}"), None).await;
    assert_eq!(shown.status(), StatusCode::NOT_FOUND);
    assert_eq!((app.ended(Kept::Successful), app.ended(Kept::Erased)), (1, 1));
    let verified = app.bankident(&["evidence", "verify"]);
    assert!(verified.starts_with("0 consents as they were given, 5 erased"), "{verified}");
}

#[tokio::test]
async fn each_end_has_its_time_and_a_customer_who_acts_has_all_of_it() {
    let app = TestApp::start().await;
    let left = Customer::start(&app).await;
    left.to_iban().await;
    app.provoke(
        "PATCH /v1/persons/{person_id}/identifications/{id}/request",
        1,
        json!({ "kind": "status", "status": 412, "code": "iban_usage_limit_exceeded" }),
    )
    .await;
    let stopped = Customer::start(&app).await;
    stopped.to_iban().await;
    assert_eq!(stopped.submit("/iban", stopped.iban(GOOD_IBAN)).await.step(), Step::Stopped);
    app.days_later(13).await;
    assert!(!is_erased(&left).await && !is_erased(&stopped).await);
    app.days_later(1).await;
    assert!(is_erased(&left).await, "after two weeks");
    assert!(!is_erased(&stopped).await, "after a month");
    app.days_later(16).await;
    assert!(is_erased(&stopped).await);
    assert_eq!(app.ended(Kept::Rejected), 1);
}

/// A journey of an earlier release is noted as unfinished, however it has ended.
#[tokio::test]
async fn a_wrong_note_erases_nothing() {
    let app = TestApp::start().await;
    let (_, customer) = signed(&app).await;
    let id = customer.stored().await.id;
    app.state().store.keep_as(id, Kept::Unfinished).await.unwrap();
    app.days_later(14).await;
    assert!(!is_erased(&customer).await);
    app.days_later(15).await;
    assert!(!is_erased(&customer).await);
    app.days_later(1).await;
    assert!(is_erased(&customer).await);
    assert_eq!((app.ended(Kept::Unfinished), app.ended(Kept::Successful)), (0, 1));
}
