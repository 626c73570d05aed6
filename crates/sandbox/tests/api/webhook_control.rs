//! `/sandbox/webhooks`: events as no subscriber likes them.

use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::support::{Subscriber, TestSandbox};

impl TestSandbox {
    async fn webhooks(&self, action: Value) -> Value {
        self.post("/sandbox/webhooks", action).await.expect(StatusCode::OK)
    }

    async fn change(&self, person: &str) {
        self.patch(person, json!({ "email": "new@example.com" })).await.expect(StatusCode::OK);
    }
}

#[tokio::test]
async fn subscriptions_and_events_are_listed() {
    let sandbox = TestSandbox::start().await;
    let (mut subscriber, _) = Subscriber::of(&sandbox, "PERSON_CHANGED").await;
    let person = sandbox.person().await;
    sandbox.change(&person).await;
    let delivery = subscriber.next().await;
    let listed = loop {
        let listed = sandbox.get("/sandbox/webhooks").await.expect(StatusCode::OK);
        // The sandbox reads the answer after it was given.
        if listed["events"][0]["state"] != "underway" {
            break listed;
        }
    };
    let subscription = &listed["subscriptions"][0];
    assert_eq!(
        (&listed["withholding"], &subscription["event_type"]),
        (&json!(false), &json!("PERSON_CHANGED"))
    );
    assert!(subscription.get("secret").is_none());
    let expected = json!([{
        "id": delivery.header("solaris-webhook-id"), "event_type": "PERSON_CHANGED",
        "entity_id": person.rsplit('/').next().unwrap(), "body": {}, "subscription_id": subscription["id"],
        "attempts": 1, "state": "delivered",
    }]);
    assert_eq!(listed["events"], expected);
}

#[tokio::test]
async fn an_invented_event_is_sent_and_signed() {
    let sandbox = TestSandbox::start().await;
    let (mut subscriber, secret) = Subscriber::of(&sandbox, "IDENTIFICATION").await;
    let body = json!({ "id": "1cidt", "status": "under_review" });
    let action =
        json!({ "action": "send", "event_type": "IDENTIFICATION", "entity_id": "1cidt", "body": body });
    let after = sandbox.webhooks(action).await;
    assert_eq!(after["events"][0]["state"], "delivered");
    let delivery = subscriber.next().await;
    assert!(delivery.is_signed_with(&secret));
    assert_eq!((delivery.json(), delivery.header("solaris-entity-id")), (body, "1cidt"));

    let unknown = json!({ "action": "send", "event_type": "WEATHER", "entity_id": "1cper" });
    assert_eq!(sandbox.post("/sandbox/webhooks", unknown.clone()).await.mistakes(), ["event_type"]);
    let mut named = unknown;
    named["subscription_id"] = after["subscriptions"][0]["id"].clone();
    sandbox.webhooks(named).await;
    let delivery = subscriber.next().await;
    assert!(delivery.is_signed_with(&secret));
    assert_eq!((delivery.header("solaris-webhook-event-type"), delivery.body()), ("WEATHER", &b"{}"[..]));
}

#[tokio::test]
async fn an_event_can_come_twice() {
    let sandbox = TestSandbox::start().await;
    let (mut subscriber, _) = Subscriber::of(&sandbox, "PERSON_CHANGED").await;
    let person = sandbox.person().await;
    let mut ids = Vec::new();
    for _ in 0..2 {
        sandbox.change(&person).await;
        ids.push(subscriber.next().await.header("solaris-webhook-id").to_owned());
    }
    for (action, id) in [
        (json!({ "action": "duplicate" }), &ids[1]),
        (json!({ "action": "duplicate", "id": ids[0] }), &ids[0]),
    ] {
        sandbox.webhooks(action).await;
        let again = subscriber.next().await;
        assert_eq!(
            (again.header("solaris-webhook-id"), again.header("solaris-webhook-attempt")),
            (id.as_str(), "2")
        );
    }
}

#[tokio::test]
async fn what_is_withheld_comes_in_the_order_asked_for() {
    let sandbox = TestSandbox::start().await;
    let (mut subscriber, _) = Subscriber::of(&sandbox, "PERSON_CHANGED").await;
    let persons = [sandbox.person().await, sandbox.person().await, sandbox.person().await];
    let ids = persons.each_ref().map(|person| person.rsplit('/').next().unwrap());
    let [first, second, third] = ids;
    for (order, expected) in [("as_sent", [first, second, third]), ("reversed", [third, second, first])] {
        assert_eq!(sandbox.webhooks(json!({ "action": "withhold" })).await["withholding"], true);
        for person in &persons {
            sandbox.change(person).await;
        }
        let listed = sandbox.get("/sandbox/webhooks").await.expect(StatusCode::OK);
        let events = listed["events"].as_array().unwrap();
        assert_eq!(events.iter().filter(|event| event["state"] == "withheld").count(), 3);
        assert!(subscriber.is_quiet());
        let released = sandbox.webhooks(json!({ "action": "release", "order": order })).await;
        assert_eq!(released["withholding"], false);
        assert!(released["events"].as_array().unwrap().iter().all(|event| event["state"] == "delivered"));
        for id in expected {
            assert_eq!(subscriber.next().await.header("solaris-entity-id"), id, "{order}");
        }
    }
    sandbox.change(&persons[0]).await;
    assert_eq!(subscriber.next().await.header("solaris-entity-id"), first, "nothing is withheld any more");
}

#[tokio::test]
async fn a_wrong_action_is_refused_with_what_is_wrong() {
    let sandbox = TestSandbox::start().await;
    for (action, field) in [
        (json!({}), "action"),
        (json!({ "action": "shout" }), "action"),
        (json!({ "action": "duplicate" }), "id"),
        (json!({ "action": "duplicate", "id": "1whev" }), "id"),
        (json!({ "action": "release", "order": "shuffled" }), "order"),
        (json!({ "action": "send", "entity_id": "1cper" }), "event_type"),
        (json!({ "action": "send", "event_type": "WEATHER" }), "entity_id"),
        (json!({ "action": "send", "event_type": "WEATHER", "entity_id": "a\nb" }), "entity_id"),
        (json!({ "action": "send", "event_type": "WEATHER", "entity_id": "1", "body": [] }), "body"),
        (
            json!({ "action": "send", "event_type": "WEATHER", "entity_id": "1", "subscription_id": "1whsub" }),
            "subscription_id",
        ),
    ] {
        assert_eq!(sandbox.post("/sandbox/webhooks", action.clone()).await.mistakes(), [field], "{action}");
    }
}
