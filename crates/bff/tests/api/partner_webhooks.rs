//! Events for partners: signed, in order, and repeated until they are accepted.

use std::time::Duration;

use axum::{Router, body::Bytes, extract::State, http::HeaderMap, routing::post};
use bankident_bff::journey::cleanup;
use base64::{Engine, engine::general_purpose::STANDARD};
use chrono::TimeDelta;
use hmac::{Hmac, KeyInit, Mac};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use sha2::Sha256;
use tokio::{net::TcpListener, sync::mpsc, time::timeout};

use crate::support::{
    Customer, MOBILE_CODE, TestApp,
    partners::{OTHER_KEY, SECRET},
};

/// A partner's server. It answers each call with the next status; the last one repeats.
struct Receiver {
    url: String,
    received: mpsc::UnboundedReceiver<(HeaderMap, Bytes)>,
}

type Answers = (mpsc::UnboundedSender<(HeaderMap, Bytes)>, std::sync::Arc<std::sync::Mutex<Vec<StatusCode>>>);

async fn take(State((received, answers)): State<Answers>, headers: HeaderMap, body: Bytes) -> StatusCode {
    received.send((headers, body)).ok();
    let mut answers = answers.lock().unwrap();
    if answers.len() > 1 { answers.remove(0) } else { answers[0] }
}

impl Receiver {
    async fn answering(answers: &[StatusCode]) -> Receiver {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let url = format!("http://127.0.0.1:{}/news", listener.local_addr().unwrap().port());
        let (sender, received) = mpsc::unbounded_channel();
        let answers = std::sync::Arc::new(std::sync::Mutex::new(answers.to_vec()));
        let router = Router::new().route("/news", post(take)).with_state((sender, answers));
        tokio::spawn(axum::serve(listener, router).into_future());
        Receiver { url, received }
    }

    /// The next event with its id. The signature is checked as a partner checks it.
    async fn next(&mut self) -> (String, Value) {
        let (headers, body) = self.received.recv().await.unwrap();
        let text = |name: &str| headers[name].to_str().unwrap().to_owned();
        let (id, timestamp) = (text("webhook-id"), text("webhook-timestamp"));
        let signed = [id.as_bytes(), b".", timestamp.as_bytes(), b".", &body].concat();
        let mac = Hmac::<Sha256>::new_from_slice(SECRET).unwrap().chain_update(signed).finalize();
        assert_eq!(text("webhook-signature"), format!("v1,{}", STANDARD.encode(mac.into_bytes())));
        (id, serde_json::from_slice(&body).unwrap())
    }
}

#[tokio::test]
async fn a_partner_is_told_each_stage_and_the_end() {
    let app = TestApp::start().await;
    let mut receiver = Receiver::answering(&[StatusCode::NO_CONTENT]).await;
    app.read_partners_again(&receiver.url);
    let created = app.commissioned(json!({ "reference": "order-1" })).await;
    let customer = Customer::start_with(&app, &created).await;
    customer.act().await;
    let mut stages = vec!["terms".to_owned()];
    let (_, first) = receiver.next().await;
    assert_eq!((&first["type"], &first["data"]["stage"]), (&"journey.stage_changed".into(), &"terms".into()));
    assert_eq!(first["data"]["id"], created["id"]);
    assert_eq!(first["data"]["reference"], "order-1");
    customer.to_sign().await;
    let mut news = customer.stages().await;
    customer.sign(&mut news).await;
    let last = loop {
        let (_, news) = receiver.next().await;
        assert!(!news.to_string().contains("Zierfisch") && !news.to_string().contains("DE1111"), "{news}");
        stages.push(news["data"]["stage"].as_str().unwrap().to_owned());
        if news["type"] == "journey.ended" {
            break news;
        }
    };
    let expected = [
        "terms",
        "person",
        "address",
        "status",
        "mobile",
        "check",
        "mobile-code",
        "iban",
        "bank",
        "contract",
        "sign",
        "done",
    ];
    assert_eq!(stages, expected, "each once, in order");
    assert_eq!(last["data"]["outcome"], "successful");
    let shown = app.partners_view(created["id"].as_str().unwrap()).await;
    assert_eq!(last["data"], shown, "what is told is what is answered");
}

#[tokio::test]
async fn a_partner_is_told_why_a_journey_was_rejected() {
    let app = TestApp::start().await;
    let mut receiver = Receiver::answering(&[StatusCode::NO_CONTENT]).await;
    app.read_partners_again(&receiver.url);
    let created = app.commissioned(json!({})).await;
    let customer = Customer::start_with(&app, &created).await;
    customer.to_iban().await;
    let refused = json!({ "kind": "status", "status": 412, "code": "IBAN_USAGE_LIMIT_EXCEEDED" });
    app.provoke("POST /v1/persons/{person_id}/identifications", 1, refused).await;
    customer.submit("/iban", customer.iban(crate::support::GOOD_IBAN)).await;
    customer.submit("/choose", json!({ "way": "video" })).await;
    for outcome in ["rejected", "video_identification"] {
        let ended = loop {
            let (_, news) = receiver.next().await;
            if news["type"] == "journey.ended" {
                break news;
            }
        };
        assert_eq!(
            (&ended["data"]["outcome"], &ended["data"]["rejection"]),
            (&outcome.into(), &"IBAN_USAGE_LIMIT_EXCEEDED".into())
        );
        assert_eq!(ended["data"]["errors"].as_array().unwrap().len(), 1);
    }
}

#[tokio::test]
async fn what_was_not_taken_is_said_again_and_is_the_same() {
    let app = TestApp::start().await;
    let answers = [StatusCode::INTERNAL_SERVER_ERROR, StatusCode::NO_CONTENT];
    let mut receiver = Receiver::answering(&answers).await;
    app.read_partners_again(&receiver.url);
    let created = app.commissioned(json!({})).await;
    let customer = Customer::start_with(&app, &created).await;
    customer.act().await;
    let (id, first) = receiver.next().await;
    until_waiting(&app, &[1]).await;
    // The first pause is five seconds of the server's clock.
    app.advance(TimeDelta::seconds(5));
    app.state().outbox.wake();
    let (again, second) = receiver.next().await;
    assert_eq!((again, second), (id, first));
    until_waiting(&app, &[]).await;
}

/// Waits until the outbox has deliveries with these numbers of failed attempts.
async fn until_waiting(app: &TestApp, tries: &[u32]) {
    let far = app.now() + TimeDelta::days(3);
    loop {
        let waiting = app.state().store.deliveries_due("nordlicht", far).await.unwrap();
        if waiting.iter().map(|delivery| delivery.tries).eq(tries.iter().copied()) {
            return;
        }
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn a_partners_server_that_never_answers_delays_nobody_else() {
    let app = TestApp::start().await;
    let mut receiver = Receiver::answering(&[StatusCode::OK]).await;
    let silent = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let url = format!("http://{}/news", silent.local_addr().unwrap());
    app.partners_are_told_at(Some(&receiver.url), Some(&url));
    for _ in 0..2 {
        let created = app.partner_with(OTHER_KEY, Method::POST, "/journeys", Some(json!({}))).await;
        let created: Value = created.json().await.unwrap();
        let customer = Customer::new(&app);
        customer.try_start("seerose", &created).await;
        customer.act().await;
    }
    // Connected, and kept waiting for as long as this test.
    let _connection = silent.accept().await.unwrap();
    let created = app.commissioned(json!({})).await;
    Customer::start_with(&app, &created).await.act().await;
    let news = timeout(Duration::from_secs(5), receiver.next()).await.expect("it comes at once");
    assert_eq!(news.1["data"]["id"], created["id"]);
}

#[tokio::test]
async fn a_walk_that_a_customer_repeats_is_no_news() {
    let app = TestApp::start().await;
    let mut receiver = Receiver::answering(&[StatusCode::OK]).await;
    app.read_partners_again(&receiver.url);
    let created = app.commissioned(json!({})).await;
    let customer = Customer::start_with(&app, &created).await;
    customer.to_mobile_code().await;
    customer.revisit("person").await;
    customer.submit("/person", customer.person()).await;
    customer.submit("/check", json!({})).await;
    customer.submit("/mobile-code", json!({ "token": MOBILE_CODE })).await;
    let mut stages = Vec::new();
    while stages.last().is_none_or(|stage| stage != "iban") {
        stages.push(receiver.next().await.1["data"]["stage"].as_str().unwrap().to_owned());
    }
    assert_eq!(stages.iter().filter(|stage| *stage == "person").count(), 1, "{stages:?}");
}

#[tokio::test]
async fn a_journey_that_nobody_starts_expires() {
    let app = TestApp::start().await;
    let mut receiver = Receiver::answering(&[StatusCode::OK]).await;
    app.read_partners_again(&receiver.url);
    app.commissioned(json!({})).await;
    app.advance(TimeDelta::minutes(10));
    cleanup::expire_unstarted(app.state()).await.unwrap();
    let (_, news) = receiver.next().await;
    assert_eq!((&news["type"], &news["data"]["outcome"]), (&"journey.ended".into(), &"expired".into()));
}
