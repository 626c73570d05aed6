use bankident_wire::{ProblemCode, Stage, Step};
use chrono::TimeDelta;
use serde_json::json;

use crate::support::{Customer, MOBILE_CODE, TestApp};

fn rejected() -> [(String, &'static str); 1] {
    [("token".to_owned(), "rejected")]
}

#[tokio::test]
async fn a_wrong_mobile_code_can_be_corrected() {
    let app = TestApp::start().await;
    let customer = Customer::start(&app).await;
    let stage = customer.to_mobile_code().await;
    assert_eq!(customer.mistakes("/mobile-code", json!({ "token": "000000" })).await, rejected());
    assert_eq!(
        customer.mistakes("/mobile-code", json!({ "token": "12" })).await,
        [("token".to_owned(), "invalid")]
    );
    assert_eq!(customer.reload().await, stage);
    assert_eq!(customer.submit("/mobile-code", json!({ "token": MOBILE_CODE })).await.step(), Step::Iban);
}

#[tokio::test]
async fn another_mobile_code_is_sent_after_half_a_minute() {
    let app = TestApp::start().await;
    let customer = Customer::start(&app).await;
    customer.to_mobile_code().await;
    app.advance(TimeDelta::seconds(10));
    let problem = customer.fail("/mobile-code/resend", json!({})).await;
    assert_eq!((problem.code, problem.retry_after), (ProblemCode::TooSoon, Some(20)));
    app.advance(TimeDelta::seconds(20));
    let Stage::MobileCode(code) = customer.submit("/mobile-code/resend", json!({})).await else {
        panic!("mobile-code")
    };
    assert_eq!(code.resend_at, app.now() + TimeDelta::seconds(30));
    assert_eq!(app.sms_count().await, 2);
}

#[tokio::test]
async fn a_wrong_signature_code_can_be_corrected() {
    let app = TestApp::start().await;
    let customer = Customer::start(&app).await;
    let stage = customer.to_sign().await;
    let token = app.code("signature").await;
    let wrong = if token == "000000" { "111111" } else { "000000" };
    assert_eq!(customer.mistakes("/sign", json!({ "token": wrong })).await, rejected());
    assert_eq!(customer.reload().await, stage);
    let mut stages = customer.stages().await;
    customer.sign(&mut stages).await;
}

#[tokio::test]
async fn another_signature_code_is_sent_after_five_minutes() {
    let app = TestApp::start().await;
    let customer = Customer::start(&app).await;
    customer.to_sign().await;
    app.advance(TimeDelta::seconds(60));
    let problem = customer.fail("/sign/resend", json!({})).await;
    assert_eq!((problem.code, problem.retry_after), (ProblemCode::TooSoon, Some(240)));
    app.advance(TimeDelta::seconds(240));
    let sent = app.sms_count().await;
    assert_eq!(customer.submit("/sign/resend", json!({})).await.step(), Step::Sign);
    assert_eq!(app.sms_count().await, sent + 1);
}
