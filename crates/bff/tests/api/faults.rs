//! What goes wrong at Solaris: nothing is carried out twice, nothing typed is lost, and the customer gets on.

use bankident_wire::{Editable, ProblemCode, RejectedStage, Rejection, Stage, Step, StoppedStage};
use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::support::{Customer, GOOD_IBAN, MOBILE_CODE, NUMBER, TestApp};

const CREATE_PERSON: &str = "POST /v1/persons";
const CREATE_NUMBER: &str = "POST /v1/persons/{person_id}/mobile_number";
const AUTHORIZE_NUMBER: &str = "POST /v1/persons/{person_id}/mobile_number/authorize";
const CONFIRM_NUMBER: &str = "POST /v1/persons/{person_id}/mobile_number/confirm";
const CREATE: &str = "POST /v1/persons/{person_id}/identifications";
const REQUEST: &str = "PATCH /v1/persons/{person_id}/identifications/{id}/request";
const AUTHORIZE: &str = "PATCH /v1/persons/{person_id}/identifications/{id}/authorize";
const CONFIRM: &str = "PATCH /v1/persons/{person_id}/identifications/{id}/confirm";

/// How an answer can be lost after the call was carried out.
fn lost_answers() -> [Value; 4] {
    [
        json!({ "kind": "reset", "carried_out": true }),
        json!({ "kind": "garbage", "carried_out": true }),
        json!({ "kind": "status", "status": 500, "code": "internal", "carried_out": true }),
        // Slower than the server waits.
        json!({ "kind": "delay", "milliseconds": 60_000, "carried_out": true }),
    ]
}

/// How a call can fail without being carried out.
fn failures() -> [Value; 4] {
    [
        json!({ "kind": "reset" }),
        json!({ "kind": "garbage" }),
        json!({ "kind": "status", "status": 503, "code": "unavailable" }),
        json!({ "kind": "status", "status": 429, "code": "too_many_requests", "retry_after": 7 }),
    ]
}

/// A customer on the screen of a command, and the command.
async fn at<'a>(app: &'a TestApp, endpoint: &str) -> (Customer<'a>, &'static str, Value, Step) {
    let customer = Customer::start(app).await;
    match endpoint {
        CREATE_PERSON => {
            customer.to_check().await;
            (customer, "/check", json!({}), Step::MobileCode)
        }
        CREATE_NUMBER | AUTHORIZE_NUMBER => {
            customer.to_check().await;
            (customer, "/check", json!({}), Step::MobileCode)
        }
        CONFIRM_NUMBER => {
            customer.to_mobile_code().await;
            (customer, "/mobile-code", json!({ "token": MOBILE_CODE }), Step::Iban)
        }
        CREATE | REQUEST => {
            customer.to_iban().await;
            let iban = customer.iban(GOOD_IBAN);
            (customer, "/iban", iban, Step::Bank)
        }
        AUTHORIZE => {
            customer.to_contract_without_news().await;
            customer.read_documents().await;
            (customer, "/contract", json!({}), Step::Sign)
        }
        CONFIRM => {
            customer.to_contract_without_news().await;
            customer.submit_contract().await;
            let token = app.code("signature").await;
            (customer, "/sign", json!({ "token": token }), Step::Sign)
        }
        other => panic!("{other} is no command"),
    }
}

/// Signing takes a moment: then it may be done.
#[track_caller]
fn arrived(stage: &Stage, expected: Step, what: &str) {
    let signed = expected == Step::Sign && stage.step() == Step::Done;
    assert!(stage.step() == expected || signed, "{what}: {stage:?}");
}

const COMMANDS: [&str; 8] =
    [CREATE_PERSON, CREATE_NUMBER, AUTHORIZE_NUMBER, CONFIRM_NUMBER, CREATE, REQUEST, AUTHORIZE, CONFIRM];

#[tokio::test]
async fn a_call_whose_answer_is_lost_is_not_made_again() {
    for endpoint in COMMANDS {
        for fault in lost_answers() {
            // An SMS that a server says it could not send was not sent.
            if endpoint == AUTHORIZE_NUMBER && fault["kind"] == "status" {
                continue;
            }
            let app = TestApp::start_impatient().await;
            let (customer, command, body, next) = at(&app, endpoint).await;
            let before = app.carried_out(endpoint).await;
            app.provoke(endpoint, 1, fault.clone()).await;
            let stage = customer.submit(command, body.clone()).await;
            arrived(&stage, next, &format!("{endpoint} {fault}"));
            customer.submit(command, body).await;
            assert_eq!(app.carried_out(endpoint).await, before + 1, "{endpoint} {fault}");
        }
    }
}

#[tokio::test]
async fn a_call_that_was_not_carried_out_can_be_made_again() {
    for endpoint in COMMANDS {
        for fault in failures() {
            // After a broken connection it is unknown whether an SMS went out: the customer can ask for another one.
            if endpoint == AUTHORIZE_NUMBER && fault["kind"] != "status" {
                continue;
            }
            let app = TestApp::start_without_webhooks().await;
            let (customer, command, body, next) = at(&app, endpoint).await;
            let before = app.carried_out(endpoint).await;
            let shown = customer.reload().await;
            app.provoke(endpoint, 1, fault.clone()).await;
            let problem = customer.fail(command, body.clone()).await;
            assert_eq!(problem.code, ProblemCode::UpstreamUnavailable, "{endpoint} {fault}");
            let retry_after = fault["retry_after"].as_u64().map(|seconds| seconds as u32);
            assert_eq!(problem.retry_after, retry_after);
            assert_eq!(customer.reload().await.step(), shown.step(), "{endpoint} {fault}");
            arrived(&customer.submit(command, body).await, next, &format!("{endpoint} {fault}"));
            assert_eq!(app.carried_out(endpoint).await, before + 1, "{endpoint} {fault}");
        }
    }
}

/// The server stopped between the call and its answer: the next one reads before it writes.
#[tokio::test]
async fn after_a_crash_solaris_is_read_before_it_is_written() {
    for endpoint in COMMANDS {
        let mut app = TestApp::start_without_webhooks().await;
        let (customer, command, body, next) = at(&app, endpoint).await;
        let session = customer.session.clone();
        let before = app.carried_out(endpoint).await;
        // Neither the answer of the call nor the read-back arrives.
        app.provoke(endpoint, 1, json!({ "kind": "reset", "carried_out": true })).await;
        for reading in READINGS {
            app.provoke(reading, 3, json!({ "kind": "reset" })).await;
        }
        customer.request(reqwest::Method::POST, command, Some(body.clone())).await;
        app.forget_faults().await;
        app.restart().await;
        let customer = Customer { app: &app, session, language: "de" };
        customer.reload().await;
        let stage = customer.submit(command, body).await;
        arrived(&stage, next, endpoint);
        assert_eq!(app.carried_out(endpoint).await, before + 1, "{endpoint}");
    }
}

const READINGS: [&str; 4] = [
    "GET /v1/persons",
    "GET /v1/persons/{person_id}/mobile_number",
    "GET /v1/persons/{person_id}/bank_identification_attempts",
    "GET /v1/persons/{person_id}/identifications/{id}",
];

#[tokio::test]
async fn as_long_as_a_call_is_open_no_other_is_made() {
    let app = TestApp::start_without_webhooks().await;
    let (customer, command, body, next) = at(&app, CREATE_PERSON).await;
    app.provoke(CREATE_PERSON, 1, json!({ "kind": "reset", "carried_out": true })).await;
    app.provoke("GET /v1/persons", 9, json!({ "kind": "status", "status": 503, "code": "-" })).await;
    for _ in 0..2 {
        assert_eq!(customer.fail(command, body.clone()).await.code, ProblemCode::UpstreamUnavailable);
    }
    assert_eq!(app.carried_out(CREATE_PERSON).await, 1);
    app.forget_faults().await;
    let Stage::Check(check) = customer.reload().await else { panic!("check") };
    assert_eq!(check.editable, Editable::WhatPatchTakes, "now it is found");
    assert_eq!(customer.submit(command, body).await.step(), next);
    assert_eq!(app.carried_out(CREATE_PERSON).await, 1);
}

#[tokio::test]
async fn who_is_slow_is_waited_for() {
    let app = TestApp::start().await;
    let customer = Customer::start(&app).await;
    customer.to_check().await;
    app.provoke(CREATE_PERSON, 1, json!({ "kind": "delay", "milliseconds": 700 })).await;
    assert_eq!(customer.submit("/check", json!({})).await.step(), Step::MobileCode);
    assert_eq!(app.calls(CREATE_PERSON).await, 1);
}

#[tokio::test]
async fn an_expired_token_is_renewed() {
    let app = TestApp::start().await;
    let customer = Customer::start(&app).await;
    customer.to_check().await;
    let expired = json!({ "kind": "status", "status": 401, "code": "invalid_token" });
    app.provoke(AUTHORIZE_NUMBER, 1, expired).await;
    assert_eq!(customer.submit("/check", json!({})).await.step(), Step::MobileCode);
}

#[tokio::test]
async fn an_sms_that_could_not_be_sent_does_not_count() {
    let app = TestApp::start().await;
    let customer = Customer::start(&app).await;
    customer.to_check().await;
    app.provoke("SMS", 1, json!({ "kind": "not_sent" })).await;
    let problem = customer.fail("/check", json!({})).await;
    assert_eq!(problem.code, ProblemCode::UpstreamUnavailable);
    let Stage::Check(check) = customer.reload().await else { panic!("check") };
    assert_eq!(check.editable, Editable::WhatPatchTakes, "the person exists");
    assert_eq!(customer.submit("/check", json!({})).await.step(), Step::MobileCode);
    assert_eq!((app.sms_count().await, app.carried_out(CREATE_PERSON).await), (1, 1));
}

#[tokio::test]
async fn who_has_a_number_already_can_use_it() {
    let app = TestApp::start().await;
    let customer = Customer::start(&app).await;
    customer.to_mobile_code().await;
    app.advance(TimeDelta::seconds(30));
    // The number is created again: 409 `mobile_number_exists`.
    customer.revisit("mobile").await;
    assert_eq!(customer.submit("/mobile", json!({ "number": NUMBER })).await.step(), Step::MobileCode);
    app.advance(TimeDelta::seconds(30));
    customer.revisit("mobile").await;
    assert_eq!(
        customer.submit("/mobile", json!({ "number": "+4917612345678" })).await.step(),
        Step::MobileCode
    );
}

#[tokio::test]
async fn who_is_not_eligible_is_not_asked_for_an_iban() {
    let app = TestApp::start().await;
    let customer = Customer::start(&app).await;
    customer.to_mobile_code().await;
    let eligibility = "POST /v1/persons/{person_id}/identification_eligibility_checks";
    // As the reference writes it; the sandbox answers as the guide does.
    let not_eligible =
        json!({ "method": "bank", "eligible": false, "reasons": ["previous_ident_not_found"] });
    app.provoke(eligibility, 1, json!({ "kind": "answer", "body": not_eligible })).await;
    let stage = customer.submit("/mobile-code", json!({ "token": MOBILE_CODE })).await;
    let Stage::Rejected(rejected) = stage else { panic!("{stage:?}") };
    assert_eq!(rejected.rejection, Rejection::PreviousIdentNotFound);
}

#[tokio::test]
async fn without_an_eligibility_check_the_walk_goes_on() {
    let app = TestApp::start().await;
    let customer = Customer::start(&app).await;
    customer.to_mobile_code().await;
    let eligibility = "POST /v1/persons/{person_id}/identification_eligibility_checks";
    app.provoke(eligibility, 3, json!({ "kind": "garbage" })).await;
    assert_eq!(customer.submit("/mobile-code", json!({ "token": MOBILE_CODE })).await, Stage::Iban);
}

/// All codes on all three channels lead to the same screen; so do codes that nobody knows.
#[tokio::test]
async fn one_mapping_serves_all_channels() {
    let app = TestApp::start_without_webhooks().await;
    let unknown = ("SOMETHING_NEW", Rejection::GenericError);
    let known = Rejection::all().map(|rejection| (rejection.code(), rejection));
    for (code, expected) in known.chain([unknown]) {
        let status = if expected == Rejection::AlreadyIdentifiedSuccessfully { 422 } else { 412 };
        for code in [code.to_owned(), code.to_lowercase()] {
            for (channel, endpoint, fault) in [
                ("HTTP error", CREATE, json!({ "kind": "status", "status": status, "code": code })),
                ("HTTP error", REQUEST, json!({ "kind": "status", "status": status, "code": code })),
                (
                    "failure_reason",
                    REQUEST,
                    json!({ "kind": "becomes", "status": "failed", "failure_reason": code }),
                ),
            ] {
                let customer = Customer::start(&app).await;
                customer.to_iban().await;
                app.provoke(endpoint, 1, fault).await;
                let stage = customer.submit("/iban", customer.iban(GOOD_IBAN)).await;
                is_rejected(&stage, expected, &format!("{code} as {channel}"));
                assert_eq!(customer.reload().await, stage);
            }
            let customer = Customer::start(&app).await;
            customer.to_contract_without_news().await;
            // It fails behind our back: what we ask for then is 409 `expectation_mismatch`.
            let becomes = json!({ "kind": "becomes", "status": "failed", "failure_reason": code });
            app.provoke(AUTHORIZE, 1, becomes).await;
            app.meanwhile_authorized(&customer).await;
            let stage = customer.submit_contract().await;
            is_rejected(&stage, expected, &format!("{code} after a mismatch"));
        }
    }
}

#[track_caller]
fn is_rejected(stage: &Stage, expected: Rejection, what: &str) {
    let (rejection, reference) = match stage {
        Stage::Rejected(RejectedStage { rejection, reference, .. })
        | Stage::Stopped(StoppedStage::Rejected { rejection, reference }) => (rejection, reference),
        other => panic!("{what}: {other:?}"),
    };
    assert_eq!(*rejection, expected, "{what}");
    assert_eq!(reference.as_ref().map(String::len), Some(8), "{what}");
    assert_eq!(matches!(stage, Stage::Stopped(_)), expected.remedy().stops(), "{what}");
}

#[tokio::test]
async fn every_status_has_its_behaviour() {
    let app = TestApp::start_without_webhooks().await;
    let waits = [
        "created",
        "pending",
        "identification_data_required",
        "pending_account_creation",
        "pending_ref_transfer",
        "under_review",
    ];
    let signing = ["confirmed", "signed", "processed", "pending_successful", "pre_successful"];
    let fails = ["failed", "pending_failed", "rejected", "aborted", "canceled", "expired"];
    let table = [
        (&waits[..], Step::Contract),
        (&["authorization_required"], Step::Contract),
        (&["confirmation_required"], Step::Sign),
        (&signing, Step::Sign),
        // Nothing is signed yet: the documents are waited for.
        (&["successful"], Step::Sign),
        (&fails, Step::Rejected),
    ];
    for (statuses, expected) in table {
        for status in statuses {
            let customer = Customer::start(&app).await;
            customer.to_contract_without_news().await;
            app.provoke(AUTHORIZE, 1, json!({ "kind": "becomes", "status": status })).await;
            assert_eq!(customer.submit_contract().await.step(), expected, "{status}");
            app.advance(TimeDelta::seconds(3));
            assert_eq!(customer.reload().await.step(), expected, "{status}");
        }
    }
}

#[tokio::test]
async fn missing_data_is_completed_and_sent() {
    let app = TestApp::start().await;
    let customer = Customer::start(&app).await;
    customer.to_iban().await;
    let missing = json!({ "kind": "status", "status": 412, "code": "PERSON_MISSING_REQUIRED_DATA", "field": "employment_status" });
    app.provoke(CREATE, 1, missing).await;
    let stage = customer.submit("/iban", customer.iban(GOOD_IBAN)).await;
    assert_eq!(stage.step(), Step::Rejected);
    let stage = customer.submit("/choose", json!({ "way": "complete-data" })).await;
    assert_eq!(stage.step(), Step::Status, "the first screen with a missing field");
    let update = "PATCH /v1/persons/{person_id}";
    assert_eq!(customer.submit("/status", customer.status()).await.step(), Step::Check);
    assert_eq!(app.calls(update).await, 0, "not with each screen");
    assert_eq!(customer.submit("/check", json!({})).await.step(), Step::Bank, "the call is repeated");
    assert_eq!((app.carried_out(update).await, app.carried_out(CREATE).await), (1, 1));
}

#[tokio::test]
async fn a_number_that_is_not_verified_is_verified() {
    let app = TestApp::start().await;
    let customer = Customer::start(&app).await;
    customer.to_iban().await;
    let unverified = json!({ "kind": "status", "status": 412, "code": "mobile_number_not_verified" });
    app.provoke(CREATE, 1, unverified).await;
    customer.submit("/iban", customer.iban(GOOD_IBAN)).await;
    let stage = customer.submit("/choose", json!({ "way": "verify-number" })).await;
    let Stage::Mobile(mobile) = stage else { panic!("{stage:?}") };
    assert_eq!(mobile.number.unwrap().as_str(), NUMBER, "it need not be typed again");
    app.advance(TimeDelta::seconds(30));
    // Solaris knows the number as a verified one: no code is needed, and the call is repeated.
    assert_eq!(customer.submit("/mobile", json!({ "number": NUMBER })).await.step(), Step::Bank);
}
