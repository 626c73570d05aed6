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
