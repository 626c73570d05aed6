use bankident_bff::{solaris_webhook, store::Webhook};
use bankident_wire::{MobileStage, Stage, Step, StoppedStage};
use hmac::{Hmac, KeyInit, Mac};
use reqwest::{Method, StatusCode};
use serde_json::json;
use sha2::Sha256;

use crate::support::{Customer, NUMBER, TestApp, WEBHOOK_SECRET};

async fn deliver(
    app: &TestApp,
    id: &str,
    event_type: &str,
    entity_id: &str,
    body: &str,
    secret: &str,
) -> StatusCode {
    let mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap().chain_update(body);
    let signature = format!("sha256={}", hex::encode(mac.finalize().into_bytes()));
    let request = app.http.post(format!("{}/webhooks/solaris", app.url())).body(body.to_owned());
    request
        .header("solaris-webhook-id", id)
        .header("solaris-webhook-event-type", event_type)
        .header("solaris-entity-id", entity_id)
        .header("solaris-webhook-signature", signature)
        .send()
        .await
        .unwrap()
        .status()
}

#[tokio::test]
async fn only_what_solaris_signed_is_believed() {
    let app = TestApp::start().await;
    let body = json!({ "id": "1cidt", "status": "successful" }).to_string();
    let forged = deliver(&app, "1", "IDENTIFICATION", "", &body, "another secret").await;
    assert_eq!(forged, StatusCode::UNAUTHORIZED);
    assert_eq!(deliver(&app, "1", "IDENTIFICATION", "", &body, WEBHOOK_SECRET).await, StatusCode::OK);
    assert_eq!(
        deliver(&app, "1", "IDENTIFICATION", "", &body, WEBHOOK_SECRET).await,
        StatusCode::OK,
        "once more"
    );
    let unreadable = deliver(&app, "2", "IDENTIFICATION", "", "{", WEBHOOK_SECRET).await;
    assert_eq!(unreadable, StatusCode::UNPROCESSABLE_ENTITY, "it is not sent again");
}

/// A webhook only says that something changed. Its content is not believed; Solaris' answer is.
#[tokio::test]
async fn a_webhook_is_no_news_by_itself() {
    let app = TestApp::start().await;
    let customer = Customer::start(&app).await;
    customer.to_bank().await;
    let before = customer.reload().await;
    let stored = customer.stored().await;
    let id = stored.application.identification_id().unwrap();
    let body = json!({ "id": id, "status": "successful" }).to_string();
    assert_eq!(deliver(&app, "1", "IDENTIFICATION", "", &body, WEBHOOK_SECRET).await, StatusCode::OK);
    app.advance(chrono::TimeDelta::seconds(3));
    assert_eq!(customer.reload().await, before);
}

/// Nothing signs the event type and the person: whoever has one signature of `{}` can send both.
#[tokio::test]
async fn what_is_signed_and_not_true_changes_nothing() {
    let app = TestApp::start().await;
    let customer = Customer::start(&app).await;
    let before = customer.to_mobile_code().await;
    let stored = customer.stored().await;
    let person_id = stored.application.person_id().unwrap();
    let types = [
        "PERSON_DELETED",
        "PERSON_CHANGED",
        "PERSON_MOBILE_NUMBER_CREATED",
        "PERSON_MOBILE_NUMBER_DELETED",
        "IDENTIFICATION",
    ];
    for event_type in types {
        let answer = deliver(&app, event_type, event_type, person_id, "{}", WEBHOOK_SECRET).await;
        assert_eq!(answer, StatusCode::OK);
    }
    solaris_webhook::catch_up(app.state()).await.unwrap();
    assert_eq!(customer.reload().await, before);
    assert_eq!(customer.stored().await.application.person_id(), Some(person_id));
}

#[tokio::test]
async fn a_deleted_person_is_forgotten_at_once() {
    let app = TestApp::start().await;
    let customer = Customer::start(&app).await;
    customer.to_mobile_code().await;
    let stored = customer.stored().await;
    let person_id = stored.application.person_id().unwrap();
    let mut stages = customer.stages().await;
    let deletion = app.http.delete(format!("{}/sandbox/persons/{person_id}", app.sandbox_url));
    assert!(deletion.send().await.unwrap().status().is_success());
    stages.until(|stage| *stage == Stage::Stopped(StoppedStage::Deleted)).await;
    assert_eq!(customer.reload().await, Stage::Stopped(StoppedStage::Deleted));
    let left = serde_json::to_string(&customer.stored().await.application).unwrap();
    assert!(!left.contains("Zierfisch") && !left.contains(person_id), "{left}");
    // A late command gets the end, too.
    assert_eq!(customer.submit("/mobile", json!({ "number": NUMBER })).await.step(), Step::Stopped);
}

#[tokio::test]
async fn a_subscription_is_confirmed() {
    let app = TestApp::start().await;
    let request = app.http.post(format!("{}/webhooks/solaris", app.url()));
    let answer = request.header("solaris-webhook-event-type", "WEBHOOK-SUBSCRIPTION").send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
}

/// Webhooks that are late, out of order, repeated or about nobody change nothing. Only Solaris' answer counts.
#[tokio::test]
async fn the_order_of_webhooks_does_not_matter() {
    let app = TestApp::start().await;
    app.webhooks(json!({ "action": "withhold" })).await;
    let customer = Customer::start(&app).await;
    // While they are held back, asking closes the gap.
    let contract = customer.to_contract_without_news().await;
    assert_eq!(contract.step(), Step::Contract);
    app.webhooks(json!({ "action": "release", "order": "reversed" })).await;
    app.webhooks(json!({ "action": "duplicate" })).await;
    let nobody = json!({ "id": "9cidt", "status": "failed" });
    let about_nobody = json!({
        "action": "send", "event_type": "IDENTIFICATION", "entity_id": "9cidt", "body": nobody,
    });
    app.webhooks(about_nobody).await;
    assert_eq!(customer.reload().await, contract);
}

#[tokio::test]
async fn a_person_deleted_at_solaris_is_erased_here() {
    let app = TestApp::start().await;
    let customer = Customer::start(&app).await;
    customer.to_contract().await;
    let person_id = customer.stored().await.application.person_id().unwrap().to_owned();
    let mut stages = customer.stages().await;
    let deletion = app.http.delete(format!("{}/sandbox/persons/{person_id}", app.sandbox_url));
    assert!(deletion.send().await.unwrap().status().is_success());
    stages.until(|stage| *stage == Stage::Stopped(StoppedStage::Deleted)).await;
}

fn has_email(stage: &Stage, email: &str) -> bool {
    matches!(stage, Stage::Address(stage) if stage.answers.as_ref().is_some_and(|known| known.email == email))
}

/// Support corrects an answer at Solaris: the customer sees it on the screen that shows it.
#[tokio::test]
async fn a_person_changed_at_solaris_is_read_again() {
    let app = TestApp::start().await;
    let customer = Customer::start(&app).await;
    customer.to_mobile_code().await;
    customer.revisit("address").await;
    let mut stages = customer.stages().await;
    let person = format!("/v1/persons/{}", customer.stored().await.application.person_id().unwrap());
    app.meanwhile(Method::PATCH, &person, Some(json!({ "email": "corrected@example.com" }))).await;
    stages.until(|stage| has_email(stage, "corrected@example.com")).await;
}

#[tokio::test]
async fn a_number_created_or_deleted_at_solaris_is_known() {
    let app = TestApp::start().await;
    let customer = Customer::start(&app).await;
    customer.to_mobile_code().await;
    let mut stages = customer.stages().await;
    let application = customer.stored().await.application;
    let path = format!("/v1/persons/{}/mobile_number", application.person_id().unwrap());
    let number = || Some(json!({ "number": "+4915550123" }));
    // The customer's own number, whose code is on its way.
    app.meanwhile(Method::DELETE, &path, Some(json!({ "number": NUMBER }))).await;
    stages.until(|stage| matches!(stage, Stage::Mobile(MobileStage { number: None, .. }))).await;
    // Another one.
    app.meanwhile(Method::POST, &path, number()).await;
    let knows = |stage: &Stage| matches!(stage, Stage::Mobile(MobileStage { number: Some(number), .. }) if number.as_str() == "+4915550123");
    stages.until(knows).await;
    app.meanwhile(Method::DELETE, &path, number()).await;
    stages.until(|stage| matches!(stage, Stage::Mobile(MobileStage { number: None, .. }))).await;
}

/// Solaris delivers a webhook that was answered once. What it asks for is done, if not at once then later.
#[tokio::test]
async fn a_webhook_that_could_not_be_processed_is_processed_again() {
    let app = TestApp::start_without_webhooks().await;
    let customer = Customer::start(&app).await;
    customer.to_mobile_code().await;
    customer.revisit("address").await;
    let person_id = customer.stored().await.application.person_id().unwrap().to_owned();
    let change = Some(json!({ "email": "corrected@example.com" }));
    app.meanwhile(Method::PATCH, &format!("/v1/persons/{person_id}"), change).await;
    let state = app.state();
    let webhook = Webhook { id: "1".into(), event_type: "PERSON_CHANGED".into(), entity_id: person_id };
    assert!(state.store.accept_webhook(&webhook, app.now()).await.unwrap());
    let unavailable = json!({ "kind": "status", "status": 503, "code": "unavailable" });
    app.provoke("GET /v1/persons/{person_id}", 9, unavailable).await;
    solaris_webhook::catch_up(state).await.unwrap();
    assert_eq!(state.store.unprocessed_webhooks().await.unwrap(), std::slice::from_ref(&webhook));
    assert!(!has_email(&customer.reload().await, "corrected@example.com"));

    app.forget_faults().await;
    solaris_webhook::catch_up(state).await.unwrap();
    assert_eq!(state.store.unprocessed_webhooks().await.unwrap(), []);
    assert!(has_email(&customer.reload().await, "corrected@example.com"));
}

/// What is about somebody whom Solaris does not know any more cannot be processed, however often it is tried.
#[tokio::test]
async fn a_webhook_about_nobody_is_not_kept() {
    let app = TestApp::start_without_webhooks().await;
    let customer = Customer::start(&app).await;
    customer.to_mobile_code().await;
    let person_id = customer.stored().await.application.person_id().unwrap().to_owned();
    let deletion = app.http.delete(format!("{}/sandbox/persons/{person_id}", app.sandbox_url));
    assert!(deletion.send().await.unwrap().status().is_success());
    let state = app.state();
    let webhook = Webhook { id: "1".into(), event_type: "PERSON_CHANGED".into(), entity_id: person_id };
    assert!(state.store.accept_webhook(&webhook, app.now()).await.unwrap());
    solaris_webhook::catch_up(state).await.unwrap();
    assert_eq!(state.store.unprocessed_webhooks().await.unwrap(), []);
}
