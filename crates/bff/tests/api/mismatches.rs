//! 409 `expectation_mismatch`, on whichever call (the guide, Appendix II, rows DE55 and DE66), and an identification that fails
//! while it is created (Step 3: "the status of the identification will be `failed`").

use bankident_wire::{RejectedStage, Rejection, Stage, Step, StoppedStage};
use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::support::{Customer, GOOD_IBAN, TestApp};

const CREATE: &str = "POST /v1/persons/{person_id}/identifications";
const REQUEST: &str = "PATCH /v1/persons/{person_id}/identifications/{id}/request";
const SNAPSHOT: &str = "GET /v1/persons/{person_id}/identifications/{id}/account_snapshot";
const IDENTIFICATION: &str = "GET /v1/persons/{person_id}/identifications/{id}";

fn mismatch() -> Value {
    json!({ "kind": "status", "status": 409, "code": "expectation_mismatch" })
}

/// What the identification says of itself when it is read after the mismatch, and what the customer reads.
fn reasons() -> [(&'static str, Option<&'static str>, Rejection); 4] {
    [
        ("failed", Some("JOINT_ACCOUNT"), Rejection::JointAccount),
        ("failed", Some("account_snapshot_failed"), Rejection::AccountSnapshotFailed),
        // It can be as it was, with a reason or without one.
        ("pending", Some("JOINT_ACCOUNT"), Rejection::JointAccount),
        ("pending", None, Rejection::AccountSnapshotFailed),
    ]
}

fn answer(status: &str, failure_reason: Option<&str>) -> Value {
    let body = json!({ "id": "1cidt", "url": null, "status": status, "failure_reason": failure_reason });
    json!({ "kind": "answer", "body": body })
}

#[track_caller]
fn is_rejected(stage: &Stage, expected: Rejection, what: &str) {
    match stage {
        Stage::Rejected(RejectedStage { rejection, .. })
        | Stage::Stopped(StoppedStage::Rejected { rejection, .. }) => {
            assert_eq!(*rejection, expected, "{what}")
        }
        other => panic!("{what}: {other:?}"),
    }
}

#[tokio::test]
async fn there_is_no_account_snapshot() {
    let app = TestApp::start_without_webhooks().await;
    for (status, reason, expected) in reasons() {
        let customer = Customer::start(&app).await;
        customer.to_bank().await;
        app.provoke(SNAPSHOT, 1, mismatch()).await;
        app.provoke(IDENTIFICATION, 1, answer(status, reason)).await;
        app.advance(TimeDelta::seconds(3));
        let before = app.calls(SNAPSHOT).await;
        let stage = customer.reload().await;
        is_rejected(&stage, expected, &format!("{status} {reason:?}"));
        let asked = if status == "failed" { 0 } else { 1 };
        assert_eq!(app.calls(SNAPSHOT).await - before, asked, "who has failed is not asked");
        app.forget_faults().await;
        app.advance(TimeDelta::seconds(3));
        assert_eq!(customer.reload().await, stage);
    }
}

#[tokio::test]
async fn the_request_meets_another_status() {
    let app = TestApp::start_without_webhooks().await;
    let created = ("created", None, Rejection::AccountSnapshotFailed);
    for (status, reason, expected) in reasons().into_iter().filter(|row| row.0 == "failed").chain([created]) {
        let customer = Customer::start(&app).await;
        customer.to_iban().await;
        app.provoke(REQUEST, 1, mismatch()).await;
        app.provoke(IDENTIFICATION, 1, answer(status, reason)).await;
        let stage = customer.submit("/iban", customer.iban(GOOD_IBAN)).await;
        is_rejected(&stage, expected, &format!("{status} {reason:?}"));
        app.forget_faults().await;
    }
}

#[tokio::test]
async fn an_identification_can_fail_while_it_is_created() {
    let app = TestApp::start_without_webhooks().await;
    for (reason, expected) in [
        ("MATCH_FOR_PERSON_DATA_NOT_FOUND", Rejection::MatchForPersonDataNotFound),
        ("person_account_match_not_found", Rejection::PersonAccountMatchNotFound),
        ("PREVIOUS_IDENT_NOT_FOUND", Rejection::PreviousIdentNotFound),
        ("IBAN_USAGE_LIMIT_EXCEEDED", Rejection::IbanUsageLimitExceeded),
        ("SOMETHING_NEW", Rejection::GenericError),
    ] {
        let customer = Customer::start(&app).await;
        customer.to_iban().await;
        // 201, with the status `failed`.
        let failed = json!({ "kind": "becomes", "status": "failed", "failure_reason": reason });
        app.provoke(CREATE, 1, failed).await;
        let (requests, carried_out) = (app.calls(REQUEST).await, app.carried_out(CREATE).await);
        let stage = customer.submit("/iban", customer.iban(GOOD_IBAN)).await;
        is_rejected(&stage, expected, reason);
        assert_eq!(app.carried_out(CREATE).await, carried_out + 1, "{reason}");
        assert_eq!(app.calls(REQUEST).await, requests, "{reason}: there is nothing to request");
    }
    let customer = Customer::start(&app).await;
    customer.to_iban().await;
    assert_eq!(customer.submit("/iban", customer.iban(GOOD_IBAN)).await.step(), Step::Bank);
}
