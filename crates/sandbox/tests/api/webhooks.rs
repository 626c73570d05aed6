use chrono::TimeDelta;
use reqwest::Method;
use serde_json::json;

use crate::support::{HAPPY, NUMBER, Subscriber, TestSandbox};

#[tokio::test]
async fn a_subscription_is_verified_at_once() {
    let sandbox = TestSandbox::start().await;
    let mut subscriber = Subscriber::start().await;
    let body = json!({ "event_type": "IDENTIFICATION", "url": subscriber.url });
    let created = sandbox.post("/v1/webhooks", body.clone()).await.expect(201);
    assert_eq!((&created["event_type"], &created["url"]), (&body["event_type"], &body["url"]));
    assert!(created["id"].is_string() && created["secret"].is_string());
    let verification = subscriber.next_unsigned().await;
    assert_eq!(verification.header("solaris-webhook-event-type"), "WEBHOOK-SUBSCRIPTION");
    assert!(verification.body.is_empty());
    subscriber.answers(404);
    let refused = sandbox.post("/v1/webhooks", body).await.errors(400);
    assert_eq!(refused, [("invalid_model".to_owned(), Some("url".to_owned()))]);
    let wrong =
        sandbox.post("/v1/webhooks", json!({ "event_type": "WEATHER", "url": "ftp://localhost" })).await;
    let fields: Vec<_> = wrong.errors(400).into_iter().filter_map(|(_, field)| field).collect();
    assert_eq!(fields, ["event_type", "url"]);
}

#[tokio::test]
async fn an_event_of_a_person_is_empty_and_names_the_person() {
    let sandbox = TestSandbox::start().await;
    let mut subscribers = Vec::new();
    for event_type in ["PERSON_CHANGED", "PERSON_MOBILE_NUMBER_CREATED", "PERSON_MOBILE_NUMBER_DELETED"] {
        let mut subscriber = sandbox.subscriber(event_type).await;
        subscriber.next_unsigned().await;
        subscribers.push((event_type, subscriber));
    }
    let person = sandbox.person().await;
    let path = format!("/v1/persons/{person}");
    sandbox.patch(&path, json!({ "title": "Dr." })).await.expect(200);
    let number = json!({ "number": NUMBER });
    sandbox.post(&format!("{path}/mobile_number"), number.clone()).await.expect(201);
    sandbox.call(Method::DELETE, &format!("{path}/mobile_number"), number).await.expect(200);
    for (event_type, subscriber) in &mut subscribers {
        let delivery = subscriber.next().await;
        assert_eq!(delivery.header("solaris-webhook-event-type"), *event_type);
        assert_eq!(delivery.header("solaris-entity-id"), person);
        assert_eq!(delivery.json(), json!({}));
    }
}

#[tokio::test]
async fn what_was_not_delivered_is_tried_again_after_pauses() {
    let sandbox = TestSandbox::start().await;
    let mut subscriber = sandbox.subscriber("IDENTIFICATION").await;
    subscriber.next_unsigned().await;
    subscriber.answers(500);
    let ids = sandbox.created(HAPPY).await;
    sandbox.patch(&ids.path("/request"), json!({})).await.expect(200);
    let first = subscriber.next().await;
    assert_eq!(first.header("solaris-webhook-attempt"), "1");
    let second = next_after(&sandbox, &mut subscriber, TimeDelta::seconds(10)).await;
    assert_eq!(second.header("solaris-webhook-attempt"), "2");
    assert_eq!(second.header("solaris-webhook-id"), first.header("solaris-webhook-id"));
    assert_eq!(second.body, first.body);
    subscriber.answers(200);
    let third = next_after(&sandbox, &mut subscriber, TimeDelta::minutes(1)).await;
    assert_eq!(third.header("solaris-webhook-attempt"), "3");
}

/// Moves the clock until the next delivery comes: the pause begins when the sandbox has read the answer before, which
/// nobody here can see.
async fn next_after(
    sandbox: &TestSandbox,
    subscriber: &mut Subscriber,
    pause: TimeDelta,
) -> crate::support::Delivery {
    let moving = async {
        loop {
            sandbox.advance(pause);
            // A round trip: time for the sandbox to look at its clock.
            sandbox.get("/sandbox/clock").await.expect(200);
        }
    };
    tokio::select! {
        delivery = subscriber.next() => delivery,
        () = moving => unreachable!("it moves for ever"),
    }
}

#[tokio::test]
async fn a_rejected_delivery_is_not_sent_again() {
    let sandbox = TestSandbox::start().await;
    let mut subscriber = sandbox.subscriber("PERSON_CHANGED").await;
    subscriber.next_unsigned().await;
    subscriber.answers(422);
    let path = format!("/v1/persons/{}", sandbox.person().await);
    sandbox.patch(&path, json!({ "title": "Dr." })).await.expect(200);
    assert_eq!(subscriber.next().await.header("solaris-webhook-attempt"), "1");
    for _ in 0..20 {
        sandbox.advance(TimeDelta::minutes(10));
        // A round trip: time for the sandbox to look at its clock.
        sandbox.get("/sandbox/clock").await.expect(200);
    }
    assert!(subscriber.is_quiet());
}

#[tokio::test]
async fn a_subscriber_that_is_gone_hears_no_more() {
    let sandbox = TestSandbox::start().await;
    let mut leaving = sandbox.subscriber("PERSON_CHANGED").await;
    leaving.next_unsigned().await;
    let mut staying = sandbox.subscriber("PERSON_CHANGED").await;
    staying.next_unsigned().await;
    leaving.answers(410);
    let path = format!("/v1/persons/{}", sandbox.person().await);
    // Until the sandbox has read the answer, it may send more; then it does not.
    for _ in 0..100 {
        sandbox.patch(&path, json!({ "title": "Dr." })).await.expect(200);
        staying.next().await;
        if leaving.is_quiet() {
            return;
        }
    }
    panic!("the subscription goes on");
}
