use bankident_wire::{RejectedStage, Rejection, Stage, Step, StoppedStage};
use chrono::TimeDelta;
use serde_json::json;

use crate::support::{Customer, GOOD_IBAN, TestApp, VIDEO_URL};

fn rejection(stage: &Stage) -> Rejection {
    match stage {
        Stage::Rejected(RejectedStage { rejection, .. })
        | Stage::Stopped(StoppedStage::Rejected { rejection, .. }) => *rejection,
        other => panic!("not rejected: {other:?}"),
    }
}

#[tokio::test]
async fn a_rejected_iban_can_be_replaced() {
    let app = TestApp::start().await;
    let customer = Customer::start(&app).await;
    customer.to_iban().await;
    let rejected = customer.submit("/iban", customer.iban("DE44110101010100000008")).await;
    assert_eq!(rejection(&rejected), Rejection::PersonAccountMatchNotFound);
    assert_eq!(customer.reload().await, rejected);
    assert_eq!(customer.submit("/choose", json!({ "way": "restart" })).await, rejected, "it is not offered");
    assert_eq!(customer.submit("/choose", json!({ "way": "another-iban" })).await, Stage::Iban);
    assert_eq!(customer.submit("/iban", customer.iban(GOOD_IBAN)).await.step(), Step::Bank);
}

#[tokio::test]
async fn video_identification_ends_the_journey_here() {
    let app = TestApp::start().await;
    let customer = Customer::start(&app).await;
    customer.to_iban().await;
    for iban in ["DE22110101010100000016", "DE33110101010100000012"] {
        customer.submit("/iban", customer.iban(iban)).await;
    }
    let video = Stage::Stopped(StoppedStage::Video { url: Some(VIDEO_URL.to_owned()) });
    assert_eq!(customer.submit("/choose", json!({ "way": "video" })).await, video);
    assert_eq!(customer.reload().await, video);
    assert_eq!(customer.submit("/iban", customer.iban(GOOD_IBAN)).await, video);
}

#[tokio::test]
async fn who_is_too_slow_after_the_payment_begins_anew() {
    let app = TestApp::start().await;
    let customer = Customer::start(&app).await;
    customer.to_contract().await;
    app.advance(TimeDelta::minutes(10));
    assert_eq!(rejection(&customer.reload().await), Rejection::AccountSnapshotExpired);
    assert_eq!(customer.submit("/choose", json!({ "way": "restart" })).await, Stage::Iban);
    assert_eq!(customer.submit("/iban", customer.iban(GOOD_IBAN)).await.step(), Step::Bank);
}

/// What follows from each code, and what the customer can choose: the column "Actions" of the guide's Appendix III. Its
/// texts name video identification where it is offered here.
const ACTIONS: [(&str, Step, &[&str]); 17] = [
    // "Potential fraud attempt; onboarding should stop."
    ("IBAN_USAGE_LIMIT_EXCEEDED", Step::Stopped, &["video"]),
    // "Verify the mobile number and retry the call."
    ("MOBILE_NUMBER_NOT_VERIFIED", Step::Rejected, &["verify-number"]),
    // "Potential fraud attempt; onboarding should stop."
    ("IDENTIFICATION_ATTEMPTS_EXCEEDED", Step::Stopped, &["video"]),
    // "Stop onboarding. Ask the customer to use their existing account."
    ("ALREADY_IDENTIFIED_SUCCESSFULLY", Step::Stopped, &[]),
    // "No action needed."
    ("MATCH_FOR_PERSON_DATA_NOT_FOUND", Step::Rejected, &["video"]),
    // "The customer can try again with a different IBAN."
    ("PERSON_ACCOUNT_MATCH_NOT_FOUND", Step::Rejected, &["another-iban", "video"]),
    // "The customer cannot be onboarded with this identification method."
    ("PREVIOUS_IDENT_NOT_FOUND", Step::Rejected, &["video"]),
    // "Ask the customer to enter the missing data and retry the call."
    ("PERSON_MISSING_REQUIRED_DATA", Step::Rejected, &["complete-data"]),
    // "Contact Solaris."
    ("DEPENDENCY_ERROR", Step::Rejected, &["retry"]),
    // "Check the request JSON body and retry the call. Contact Solaris if the issue is not solved."
    ("INVALID_MODEL", Step::Rejected, &["retry"]),
    // "Contact Solaris."
    ("INTERNAL_REQUEST_ERROR", Step::Rejected, &["retry"]),
    // "Contact Solaris."
    ("GENERIC_ERROR", Step::Rejected, &["retry"]),
    // "The customer can try again with a bank account of which they are the account holder."
    ("ACCESS_BY_AUTHORIZED_HOLDER", Step::Rejected, &["another-iban", "video"]),
    // "A new identification must be created for the customer to restart the process."
    ("EXPIRED", Step::Rejected, &["restart"]),
    // "The customer can try again with a different IBAN."
    ("ACCOUNT_SNAPSHOT_FAILED", Step::Rejected, &["another-iban"]),
    // "The customer must use an account solely owned by them."
    ("JOINT_ACCOUNT", Step::Rejected, &["another-iban", "video"]),
    // "They must restart the process."
    ("ACCOUNT_SNAPSHOT_EXPIRED", Step::Rejected, &["restart"]),
];

const WAYS: [&str; 6] = ["another-iban", "video", "complete-data", "verify-number", "restart", "retry"];

#[tokio::test]
async fn every_code_has_the_guides_action() {
    let app = TestApp::start_without_webhooks().await;
    for (code, step, ways) in ACTIONS {
        for way in WAYS {
            let customer = Customer::start(&app).await;
            customer.to_iban().await;
            let status = if code == "ALREADY_IDENTIFIED_SUCCESSFULLY" { 422 } else { 412 };
            let refused = json!({ "kind": "status", "status": status, "code": code });
            app.provoke("POST /v1/persons/{person_id}/identifications", 1, refused).await;
            let stage = customer.submit("/iban", customer.iban(GOOD_IBAN)).await;
            assert_eq!((stage.step(), rejection(&stage).code()), (step, code));
            let chosen = customer.submit("/choose", json!({ "way": way })).await;
            assert_eq!(chosen != stage, ways.contains(&way), "{code}: {way}");
        }
    }
}
