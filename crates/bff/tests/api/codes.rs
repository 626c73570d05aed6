use bankident_wire::{
    Field, FieldProblem, MobileStage, ProblemCode, RejectedStage, Rejection, SignPhase, SignStage, Stage,
    Step,
};
use chrono::TimeDelta;
use reqwest::Method;
use serde_json::json;

use crate::support::{Customer, MOBILE_CODE, NUMBER, TestApp};

const CONFIRM: &str = "PATCH /v1/persons/{person_id}/identifications/{id}/confirm";

fn rejected(field: &str) -> [(String, &'static str); 1] {
    [(field.to_owned(), "rejected")]
}

#[tokio::test]
async fn a_wrong_mobile_code_can_be_corrected() {
    let app = TestApp::start().await;
    let customer = Customer::start(&app).await;
    let stage = customer.to_mobile_code().await;
    assert_eq!(customer.mistakes("/mobile-code", json!({ "token": "000000" })).await, rejected("token"));
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
async fn a_number_that_is_gone_is_asked_for_again() {
    let app = TestApp::start_without_webhooks().await;
    for (command, body) in
        [("/mobile-code", json!({ "token": MOBILE_CODE })), ("/mobile-code/resend", json!({}))]
    {
        let customer = Customer::start(&app).await;
        customer.to_mobile_code().await;
        let person_id = customer.stored().await.application.person_id().unwrap().to_owned();
        let number = format!("/v1/persons/{person_id}/mobile_number");
        app.meanwhile(Method::DELETE, &number, Some(json!({ "number": NUMBER }))).await;
        app.advance(TimeDelta::seconds(30));
        assert_eq!(customer.submit(command, body).await.step(), Step::Mobile, "{command}");
        assert_eq!(customer.submit("/mobile", json!({ "number": NUMBER })).await.step(), Step::MobileCode);
    }
}

#[tokio::test]
async fn a_wrong_signature_code_can_be_corrected() {
    let app = TestApp::start().await;
    let customer = Customer::start(&app).await;
    let stage = customer.to_sign().await;
    let token = app.code("signature").await;
    let wrong = if token == "000000" { "111111" } else { "000000" };
    assert_eq!(customer.mistakes("/sign", json!({ "token": wrong })).await, rejected("signature_token"));
    assert_eq!(customer.reload().await, stage);
    let mut stages = customer.stages().await;
    customer.sign(&mut stages).await;
}

/// The guide does not say what the API answers to a wrong code. Whatever it is, the identification goes on.
#[tokio::test]
async fn whatever_refuses_a_signature_code_it_can_be_corrected() {
    let app = TestApp::start().await;
    for (status, code) in [
        (403, "invalid_tan"),
        (403, "-"),
        (400, "invalid_model"),
        (400, "token_is_wrong"),
        (412, "SOMETHING_NEW"),
        (422, "invalid_token"),
    ] {
        let customer = Customer::start(&app).await;
        let stage = customer.to_sign().await;
        app.provoke(CONFIRM, 1, json!({ "kind": "status", "status": status, "code": code })).await;
        let problem = customer.fail("/sign", json!({ "token": "1234" })).await;
        assert_eq!(problem.errors, [Field::SignatureToken.is(FieldProblem::Rejected)], "{status} {code}");
        assert_eq!(problem.tries_left, Some(4), "{status} {code}");
        assert_eq!(customer.reload().await, stage, "{status} {code}");
        let mut stages = customer.stages().await;
        customer.sign(&mut stages).await;
    }
}

#[tokio::test]
async fn what_refuses_the_identification_is_no_wrong_code() {
    let app = TestApp::start().await;
    let customer = Customer::start(&app).await;
    customer.to_sign().await;
    app.provoke(CONFIRM, 1, json!({ "kind": "status", "status": 412, "code": "JOINT_ACCOUNT" })).await;
    assert_eq!(customer.submit("/sign", json!({ "token": "1234" })).await.step(), Step::Rejected);
}

#[tokio::test]
async fn the_screen_names_the_reference_of_the_sms() {
    let app = TestApp::start().await;
    let customer = Customer::start(&app).await;
    let quoted = async |stage: Stage| {
        let Stage::Sign(SignStage { phase: SignPhase::CodeSent { reference: Some(reference), .. }, .. }) =
            stage
        else {
            panic!("{stage:?}")
        };
        assert!(app.sms("signature").await["text"].as_str().unwrap().contains(&reference), "{reference}");
        reference
    };
    let first = quoted(customer.to_sign().await).await;
    assert_eq!(quoted(customer.reload().await).await, first);
    app.advance(TimeDelta::minutes(5));
    assert_ne!(quoted(customer.submit("/sign/resend", json!({})).await).await, first);
}

/// The guide's two rows of DE77 (Appendix II), beside those of every other account (Step 5), within the five minutes of a code.
#[tokio::test]
async fn another_code_replaces_the_one_before_only_where_the_guide_says_so() {
    let app = TestApp::start().await;
    for (iban, valid, end) in
        [("DE77110101010100000093", "new", Step::Rejected), ("DE11110101010100000020", "old", Step::Done)]
    {
        let customer = Customer::start(&app).await;
        let mut stages = customer.stages().await;
        customer.to_iban().await;
        let bank = customer.bank_of(customer.submit("/iban", customer.iban(iban)).await);
        bank.log_in().await.confirm().await;
        stages.until(|stage| matches!(stage, Stage::Contract(_))).await;
        customer.submit_contract().await;
        let old = app.code("signature").await;
        // The wizard waits for five minutes. Somebody else does not.
        app.meanwhile_authorized(&customer).await;
        let new = app.code("signature").await;
        assert_ne!(old, new);
        let (wrong, right) = if valid == "new" { (old, new) } else { (new, old) };
        assert_eq!(
            customer.mistakes("/sign", json!({ "token": wrong })).await,
            rejected("signature_token"),
            "{iban}"
        );
        customer.submit("/sign", json!({ "token": right })).await;
        let stage = stages.until(|stage| stage.step() == end).await;
        if let Stage::Rejected(RejectedStage { rejection, .. }) = stage {
            assert_eq!(rejection, Rejection::DependencyError, "the row before: Swisscom refuses");
        }
    }
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

#[tokio::test]
async fn after_five_wrong_codes_only_another_one_helps() {
    let app = TestApp::start().await;
    let customer = Customer::start(&app).await;
    customer.to_mobile_code().await;
    let confirm = "POST /v1/persons/{person_id}/mobile_number/confirm";
    for tries_left in [4, 3, 2, 1] {
        let problem = customer.fail("/mobile-code", json!({ "token": "000000" })).await;
        assert_eq!(problem.tries_left, Some(tries_left));
        assert_eq!(problem.errors[0].problem, FieldProblem::Rejected);
    }
    for _ in 0..2 {
        let problem = customer.fail("/mobile-code", json!({ "token": "000000" })).await;
        assert_eq!(problem.errors[0].problem, FieldProblem::Exhausted);
    }
    assert_eq!(app.calls(confirm).await, 5, "the sixth is not even asked");
    let right = customer.fail("/mobile-code", json!({ "token": MOBILE_CODE })).await;
    assert_eq!(right.errors[0].problem, FieldProblem::Exhausted, "nor the right one");
    app.advance(TimeDelta::seconds(30));
    customer.submit("/mobile-code/resend", json!({})).await;
    assert_eq!(customer.submit("/mobile-code", json!({ "token": MOBILE_CODE })).await.step(), Step::Iban);
}

#[tokio::test]
async fn after_five_wrong_signature_codes_only_another_one_helps() {
    let app = TestApp::start().await;
    let customer = Customer::start(&app).await;
    customer.to_sign().await;
    let wrong = if app.code("signature").await == "000000" { "111111" } else { "000000" };
    for tries_left in [4, 3, 2, 1, 0, 0] {
        let problem = customer.fail("/sign", json!({ "token": wrong })).await;
        assert_eq!(problem.tries_left, Some(tries_left));
    }
    app.advance(TimeDelta::minutes(5));
    customer.submit("/sign/resend", json!({})).await;
    let mut stages = customer.stages().await;
    customer.sign(&mut stages).await;
}

#[tokio::test]
async fn the_sixth_sms_waits_for_an_hour() {
    let app = TestApp::start().await;
    let customer = Customer::start(&app).await;
    customer.to_mobile_code().await;
    for _ in 0..4 {
        app.advance(TimeDelta::seconds(30));
        customer.submit("/mobile-code/resend", json!({})).await;
    }
    app.advance(TimeDelta::seconds(30));
    let problem = customer.fail("/mobile-code/resend", json!({})).await;
    assert_eq!((problem.code, problem.retry_after), (ProblemCode::TooSoon, Some(3600 - 150)));
    customer.revisit("mobile").await;
    let problem = customer.fail("/mobile", json!({ "number": "+4917612345678" })).await;
    assert_eq!(problem.code, ProblemCode::TooSoon, "another number is no way around");
    assert_eq!(app.sms_count().await, 5);
}

#[tokio::test]
async fn unsupported_countries_are_refused_before_any_sms() {
    let app = TestApp::start().await;
    let customer = Customer::start(&app).await;
    customer.to_mobile().await;
    for number in ["+989123456789", "+8501912345678"] {
        let mistakes = customer.mistakes("/mobile", json!({ "number": number })).await;
        assert_eq!(mistakes, [("number".to_owned(), "country")]);
    }
    assert_eq!(app.calls("POST /v1/persons/{person_id}/mobile_number").await, 0);
}

#[tokio::test]
async fn a_number_is_shown_as_it_was_understood_before_an_sms_goes_out() {
    let app = TestApp::start().await;
    let customer = Customer::start(&app).await;
    customer.to_mobile().await;
    let typed = |number: &str, confirmed| json!({ "number": number, "confirmed": confirmed });
    let question = |stage: Stage| match stage {
        Stage::Mobile(MobileStage { question: Some(question), .. }) => (question.written, question.is_mobile),
        other => panic!("{other:?}"),
    };
    // A second click confirms nothing, and no browser can confirm what was not asked.
    for confirmed in [false, false, true] {
        let stage = customer.submit("/mobile", typed("030 1234567", confirmed)).await;
        assert_eq!(question(stage), ("+49 30 1234567".to_owned(), false));
        let stage = customer.submit("/mobile", typed("+490176 1234501", confirmed)).await;
        assert_eq!(question(stage), ("+49 176 1234501".to_owned(), true));
    }
    assert_eq!(app.calls("POST /v1/persons/{person_id}/mobile_number").await, 0);
    assert_eq!(question(customer.reload().await).0, "+49 176 1234501");
    assert_eq!(customer.submit("/mobile", typed("+49 176 1234501", true)).await.step(), Step::Check);
    let Stage::Mobile(mobile) = customer.revisit("mobile").await else { panic!("mobile") };
    assert_eq!(mobile.question, None, "it is answered");
    assert_eq!(customer.submit("/mobile", typed("0176 1234501", false)).await.step(), Step::Check);
    let stage = customer.submit("/check", json!({})).await;
    let Stage::MobileCode(code) = stage else { panic!("{stage:?}") };
    assert_eq!((code.number_masked.as_str(), app.sms_to("+491761234501").await), ("+49 ••• 01", 1));
    // Afterwards another number is asked about, too.
    app.advance(TimeDelta::seconds(30));
    customer.revisit("mobile").await;
    let stage = customer.submit("/mobile", typed("0176 1234502", false)).await;
    assert_eq!(question(stage).0, "+49 176 1234502");
    assert_eq!(app.sms_to("+491761234502").await, 0);
    let stage = customer.submit("/mobile", typed("+49 176 1234502", true)).await;
    assert_eq!((stage.step(), app.sms_to("+491761234502").await), (Step::MobileCode, 1));
}

#[tokio::test]
async fn a_number_of_another_country_is_read_by_the_address() {
    let app = TestApp::start().await;
    let customer = Customer::start(&app).await;
    let mut address = customer.address();
    address["address"]["country"] = "AT".into();
    address["address"]["postal_code"] = "1010".into();
    customer.submit("/terms", customer.terms()).await;
    customer.submit("/person", customer.person()).await;
    customer.submit("/address", address).await;
    customer.submit("/status", customer.status()).await;
    let stage = customer.submit("/mobile", json!({ "number": "0664 1234567" })).await;
    let Stage::Mobile(MobileStage { question: Some(question), .. }) = stage else { panic!("{stage:?}") };
    assert_eq!(question.written, "+43 664 1234567");
    customer.submit("/mobile", json!({ "number": question.written, "confirmed": true })).await;
    customer.submit("/check", json!({})).await;
    assert_eq!(app.sms_to("+436641234567").await, 1);
}
