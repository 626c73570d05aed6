use std::time::{Duration, Instant};

use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::support::{HAPPY_IBAN, Identification, NUMBER, Subscriber, TestSandbox, create, person};

const CREATE_PERSON: &str = "POST /v1/persons";

async fn provoke(sandbox: &TestSandbox, endpoint: &str, fault: Value) {
    let body = json!({ "endpoint": endpoint, "fault": fault });
    assert_eq!(sandbox.post("/sandbox/faults", body).await.status, StatusCode::CREATED);
}

/// Calls, and how many were carried out.
async fn calls(sandbox: &TestSandbox, endpoint: &str) -> (u64, u64) {
    let calls = sandbox.get("/sandbox/calls").await.expect(StatusCode::OK);
    let calls = calls.as_array().unwrap().iter().find(|call| call["endpoint"] == endpoint);
    calls.map_or((0, 0), |call| (call["calls"].as_u64().unwrap(), call["carried_out"].as_u64().unwrap()))
}

#[tokio::test]
async fn an_error_is_answered_instead_or_afterwards() {
    let sandbox = TestSandbox::start().await;
    let error = json!({ "error": { "status": 429, "code": "too_many_requests", "retry_after": 7 } });
    provoke(&sandbox, CREATE_PERSON, json!({ "answer": error })).await;
    let refused = sandbox.request(reqwest::Method::POST, "/v1/persons").json(&person()).send().await.unwrap();
    assert_eq!((refused.status().as_u16(), &refused.headers()["retry-after"]), (429, &"7".parse().unwrap()));
    assert_eq!(calls(&sandbox, CREATE_PERSON).await, (1, 0));
    let error = json!({ "error": { "status": 500, "code": "internal", "field": "email" } });
    provoke(&sandbox, CREATE_PERSON, json!({ "answer": error, "carried_out": true })).await;
    let lost = sandbox.post("/v1/persons", person()).await.expect(StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(lost["errors"][0]["source"]["field"], "email");
    assert_eq!(calls(&sandbox, CREATE_PERSON).await, (2, 1));
    let newest = sandbox.get("/v1/persons?sort=-created_at").await.expect(StatusCode::OK);
    assert_eq!(newest.as_array().unwrap().len(), 1, "it was created");
    sandbox.person().await;
    assert_eq!(calls(&sandbox, CREATE_PERSON).await, (3, 2), "and the fault is over");
}

#[tokio::test]
async fn a_connection_is_closed_and_garbage_is_answered() {
    let sandbox = TestSandbox::start().await;
    provoke(&sandbox, CREATE_PERSON, json!({ "answer": "reset" })).await;
    let request = sandbox.request(reqwest::Method::POST, "/v1/persons").json(&person());
    assert!(request.send().await.is_err(), "there is no answer at all");
    provoke(&sandbox, CREATE_PERSON, json!({ "answer": "garbage" })).await;
    let request = sandbox.request(reqwest::Method::POST, "/v1/persons").json(&person());
    let garbage = request.send().await.unwrap();
    assert_eq!(garbage.status(), StatusCode::OK);
    assert!(garbage.json::<Value>().await.is_err());
}

#[tokio::test]
async fn an_answer_can_be_late() {
    let sandbox = TestSandbox::start().await;
    provoke(&sandbox, CREATE_PERSON, json!({ "delay": 200 })).await;
    let began = Instant::now();
    sandbox.person().await;
    assert!(began.elapsed() >= Duration::from_millis(200));
}

#[tokio::test]
async fn the_sms_gateway_can_fail() {
    let sandbox = TestSandbox::start().await;
    let number = format!("{}/mobile_number", sandbox.person().await);
    sandbox.post(&number, json!({ "number": NUMBER })).await.expect(StatusCode::CREATED);
    let error = json!({ "error": { "status": 503, "code": "sms_gateway" } });
    provoke(&sandbox, "SMS", json!({ "answer": error })).await;
    let authorize = format!("{number}/authorize");
    sandbox.post(&authorize, json!({ "number": NUMBER })).await.expect(StatusCode::SERVICE_UNAVAILABLE);
    assert!(sandbox.messages().await.is_empty());
    sandbox.post(&authorize, json!({ "number": NUMBER })).await.expect(StatusCode::CREATED);
    assert_eq!(sandbox.messages().await.len(), 1);
}

#[tokio::test]
async fn an_identification_becomes_whatever_is_asked_for() {
    let sandbox = TestSandbox::start().await;
    let (mut subscriber, _) = Subscriber::of(&sandbox, "IDENTIFICATION").await;
    let person = sandbox.verified_person().await;
    let ended = json!({ "status": "under_review", "failure_reason": "some_new_reason" });
    provoke(&sandbox, "POST /v1/persons/{person_id}/identifications", json!({ "becomes": ended })).await;
    let created = create(&sandbox, &person, HAPPY_IBAN).await.expect(StatusCode::CREATED);
    let path = format!("{person}/identifications/{}", created["id"].as_str().unwrap());
    let identification = Identification { sandbox: &sandbox, person, path };
    identification.expect("under_review", Some("some_new_reason")).await;
    subscriber.wait_for(|event| event["status"] == "under_review").await;
    assert_eq!(identification.authorize().await.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn faults_can_be_looked_at_and_taken_back() {
    let sandbox = TestSandbox::start().await;
    let unknown = json!({ "endpoint": "GET /v1/nothing", "fault": { "answer": "reset" } });
    let refused = sandbox.post("/sandbox/faults", unknown).await;
    assert!(refused.expect(StatusCode::BAD_REQUEST).to_string().contains(CREATE_PERSON), "it lists them");
    let misspelt = json!({ "endpoint": CREATE_PERSON, "fault": { "dealy": 7 } });
    sandbox.post("/sandbox/faults", misspelt).await.expect(StatusCode::BAD_REQUEST);
    provoke(&sandbox, CREATE_PERSON, json!({ "answer": "reset" })).await;
    let waiting = sandbox.get("/sandbox/faults").await.expect(StatusCode::OK);
    assert_eq!(waiting[0]["endpoint"], CREATE_PERSON);
    assert_eq!(sandbox.delete("/sandbox/faults", json!({})).await.status, StatusCode::NO_CONTENT);
    sandbox.person().await;
}

#[tokio::test]
async fn webhooks_can_be_held_back_reordered_and_repeated() {
    let sandbox = TestSandbox::start().await;
    let (mut subscriber, _) = Subscriber::of(&sandbox, "IDENTIFICATION").await;
    let command = async |body| sandbox.post("/sandbox/webhooks", body).await.status;
    assert_eq!(command(json!({ "action": "withhold" })).await, StatusCode::ACCEPTED);
    let identification = Identification::paid(&sandbox, HAPPY_IBAN).await;
    identification.expect("authorization_required", None).await;
    assert_eq!(command(json!({ "action": "release", "order": "reversed" })).await, StatusCode::ACCEPTED);
    // Pending twice: at the bank, and with the payment initiated.
    for status in ["authorization_required", "pending", "pending"] {
        assert_eq!(subscriber.next().await.json()["status"], status, "the last one first");
    }
    assert_eq!(command(json!({ "action": "duplicate" })).await, StatusCode::ACCEPTED);
    assert_eq!(subscriber.next().await.json()["status"], "authorization_required");
    let invented = json!({ "action": "send", "event_type": "IDENTIFICATION", "entity_id": "9cidt", "body": { "id": "9cidt" } });
    assert_eq!(command(invented).await, StatusCode::ACCEPTED);
    assert_eq!(subscriber.next().await.json()["id"], "9cidt");
    let listed = sandbox.get("/sandbox/webhooks").await.expect(StatusCode::OK);
    assert_eq!(listed["subscriptions"].as_array().unwrap().len(), 1);
    assert!(listed["events"].as_array().unwrap().iter().any(|event| event["state"] == "delivered"));
    assert_eq!(command(json!({ "action": "explode" })).await, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_person_can_be_deleted() {
    let sandbox = TestSandbox::start().await;
    let (mut subscriber, _) = Subscriber::of(&sandbox, "PERSON_DELETED").await;
    let person = sandbox.person().await;
    let id = person.rsplit('/').next().unwrap();
    let deleted = sandbox.delete(&format!("/sandbox/persons/{id}"), json!({})).await;
    assert_eq!(deleted.status, StatusCode::NO_CONTENT);
    sandbox.get(&person).await.expect(StatusCode::NOT_FOUND);
    let delivery = subscriber.next().await;
    assert_eq!((delivery.header("solaris-entity-id"), delivery.json()), (id, json!({})));
}
