//! Errors of Solaris that somebody has to look up there: the reference that a customer reads out leads to all of Solaris' ids.

use bankident_wire::{ProblemCode, RejectedStage, Rejection, Stage, StoppedStage};
use serde_json::{Value, json};

use crate::support::{Customer, GOOD_IBAN, TestApp, command};

const CREATE: &str = "POST /v1/persons/{person_id}/identifications";
const REQUEST: &str = "PATCH /v1/persons/{person_id}/identifications/{id}/request";

/// A partner's journey at the account, and its id.
async fn at_iban(app: &TestApp) -> (Customer<'_>, String) {
    let created = app.commissioned(json!({ "reference": "order-1" })).await;
    let customer = Customer::start_with(app, &created).await;
    customer.to_iban().await;
    (customer, created["id"].as_str().unwrap().to_owned())
}

fn reference(stage: &Stage) -> &str {
    match stage {
        Stage::Rejected(RejectedStage { reference: Some(reference), .. })
        | Stage::Stopped(StoppedStage::Rejected { reference: Some(reference), .. }) => reference,
        other => panic!("no reference: {other:?}"),
    }
}

/// What the program of the server prints.
fn found(app: &TestApp, reference: &str) -> (bool, String) {
    let output = command(app.database(), app.folder()).args(["journey", reference]).output().unwrap();
    (output.status.success(), String::from_utf8([output.stdout, output.stderr].concat()).unwrap())
}

#[tokio::test]
async fn each_rejection_can_be_looked_up_at_solaris() {
    let app = TestApp::start_without_webhooks().await;
    for rejection in Rejection::all() {
        let code = rejection.code();
        let (customer, id) = at_iban(&app).await;
        let status = if code == "ALREADY_IDENTIFIED_SUCCESSFULLY" { 422 } else { 412 };
        app.provoke(REQUEST, 1, json!({ "kind": "status", "status": status, "code": code.to_lowercase() }))
            .await;
        let stage = customer.submit("/iban", customer.iban(GOOD_IBAN)).await;
        let view = app.partners_view(&id).await;
        assert_eq!(view["rejection"], code);
        let errors = view["errors"].as_array().unwrap();
        let [error] = errors.as_slice() else { panic!("{code}: {errors:?}") };
        assert_eq!((&error["reference"], &error["code"]), (&reference(&stage).into(), &code.into()));
        assert!(error["error_id"].as_str().unwrap().ends_with("ex"), "{error}");
        assert!(error["identification_id"].as_str().unwrap().ends_with("cidt"), "{error}");
        assert_eq!(error["person_id"], view["person_id"]);
    }
}

#[tokio::test]
async fn what_hints_at_fraud_stays_when_the_customer_goes_on_to_video() {
    let app = TestApp::start_without_webhooks().await;
    for code in ["IBAN_USAGE_LIMIT_EXCEEDED", "IDENTIFICATION_ATTEMPTS_EXCEEDED"] {
        let (customer, id) = at_iban(&app).await;
        app.provoke(CREATE, 1, json!({ "kind": "status", "status": 412, "code": code })).await;
        customer.submit("/iban", customer.iban(GOOD_IBAN)).await;
        let before = app.partners_view(&id).await;
        assert_eq!((&before["outcome"], &before["rejection"]), (&"rejected".into(), &code.into()));
        customer.submit("/choose", json!({ "way": "video" })).await;
        let after = app.partners_view(&id).await;
        assert_eq!((&after["outcome"], &after["rejection"]), (&"video_identification".into(), &code.into()));
        assert_eq!(after["errors"], before["errors"]);
    }
}

/// Solaris says it in the identification, without an id of the error.
#[tokio::test]
async fn a_reason_that_solaris_gives_later_has_the_identification() {
    let app = TestApp::start().await;
    let (customer, id) = at_iban(&app).await;
    let bank = customer.bank_of(customer.submit("/iban", customer.iban("DE43110101010000000010")).await);
    let mut stages = customer.stages().await;
    bank.log_in().await.confirm().await;
    let stage = stages.until(|stage| matches!(stage, Stage::Rejected(_))).await;
    let view = app.partners_view(&id).await;
    let error = &view["errors"][0];
    assert_eq!(error["reference"], reference(&stage));
    assert_eq!((&error["code"], &error["error_id"]), (&"ACCESS_BY_AUTHORIZED_HOLDER".into(), &Value::Null));
    assert!(error["identification_id"].as_str().unwrap().ends_with("cidt"), "{error}");
    let bank = customer.submit("/choose", json!({ "way": "another-iban" })).await;
    assert_eq!(bank, Stage::Iban);
    assert_eq!(app.partners_view(&id).await["errors"][0], *error, "another try does not forget it");
}

#[tokio::test]
async fn a_refused_call_can_be_looked_up_too() {
    let app = TestApp::start_without_webhooks().await;
    for (status, code, problem, known_as) in [
        (400, "type_error", ProblemCode::UpstreamRefused, "type_error"),
        (503, "-", ProblemCode::UpstreamUnavailable, "upstream-unavailable"),
    ] {
        let (customer, id) = at_iban(&app).await;
        app.provoke(CREATE, 9, json!({ "kind": "status", "status": status, "code": code })).await;
        let told = customer.fail("/iban", customer.iban(GOOD_IBAN)).await;
        app.forget_faults().await;
        assert_eq!(told.code, problem);
        let view = app.partners_view(&id).await;
        let error = &view["errors"][0];
        assert_eq!((&error["reference"], &error["code"]), (&told.reference.into(), &known_as.into()));
        assert_eq!(error["error_id"].is_string(), status == 400, "{error}");
        assert_eq!((&error["person_id"], &view["rejection"]), (&view["person_id"], &Value::Null));
    }
}

#[tokio::test]
async fn a_mistake_of_the_customer_is_no_error_of_solaris() {
    let app = TestApp::start_without_webhooks().await;
    let (customer, id) = at_iban(&app).await;
    customer.fail("/iban", customer.iban("DE12")).await;
    assert_eq!(app.partners_view(&id).await["errors"], json!([]));
}

#[tokio::test]
async fn a_command_finds_what_a_customer_reads_out() {
    let app = TestApp::start_without_webhooks().await;
    let (customer, id) = at_iban(&app).await;
    at_iban(&app).await;
    app.provoke(CREATE, 1, json!({ "kind": "status", "status": 412, "code": "dependency_error" })).await;
    let stage = customer.submit("/iban", customer.iban(GOOD_IBAN)).await;
    let reference = reference(&stage);
    let error = app.partners_view(&id).await["errors"][0].clone();
    for name in [reference, &reference.to_lowercase(), &id] {
        let (is_found, text) = found(&app, name);
        assert!(is_found, "{text}");
        let ids = ["error_id", "person_id"].map(|name| error[name].as_str().unwrap());
        for expected in [&id, reference, "DEPENDENCY_ERROR", "nordlicht", "order-1", ids[0], ids[1]] {
            assert!(text.contains(expected), "{expected} is not in {text}");
        }
        for personal in ["Zierfisch", "Leander", "1978", "15550101", "DE11", "example.com"] {
            assert!(!text.contains(personal), "{text}");
        }
        assert_eq!(text.matches("journey ").count(), 1, "{text}");
    }
    assert_eq!(found(&app, "order-1").1.matches("journey ").count(), 2, "the partner's own name has two");
    assert!(!found(&app, "7K3M9QWX").0);
}
