//! An identification can be `successful` before its signed documents are listed, and `confirmed` for longer than anybody waits.

use std::time::Duration;

use bankident_bff::{solaris_webhook, store::Webhook};
use bankident_wire::{DoneStage, SignPhase, SignStage, Stage};
use chrono::TimeDelta;
use serde_json::{Value, json};
use tokio::time::{sleep, timeout};

use crate::support::{Customer, DOCUMENTS_WAIT, TestApp};

const IDENTIFICATION: &str = "GET /v1/persons/{person_id}/identifications/{id}";
const PATIENCE: Duration = Duration::from_secs(20);
const CONFIRMING: Stage = Stage::Sign(SignStage { phase: SignPhase::Confirming, late: None });

/// Signs, and from then on Solaris lists no documents until the faults are forgotten.
async fn signed_without_documents(app: &TestApp, customer: &Customer<'_>) {
    customer.to_contract_without_news().await;
    customer.submit_contract().await;
    let completed_at = app.now();
    stays(app, customer, json!({ "status": "successful", "completed_at": completed_at, "documents": [] }))
        .await;
    sign(app, customer).await;
}

/// From now on the identification is read like this.
async fn stays(app: &TestApp, customer: &Customer<'_>, mut body: Value) {
    body["id"] = customer.stored().await.application.identification_id().unwrap().into();
    app.provoke(IDENTIFICATION, 1000, json!({ "kind": "answer", "body": body })).await;
}

async fn sign(app: &TestApp, customer: &Customer<'_>) {
    let token = app.code("signature").await;
    assert_eq!(customer.submit("/sign", json!({ "token": token })).await, CONFIRMING);
}

/// The customer's page asks every few seconds.
async fn asked_after(app: &TestApp, customer: &Customer<'_>, time: TimeDelta) -> Stage {
    app.advance(time);
    customer.reload().await
}

/// The sandbox signs when it is ready.
async fn signed_documents_come(app: &TestApp, customer: &Customer<'_>) {
    let come = async {
        loop {
            let stage = asked_after(app, customer, TimeDelta::seconds(5)).await;
            if let Stage::Done(DoneStage { documents, reference: None, .. }) = stage {
                return documents.len();
            }
            sleep(Duration::from_millis(20)).await;
        }
    };
    assert_eq!(timeout(PATIENCE, come).await.expect("the documents come"), 3, "with the receipt");
}

#[tokio::test]
async fn late_documents_are_waited_for() {
    let app = TestApp::start_without_webhooks().await;
    let customer = Customer::start(&app).await;
    signed_without_documents(&app, &customer).await;
    assert_eq!(asked_after(&app, &customer, DOCUMENTS_WAIT / 2).await, CONFIRMING);
    app.forget_faults().await;
    signed_documents_come(&app, &customer).await;
}

#[tokio::test]
async fn after_a_while_customer_and_operator_are_told() {
    let app = TestApp::start_without_webhooks().await;
    let customer = Customer::start(&app).await;
    signed_without_documents(&app, &customer).await;
    let stage = asked_after(&app, &customer, DOCUMENTS_WAIT).await;
    let Stage::Done(DoneStage { documents, reference: Some(reference), .. }) = &stage else {
        panic!("{stage:?}")
    };
    assert_eq!((documents.len(), reference.len()), (0, 8));
    assert_eq!(asked_after(&app, &customer, TimeDelta::seconds(5)).await, stage, "one reference");
    app.forget_faults().await;
    // Whenever they come.
    signed_documents_come(&app, &customer).await;
}

/// The customer has closed the page. Solaris tells once that the identification is successful.
#[tokio::test]
async fn late_documents_are_waited_for_without_a_browser() {
    let app = TestApp::start_without_webhooks().await;
    let created = app.commissioned(json!({})).await;
    let id = created["id"].as_str().unwrap();
    let customer = Customer::start_with(&app, &created).await;
    signed_without_documents(&app, &customer).await;
    let entity_id = customer.stored().await.application.identification_id().unwrap().to_owned();
    let webhook = Webhook { id: "1".into(), event_type: "IDENTIFICATION".into(), entity_id };
    app.state().store.accept_webhook(&webhook, app.now()).await.unwrap();
    for _ in 0..2 {
        solaris_webhook::catch_up(app.state()).await.unwrap();
        assert_eq!(app.partners_view(id).await["outcome"], Value::Null);
        assert_eq!(app.state().store.unprocessed_webhooks().await.unwrap(), std::slice::from_ref(&webhook));
    }
    app.advance(DOCUMENTS_WAIT);
    solaris_webhook::catch_up(app.state()).await.unwrap();
    assert_eq!(app.partners_view(id).await["outcome"], "successful");
    assert_eq!(app.state().store.unprocessed_webhooks().await.unwrap(), []);
}

#[tokio::test]
async fn who_waits_too_long_for_the_signature_gets_a_reference_and_goes_on_when_it_comes() {
    let app = TestApp::start_without_webhooks().await;
    let customer = Customer::start(&app).await;
    customer.to_contract_without_news().await;
    customer.submit_contract().await;
    sign(&app, &customer).await;
    stays(&app, &customer, json!({ "status": "confirmed" })).await;
    assert_eq!(asked_after(&app, &customer, DOCUMENTS_WAIT / 2).await, CONFIRMING);
    let stage = asked_after(&app, &customer, DOCUMENTS_WAIT).await;
    let Stage::Sign(SignStage { phase: SignPhase::Confirming, late: Some(reference) }) = &stage else {
        panic!("{stage:?}")
    };
    assert_eq!(reference.len(), 8);
    assert_eq!(asked_after(&app, &customer, TimeDelta::seconds(5)).await, stage, "one reference");
    app.forget_faults().await;
    // Whenever it comes.
    signed_documents_come(&app, &customer).await;
}
