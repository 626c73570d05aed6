//! Each kind of fault, and the counts that prove what was carried out.

use std::{
    error::Error,
    io,
    time::{Duration, Instant},
};

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::support::{HAPPY_IBAN, Identification, NUMBER, Subscriber, TestSandbox, create, person};

const PERSONS: &str = "POST /v1/persons";
const IDENTIFICATIONS: &str = "POST /v1/persons/{person_id}/identifications";
const AUTHORIZE: &str = "PATCH /v1/persons/{person_id}/identifications/{id}/authorize";
const CONFIRM: &str = "PATCH /v1/persons/{person_id}/identifications/{id}/confirm";

impl TestSandbox {
    async fn provoke(&self, endpoint: &str, fault: Value) {
        let body = json!({ "endpoint": endpoint, "fault": fault });
        self.post("/sandbox/faults", body).await.expect(StatusCode::CREATED);
    }

    /// How often it was called, and carried out.
    async fn calls(&self, endpoint: &str) -> (u64, u64) {
        let calls = self.get("/sandbox/calls").await.expect(StatusCode::OK);
        let counted = calls.as_array().unwrap().iter().find(|one| one["endpoint"] == endpoint).unwrap();
        (counted["calls"].as_u64().unwrap(), counted["carried_out"].as_u64().unwrap())
    }

    /// Creates a person, which fails; why.
    async fn fail_to_create(&self) -> reqwest::Error {
        self.request(Method::POST, "/v1/persons").json(&person()).send().await.unwrap_err()
    }
}

#[tokio::test]
async fn an_error_is_answered_as_often_as_asked_for() {
    let sandbox = TestSandbox::start().await;
    let fault = json!({
        "kind": "status", "status": 429, "code": "too_many_requests", "title": "Too Many", "detail": "slow down",
        "field": "email", "retry_after": 7,
    });
    let body = json!({ "endpoint": PERSONS, "calls": 2, "fault": fault });
    let added = sandbox.post("/sandbox/faults", body.clone()).await.expect(StatusCode::CREATED);
    assert_eq!((&added["endpoint"], &added["calls"]), (&body["endpoint"], &body["calls"]));
    let response = sandbox.request(Method::POST, "/v1/persons").json(&person()).send().await.unwrap();
    assert_eq!(
        (response.status().as_u16(), &response.headers()["retry-after"]),
        (429, &"7".parse().unwrap())
    );
    let error = &response.json::<Value>().await.unwrap()["errors"][0];
    assert_eq!((&error["code"], &error["title"]), (&json!("too_many_requests"), &json!("Too Many")));
    assert_eq!(error["source"], json!({ "field": "email", "message": "slow down" }));
    assert_eq!(sandbox.post("/v1/persons", person()).await.refused(429), "too_many_requests");
    assert_eq!(sandbox.calls(PERSONS).await, (2, 0));
    sandbox.person().await;
    assert_eq!(sandbox.calls(PERSONS).await, (3, 1));
}

#[tokio::test]
async fn an_error_can_follow_a_call_that_was_carried_out() {
    let sandbox = TestSandbox::start().await;
    let person = sandbox.verified_person().await;
    let fault = json!({ "kind": "status", "status": 504, "code": "timeout", "carried_out": true });
    sandbox.provoke(IDENTIFICATIONS, fault).await;
    assert_eq!(create(&sandbox, &person, HAPPY_IBAN).await.refused(504), "timeout");
    assert_eq!(sandbox.calls(IDENTIFICATIONS).await, (1, 1));
    let listed = sandbox.get(&format!("{person}/identifications")).await.expect(StatusCode::OK);
    assert_eq!(listed.as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn the_connection_is_reset_before_or_after_the_call_is_carried_out() {
    let sandbox = TestSandbox::start().await;
    for (carried_out, counted) in [(false, (1, 0)), (true, (2, 1))] {
        sandbox.provoke(PERSONS, json!({ "kind": "reset", "carried_out": carried_out })).await;
        let error = sandbox.fail_to_create().await;
        assert!(is_reset(&error), "{error:?}");
        assert_eq!(sandbox.calls(PERSONS).await, counted);
    }
    sandbox.person().await;
}

fn is_reset(error: &reqwest::Error) -> bool {
    let causes = std::iter::successors(error.source(), |&cause| cause.source());
    let mut causes = causes.filter_map(|cause| cause.downcast_ref::<io::Error>());
    causes.any(|cause| cause.kind() == io::ErrorKind::ConnectionReset)
}

#[tokio::test]
async fn garbage_is_no_json() {
    let sandbox = TestSandbox::start().await;
    for (carried_out, counted) in [(false, (1, 0)), (true, (2, 1))] {
        sandbox.provoke(PERSONS, json!({ "kind": "garbage", "carried_out": carried_out })).await;
        let response = sandbox.request(Method::POST, "/v1/persons").json(&person()).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        assert!(response.json::<Value>().await.unwrap_err().is_decode());
        assert_eq!(sandbox.calls(PERSONS).await, counted);
    }
}

#[tokio::test]
async fn a_delayed_call_is_carried_out_late() {
    let sandbox = TestSandbox::start().await;
    sandbox.provoke(PERSONS, json!({ "kind": "delay", "milliseconds": 30 })).await;
    let begun = Instant::now();
    sandbox.person().await;
    assert!(begun.elapsed() >= Duration::from_millis(30));
    assert_eq!(sandbox.calls(PERSONS).await, (1, 1));
}

#[tokio::test]
async fn an_answer_can_come_too_late_for_a_call_that_was_carried_out() {
    let sandbox = TestSandbox::start().await;
    let an_hour = json!({ "kind": "delay", "milliseconds": 3_600_000, "carried_out": true });
    sandbox.provoke(PERSONS, an_hour).await;
    let carried_out = async {
        while sandbox.calls(PERSONS).await != (1, 1) {
            // Another round trip.
        }
    };
    tokio::select! {
        path = sandbox.person() => panic!("{path} was answered at once"),
        () = carried_out => {}
    }
}

#[tokio::test]
async fn each_endpoint_has_its_own_queue() {
    let sandbox = TestSandbox::start().await;
    let late = json!({ "kind": "status", "status": 503, "code": "late" });
    let sorry = json!({ "kind": "status", "status": 500, "code": "sorry" });
    for (endpoint, fault) in [(PERSONS, &late), ("POST /oauth/token", &late), (PERSONS, &sorry)] {
        sandbox.provoke(endpoint, fault.clone()).await;
    }
    let waiting = sandbox.get("/sandbox/faults").await.expect(StatusCode::OK);
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let waiting = waiting.as_array().unwrap().iter();
    let waiting: Vec<_> = waiting.map(|one| [text(&one["endpoint"]), text(&one["fault"]["code"])]).collect();
    assert_eq!(waiting, [["POST /oauth/token", "late"], [PERSONS, "late"], [PERSONS, "sorry"]]);
    assert_eq!(sandbox.post("/v1/persons", person()).await.refused(503), "late");
    assert_eq!(sandbox.post("/v1/persons", person()).await.refused(500), "sorry");
    assert_eq!(sandbox.post("/oauth/token", json!({})).await.refused(503), "late");
    sandbox.provoke(PERSONS, sorry).await;
    sandbox.delete("/sandbox/faults", Value::Null).await.expect(StatusCode::NO_CONTENT);
    assert_eq!(sandbox.get("/sandbox/faults").await.expect(StatusCode::OK), json!([]));
    sandbox.person().await;
}

#[tokio::test]
async fn an_identification_becomes_what_was_asked_for() {
    let sandbox = TestSandbox::start().await;
    let (mut subscriber, _) = Subscriber::of(&sandbox, "IDENTIFICATION").await;
    for (status, reason) in [
        ("failed", Some("JOINT_ACCOUNT")),
        ("failed", Some("joint_account")),
        ("failed", None),
        ("expired", Some("SOMETHING_NEW")),
        ("under_review", None),
        ("confirmed", None),
    ] {
        let person = sandbox.verified_person().await;
        let becomes = json!({ "kind": "becomes", "status": status, "failure_reason": reason });
        sandbox.provoke(IDENTIFICATIONS, becomes).await;
        let created = create(&sandbox, &person, HAPPY_IBAN).await.expect(StatusCode::CREATED);
        assert_eq!((&created["status"], &created["failure_reason"]), (&json!(status), &json!(reason)));
        let told = subscriber.next().await.json();
        assert_eq!((&told["id"], &told["status"]), (&created["id"], &json!(status)));
        let id = created["id"].as_str().unwrap();
        assert_eq!(
            sandbox.get(&format!("{person}/identifications/{id}")).await.expect(StatusCode::OK)["status"],
            status
        );
    }
}

#[tokio::test]
async fn every_call_about_an_identification_can_change_it() {
    let sandbox = TestSandbox::start().await;
    let unknown = json!({ "kind": "becomes", "status": "under_review" });
    let created = Identification::created(&sandbox, HAPPY_IBAN).await;
    sandbox.provoke("PATCH /v1/persons/{person_id}/identifications/{id}/request", unknown.clone()).await;
    assert_eq!(created.request("de").await.expect(StatusCode::OK)["status"], "under_review");

    let paid = Identification::paid(&sandbox, HAPPY_IBAN).await;
    sandbox.provoke(AUTHORIZE, unknown.clone()).await;
    assert_eq!(paid.authorize().await.expect(StatusCode::OK)["status"], "under_review");

    let signing = Identification::paid(&sandbox, HAPPY_IBAN).await;
    let code = signing.code().await;
    sandbox.provoke(CONFIRM, unknown).await;
    assert_eq!(signing.confirm(&code).await.expect(StatusCode::OK)["status"], "under_review");
    signing.expect("under_review", None).await;
}

#[tokio::test]
async fn from_a_known_status_the_journey_goes_on() {
    let sandbox = TestSandbox::start().await;
    sandbox.provoke(IDENTIFICATIONS, json!({ "kind": "becomes", "status": "authorization_required" })).await;
    let identification = Identification::created(&sandbox, HAPPY_IBAN).await;
    let code = identification.code().await;
    assert_eq!(identification.confirm(&code).await.expect(StatusCode::OK)["status"], "confirmed");
}

#[tokio::test]
async fn the_sms_gateway_fails_and_nothing_has_changed() {
    let sandbox = TestSandbox::start().await;
    let identification = Identification::paid(&sandbox, HAPPY_IBAN).await;
    let before = sandbox.calls("SMS").await;
    sandbox.provoke("SMS", json!({ "kind": "not_sent" })).await;
    assert_eq!(identification.authorize().await.refused(503), "service_unavailable");
    identification.expect("authorization_required", None).await;
    assert_eq!(sandbox.messages().await.len(), 1, "the one that verified the number");
    assert_eq!(sandbox.calls("SMS").await, (before.0 + 1, before.1));
    identification.code().await;
    assert_eq!(sandbox.calls("SMS").await, (before.0 + 2, before.1 + 1));
}

#[tokio::test]
async fn an_sms_can_be_lost_on_its_way() {
    let sandbox = TestSandbox::start().await;
    let person = sandbox.person().await;
    let number = json!({ "number": NUMBER });
    sandbox.post(&format!("{person}/mobile_number"), number.clone()).await.expect(StatusCode::CREATED);
    sandbox.provoke("SMS", json!({ "kind": "not_sent", "carried_out": true })).await;
    let authorize = format!("{person}/mobile_number/authorize");
    sandbox.post(&authorize, number.clone()).await.expect(StatusCode::CREATED);
    assert_eq!(sandbox.messages().await.len(), 0);
    sandbox.post(&authorize, number).await.expect(StatusCode::CREATED);
    assert_eq!(sandbox.messages().await.len(), 1);
    assert_eq!(sandbox.calls("SMS").await, (2, 1));
}

#[tokio::test]
async fn a_wrong_fault_is_refused_with_what_is_right() {
    let sandbox = TestSandbox::start().await;
    let refused =
        sandbox.post("/sandbox/faults", json!({ "endpoint": "POST /v2", "fault": {"kind": "reset"} })).await;
    let detail = refused.body["errors"][0]["detail"].as_str().unwrap().to_owned();
    for known in [PERSONS, CONFIRM, "POST /oauth/token", "SMS"] {
        assert!(detail.contains(known), "{detail}");
    }
    assert_eq!(refused.mistakes(), ["endpoint"]);
    for (endpoint, fault) in [
        (PERSONS, json!({ "kind": "flood" })),
        (PERSONS, json!({ "kind": "delay" })),
        (PERSONS, json!({ "kind": "reset", "after": 3 })),
        (PERSONS, json!({ "kind": "status", "status": 200, "code": "ok" })),
        (PERSONS, json!({ "kind": "status", "status": 500, "code": "sorry", "reply_after": 3 })),
        (PERSONS, json!({ "kind": "becomes", "status": "failed" })),
        (PERSONS, json!({ "kind": "not_sent" })),
        ("SMS", json!({ "kind": "reset" })),
    ] {
        let body = json!({ "endpoint": endpoint, "fault": fault });
        assert_eq!(sandbox.post("/sandbox/faults", body).await.mistakes(), ["fault"], "{fault}");
    }
    let body = json!({ "endpoint": PERSONS, "calls": 0, "fault": { "kind": "reset" } });
    assert_eq!(sandbox.post("/sandbox/faults", body).await.mistakes(), ["calls"]);
    assert_eq!(sandbox.post("/sandbox/faults", json!({})).await.mistakes(), ["endpoint", "fault"]);
    assert_eq!(sandbox.get("/sandbox/faults").await.expect(StatusCode::OK), json!([]));
}
