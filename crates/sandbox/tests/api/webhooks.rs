use bankident_sandbox::BackOff;
use chrono::TimeDelta;
use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::support::{HAPPY_IBAN, Identification, NUMBER, Subscriber, TestSandbox};

#[tokio::test]
async fn a_subscription_is_verified_before_it_begins() {
    let sandbox = TestSandbox::start().await;
    let mut subscriber = Subscriber::start().await;
    let created = subscriber.subscribe(&sandbox, "IDENTIFICATION").await.expect(StatusCode::CREATED);
    assert_eq!(created["event_type"], "IDENTIFICATION");
    assert!(["id", "url", "secret"].iter().all(|name| !created[name].as_str().unwrap().is_empty()));
    let verification = subscriber.next().await;
    assert_eq!(verification.header("solaris-webhook-event-type"), "WEBHOOK-SUBSCRIPTION");
    assert_eq!(verification.body(), b"");
}

#[tokio::test]
async fn who_does_not_answer_the_verification_gets_no_subscription() {
    let sandbox = TestSandbox::start().await;
    let subscriber = Subscriber::start().await;
    subscriber.answer_with([StatusCode::NO_CONTENT]).await;
    assert_eq!(subscriber.subscribe(&sandbox, "IDENTIFICATION").await.mistakes(), ["url"]);
    let metadata =
        json!({ "event_type": "IDENTIFICATION", "url": "http://169.254.169.254/latest/meta-data" });
    assert_eq!(
        sandbox.post("/v1/webhooks", metadata).await.mistakes(),
        ["url"],
        "nor who is on another machine"
    );
    let wrong = json!({ "event_type": "WEATHER", "url": "somewhere" });
    assert_eq!(sandbox.post("/v1/webhooks", wrong).await.mistakes(), ["event_type", "url"]);
}

#[tokio::test]
async fn each_status_of_an_identification_is_delivered_and_signed() {
    let sandbox = TestSandbox::start().await;
    let (mut subscriber, secret) = Subscriber::of(&sandbox, "IDENTIFICATION").await;
    let identification = Identification::created(&sandbox, HAPPY_IBAN).await;
    let id = identification.path.rsplit('/').next().unwrap();
    identification.request("de").await.expect(StatusCode::OK);
    expect(&mut subscriber, &secret, id, "pending").await;
    let at_tan = identification.bank().await.log_in().await;
    expect(&mut subscriber, &secret, id, "pending").await;
    at_tan.submit().await;
    expect(&mut subscriber, &secret, id, "authorization_required").await;
    let code = identification.code().await;
    expect(&mut subscriber, &secret, id, "confirmation_required").await;
    identification.confirm(&code).await.expect(StatusCode::OK);
    let successful = subscriber.wait_for(|event| event["status"] == "successful").await.json();
    assert_eq!(successful["completed_at"], "2026-11-23T12:00:00.000Z");
}

async fn expect(subscriber: &mut Subscriber, secret: &str, id: &str, status: &str) {
    let delivery = subscriber.next().await;
    assert_eq!(delivery.header("solaris-webhook-event-type"), "IDENTIFICATION");
    assert_eq!(delivery.header("solaris-webhook-attempt"), "1");
    assert_eq!(delivery.header("solaris-entity-id"), id);
    assert!(!delivery.header("solaris-webhook-subscription-id").is_empty());
    assert!(delivery.is_signed_with(secret));
    assert!(!delivery.is_signed_with("another secret"));
    let body = delivery.json();
    let url = body["url"].as_str().unwrap();
    let expected = json!({
        "id": id, "reference": null, "url": url, "status": status, "completed_at": null, "method": "bank",
    });
    assert_eq!(body, expected);
}

#[tokio::test]
async fn a_delivery_is_tried_until_it_is_accepted() {
    let sandbox = TestSandbox::start().await;
    let (mut subscriber, secret) = Subscriber::of(&sandbox, "IDENTIFICATION").await;
    let unavailable = StatusCode::SERVICE_UNAVAILABLE;
    subscriber.answer_with([unavailable, StatusCode::FOUND, StatusCode::UNAUTHORIZED]).await;
    Identification::requested(&sandbox, HAPPY_IBAN).await;
    let first = subscriber.next().await;
    for attempt in ["2", "3", "4"] {
        let again = subscriber.next().await;
        assert_eq!(again.header("solaris-webhook-attempt"), attempt);
        assert_eq!(again.header("solaris-webhook-id"), first.header("solaris-webhook-id"), "one event");
        assert_eq!(again.body(), first.body());
        assert!(again.is_signed_with(&secret));
    }
}

#[tokio::test]
async fn the_pauses_between_attempts_are_on_the_sandboxs_clock() {
    let sandbox = TestSandbox::start_with(BackOff(vec![TimeDelta::hours(1)])).await;
    let (mut subscriber, _) = Subscriber::of(&sandbox, "PERSON_CHANGED").await;
    subscriber.answer_with([StatusCode::SERVICE_UNAVAILABLE]).await;
    let person = sandbox.person().await;
    sandbox.patch(&person, json!({ "email": "new@example.com" })).await.expect(StatusCode::OK);
    subscriber.next().await;
    for _ in 0..20 {
        // Round trips: time for a delivery that does not wait.
        sandbox.get("/sandbox/clock").await.expect(StatusCode::OK);
    }
    assert!(subscriber.is_quiet());
    // The pause begins once the sandbox has read the answer, which cannot be seen from here: so the clock moves on.
    let moving = async {
        loop {
            sandbox.clock.advance(TimeDelta::hours(1));
            sandbox.get("/sandbox/sms").await;
        }
    };
    tokio::select! {
        again = subscriber.next() => assert_eq!(again.header("solaris-webhook-attempt"), "2"),
        () = moving => unreachable!("it moves for ever"),
    }
}

#[tokio::test]
async fn a_subscriber_that_is_gone_hears_no_more() {
    let sandbox = TestSandbox::start().await;
    let (mut leaving, _) = Subscriber::of(&sandbox, "PERSON_CHANGED").await;
    let (mut staying, _) = Subscriber::of(&sandbox, "PERSON_CHANGED").await;
    leaving.answer_with([StatusCode::GONE; 100]).await;
    let person = sandbox.person().await;
    sandbox.patch(&person, json!({ "email": "new@example.com" })).await.expect(StatusCode::OK);
    leaving.next().await;
    // Until the sandbox has read that answer it may send more; then it does not.
    for _ in 0..100 {
        sandbox.patch(&person, json!({ "email": "new@example.com" })).await.expect(StatusCode::OK);
        staying.next().await;
        sandbox.get("/sandbox/clock").await.expect(StatusCode::OK);
        if leaving.is_quiet() {
            return;
        }
    }
    panic!("the subscription goes on");
}

#[tokio::test]
async fn a_rejected_delivery_is_not_sent_again() {
    let sandbox = TestSandbox::start().await;
    let (mut subscriber, _) = Subscriber::of(&sandbox, "IDENTIFICATION").await;
    subscriber.answer_with([StatusCode::UNPROCESSABLE_ENTITY]).await;
    let identification = Identification::requested(&sandbox, HAPPY_IBAN).await;
    assert_eq!(subscriber.next().await.json()["status"], "pending");
    identification.bank().await.pay().await;
    let mut attempts = Vec::new();
    loop {
        let delivery = subscriber.next().await;
        attempts.push(delivery.header("solaris-webhook-attempt").to_owned());
        if delivery.json()["status"] == "authorization_required" {
            break;
        }
    }
    assert!(attempts.iter().all(|attempt| attempt == "1"), "{attempts:?}");
}

#[tokio::test]
async fn persons_and_numbers_are_told_without_personal_data() {
    let sandbox = TestSandbox::start().await;
    let person = sandbox.person().await;
    let id = person.rsplit('/').next().unwrap();
    let number = format!("{person}/mobile_number");
    for event_type in ["PERSON_CHANGED", "PERSON_MOBILE_NUMBER_CREATED", "PERSON_MOBILE_NUMBER_DELETED"] {
        let (mut subscriber, secret) = Subscriber::of(&sandbox, event_type).await;
        let body = json!({ "number": NUMBER });
        let answer = match event_type {
            "PERSON_CHANGED" => sandbox.patch(&person, json!({ "email": "new@example.com" })).await,
            "PERSON_MOBILE_NUMBER_CREATED" => sandbox.post(&number, body).await,
            _ => sandbox.delete(&number, body).await,
        };
        assert!(answer.status.is_success(), "{}", answer.body);
        let delivery = subscriber.next().await;
        assert_eq!(delivery.header("solaris-webhook-event-type"), event_type);
        assert_eq!(delivery.header("solaris-entity-id"), id);
        assert_eq!(delivery.json(), Value::from(serde_json::Map::new()));
        assert!(delivery.is_signed_with(&secret));
    }
}
