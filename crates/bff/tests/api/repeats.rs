//! "Retry the call" (the guide, Appendix III): what was refused is asked again, and what was reached before stays.

use bankident_wire::{Field, RejectedStage, Rejection, Stage, Step};
use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::support::{Customer, GOOD_IBAN, MOBILE_CODE, NUMBER, TestApp};

const CREATE_PERSON: &str = "POST /v1/persons";
const UPDATE_PERSON: &str = "PATCH /v1/persons/{person_id}";
const CREATE_NUMBER: &str = "POST /v1/persons/{person_id}/mobile_number";
const AUTHORIZE_NUMBER: &str = "POST /v1/persons/{person_id}/mobile_number/authorize";
const CONFIRM_NUMBER: &str = "POST /v1/persons/{person_id}/mobile_number/confirm";
const ELIGIBILITY: &str = "POST /v1/persons/{person_id}/identification_eligibility_checks";
const CREATE: &str = "POST /v1/persons/{person_id}/identifications";
const REQUEST: &str = "PATCH /v1/persons/{person_id}/identifications/{id}/request";
const AUTHORIZE: &str = "PATCH /v1/persons/{person_id}/identifications/{id}/authorize";
const CONFIRM: &str = "PATCH /v1/persons/{person_id}/identifications/{id}/confirm";

const TECHNICAL: [&str; 4] = ["INVALID_MODEL", "INTERNAL_REQUEST_ERROR", "GENERIC_ERROR", "DEPENDENCY_ERROR"];

fn refusal(code: &str) -> Value {
    json!({ "kind": "status", "status": 412, "code": code })
}

fn missing(fields: &[&str]) -> Value {
    let (first, further) =
        fields.split_first().map_or((Value::Null, &[][..]), |(first, rest)| ((*first).into(), rest));
    json!({
        "kind": "status", "status": 412, "code": "PERSON_MISSING_REQUIRED_DATA",
        "field": first, "further_fields": further,
    })
}

#[track_caller]
fn rejected(stage: Stage) -> RejectedStage {
    match stage {
        Stage::Rejected(rejected) => rejected,
        other => panic!("not rejected: {other:?}"),
    }
}

async fn choose(customer: &Customer<'_>, way: &str) -> Stage {
    customer.submit("/choose", json!({ "way": way })).await
}

async fn identification_id(customer: &Customer<'_>) -> Option<String> {
    customer.stored().await.application.newest_identification_id().map(str::to_owned)
}

#[tokio::test]
async fn trying_again_repeats_the_call_that_failed() {
    for code in TECHNICAL {
        let app = TestApp::start().await;
        let customer = Customer::start(&app).await;
        customer.to_iban().await;
        for endpoint in [CREATE, REQUEST] {
            app.provoke(endpoint, 1, refusal(code)).await;
        }
        rejected(customer.submit("/iban", customer.iban(GOOD_IBAN)).await);
        assert_eq!(app.carried_out(CREATE).await, 0);
        // Created now, but not requested.
        rejected(choose(&customer, "retry").await);
        let created = identification_id(&customer).await;
        assert_eq!(customer.reload().await.step(), Step::Rejected);
        let bank = customer.bank_of(choose(&customer, "retry").await);
        assert_eq!(identification_id(&customer).await, created, "{code}: the same identification");

        let mut stages = customer.stages().await;
        bank.log_in().await.confirm().await;
        stages.until(|stage| matches!(stage, Stage::Contract(_))).await;
        app.provoke(AUTHORIZE, 1, refusal(code)).await;
        rejected(customer.submit_contract().await);
        assert_eq!(choose(&customer, "retry").await.step(), Step::Sign, "the code is on its way");

        app.provoke(CONFIRM, 1, refusal(code)).await;
        let token = app.code("signature").await;
        rejected(customer.submit("/sign", json!({ "token": token })).await);
        assert_eq!(choose(&customer, "retry").await.step(), Step::Sign, "the code can be typed again");
        customer.sign(&mut stages).await;
        assert_eq!(identification_id(&customer).await, created);
        let carried_out = (app.carried_out(CREATE).await, app.carried_out(REQUEST).await);
        assert_eq!(carried_out, (1, 1), "{code}: one attempt, one payment");
    }
}

/// A poll does not take the notice away, and nothing is lost that happens meanwhile.
#[tokio::test]
async fn what_solaris_decides_meanwhile_comes_first() {
    let app = TestApp::start_without_webhooks().await;
    let customer = Customer::start(&app).await;
    customer.to_contract_without_news().await;
    app.provoke(AUTHORIZE, 1, refusal("DEPENDENCY_ERROR")).await;
    rejected(customer.submit_contract().await);
    app.advance(TimeDelta::seconds(3));
    assert_eq!(rejected(customer.reload().await).rejection, Rejection::DependencyError);
    app.meanwhile_authorized(&customer).await;
    app.advance(TimeDelta::seconds(3));
    assert_eq!(customer.reload().await.step(), Step::Sign, "somebody else asked for the code");

    let late = Customer::start(&app).await;
    late.to_contract_without_news().await;
    app.provoke(AUTHORIZE, 1, refusal("DEPENDENCY_ERROR")).await;
    rejected(late.submit_contract().await);
    app.advance(TimeDelta::minutes(10));
    assert_eq!(rejected(late.reload().await).rejection, Rejection::AccountSnapshotExpired);
}

#[tokio::test]
async fn an_identification_that_has_ended_can_be_begun_once_more_and_says_so() {
    let app = TestApp::start_without_webhooks().await;
    let customer = Customer::start(&app).await;
    customer.to_iban().await;
    for code in TECHNICAL {
        app.provoke(REQUEST, 1, json!({ "kind": "becomes", "status": "failed", "failure_reason": code }))
            .await;
        let stage = rejected(customer.submit("/iban", customer.iban(GOOD_IBAN)).await);
        assert!(stage.ended);
        let before = customer.reload().await;
        assert_eq!(choose(&customer, "retry").await, before, "there is no call to repeat");
        assert_eq!(choose(&customer, "restart").await, Stage::Iban);
    }
}

#[tokio::test]
async fn few_attempts_are_counted() {
    let app = TestApp::start_without_webhooks().await;
    let customer = Customer::start(&app).await;
    customer.to_iban().await;
    let mut told = Vec::new();
    for _ in 0..20 {
        let stage = customer.submit("/iban", customer.iban("DE44110101010100000008")).await;
        told.push(rejected(stage.clone()).attempts_left);
        if told.len() < 20 {
            assert_eq!(choose(&customer, "another-iban").await, Stage::Iban);
        } else {
            assert_eq!(stage.ways(), [bankident_wire::Way::Video]);
        }
    }
    assert_eq!(told[..16], [None; 16]);
    assert_eq!(told[16..], [Some(3), Some(2), Some(1), Some(0)]);
}

#[tokio::test]
async fn a_code_of_the_catalogue_is_understood_on_every_call() {
    for (endpoint, fraud) in [
        (CREATE_PERSON, "IDENTIFICATION_ATTEMPTS_EXCEEDED"),
        (CREATE_NUMBER, "IDENTIFICATION_ATTEMPTS_EXCEEDED"),
        (AUTHORIZE_NUMBER, "IDENTIFICATION_ATTEMPTS_EXCEEDED"),
        (CONFIRM_NUMBER, "IDENTIFICATION_ATTEMPTS_EXCEEDED"),
        (ELIGIBILITY, "MATCH_FOR_PERSON_DATA_NOT_FOUND"),
    ] {
        for retried in [true, false] {
            let app = TestApp::start_without_webhooks().await;
            let customer = Customer::start(&app).await;
            let (command, body) = match endpoint {
                CONFIRM_NUMBER | ELIGIBILITY => ("/mobile-code", json!({ "token": MOBILE_CODE })),
                _ => ("/check", json!({})),
            };
            match command {
                "/check" => customer.to_check().await,
                _ => customer.to_mobile_code().await,
            };
            let code = if retried { "INTERNAL_REQUEST_ERROR" } else { fraud };
            app.provoke(endpoint, 1, refusal(code)).await;
            let stage = customer.submit(command, body.clone()).await;
            if endpoint == ELIGIBILITY && retried {
                assert_eq!(stage, Stage::Iban, "a failure of the optional check stops nobody");
                continue;
            }
            match &stage {
                Stage::Rejected(shown) => assert_eq!(shown.rejection.code(), code, "{endpoint}"),
                Stage::Stopped(_) => assert!(!retried && endpoint != ELIGIBILITY, "{endpoint}"),
                other => panic!("{endpoint}: {other:?}"),
            }
            assert_eq!(customer.reload().await, stage);
            if retried {
                let mut stage = choose(&customer, "retry").await;
                if stage.step() == Step::MobileCode && command == "/mobile-code" {
                    stage = customer.submit(command, body).await;
                }
                assert_eq!(
                    stage.step(),
                    if command == "/check" { Step::MobileCode } else { Step::Iban },
                    "{endpoint}"
                );
                assert_eq!(app.carried_out(CREATE_PERSON).await, 1);
                assert_eq!(app.sms_count().await, 1, "{endpoint}");
            } else {
                assert_eq!(choose(&customer, "video").await.step(), Step::Stopped, "{endpoint}");
            }
        }
    }
}

#[tokio::test]
async fn changes_are_sent_once_when_they_are_confirmed() {
    let app = TestApp::start_without_webhooks().await;
    let customer = Customer::start(&app).await;
    customer.to_iban().await;
    customer.revisit("address").await;
    let mut moved = customer.address();
    moved["address"]["line_2"] = "Hinterhaus".into();
    assert_eq!(customer.submit("/address", moved).await.step(), Step::Check);
    customer.revisit("person").await;
    let mut person = customer.person();
    person["salutation"] = "MS".into();
    assert_eq!(customer.submit("/person", person.clone()).await.step(), Step::Check);
    assert_eq!(customer.reload().await.step(), Step::Check, "they wait for the confirmation");
    assert_eq!(app.calls(UPDATE_PERSON).await, 0);
    // It is refused, then not available, then goes through.
    app.provoke(UPDATE_PERSON, 1, refusal("DEPENDENCY_ERROR")).await;
    app.provoke(UPDATE_PERSON, 1, json!({ "kind": "status", "status": 503, "code": "-" })).await;
    assert_eq!(rejected(customer.submit("/check", json!({})).await).rejection, Rejection::DependencyError);
    customer.fail("/choose", json!({ "way": "retry" })).await;
    assert_eq!(choose(&customer, "retry").await, Stage::Iban);
    assert_eq!(app.carried_out(UPDATE_PERSON).await, 1);
    let at_solaris = async || {
        let id = customer.stored().await.application.person_id().unwrap().to_owned();
        app.state().solaris.person(&id).await.unwrap()
    };
    assert_eq!(at_solaris().await["address"]["line_2"], "Hinterhaus");
    assert_eq!(at_solaris().await["salutation"], "MS");

    // What is taken back is cleared; what is put right again is not sent.
    customer.revisit("address").await;
    customer.submit("/address", customer.address()).await;
    assert_eq!(customer.submit("/check", json!({})).await, Stage::Iban);
    assert_eq!(at_solaris().await["address"]["line_2"], Value::Null);
    customer.revisit("person").await;
    customer.submit("/person", customer.person()).await;
    customer.revisit("person").await;
    customer.submit("/person", person).await;
    assert_eq!(customer.submit("/check", json!({})).await, Stage::Iban);
    assert_eq!(app.carried_out(UPDATE_PERSON).await, 2);
}

fn property(name: &str) -> Field {
    Field::from_name(name).unwrap()
}

#[tokio::test]
async fn missing_data_leads_to_its_screen_and_never_in_a_circle() {
    const GENERIC: Rejection = Rejection::GenericError;
    const MISSING: Rejection = Rejection::PersonMissingRequiredData;
    for (fields, first, named, second) in [
        // A whole object.
        (&["address"][..], Step::Address, vec![Field::AddressLine1], GENERIC),
        (
            &["email", "employment_status"],
            Step::Address,
            vec![Field::Email, Field::EmploymentStatus],
            GENERIC,
        ),
        // None is named: all answers can be looked through, once.
        (&[], Step::Person, vec![], GENERIC),
        // What is asked only where it is wanted.
        (&["branch"], Step::More, vec![property("branch")], GENERIC),
        (&["contact_address"], Step::More, vec![property("contact_address.line_1")], GENERIC),
        // What cannot be changed is support's.
        (&["last_name"], Step::Rejected, vec![], GENERIC),
        (&["nace_code"], Step::Rejected, vec![], GENERIC),
        (&["mobile_number"], Step::Rejected, vec![], GENERIC),
        (&["data_terms_signed_at"], Step::Terms, vec![Field::DataTerms], GENERIC),
        (&["mobile_number", "email"], Step::Address, vec![Field::Email], GENERIC),
    ] {
        let app = TestApp::start_without_webhooks().await;
        let customer = Customer::start(&app).await;
        customer.to_iban().await;
        app.provoke(CREATE, 2, missing(fields)).await;
        let stage = rejected(customer.submit("/iban", customer.iban(GOOD_IBAN)).await);
        let told: Vec<Field> = stage.missing.iter().map(|mistake| mistake.field).collect();
        assert_eq!(told, named, "{fields:?}");
        let can_complete = first != Step::Rejected;
        assert_eq!(stage.rejection, if can_complete { MISSING } else { GENERIC }, "{fields:?}");
        let shown = choose(&customer, "complete-data").await;
        assert_eq!(shown.step(), first, "{fields:?}");
        if can_complete {
            let body = match first {
                Step::Person => customer.person(),
                Step::Terms => customer.terms(),
                Step::More => json!({
                    "branch": "Nord",
                    "contact_address": { "line_1": "Am Hafen 3", "postal_code": "24103", "city": "Kiel", "country": "DE" },
                }),
                _ => customer.address(),
            };
            let mut again = customer.submit(&format!("/{}", first.id()), body).await;
            if first != Step::Terms {
                assert_eq!(again.step(), Step::Check);
                again = customer.submit("/check", json!({})).await;
            }
            let again = rejected(again);
            assert_eq!((again.rejection, app.carried_out(UPDATE_PERSON).await), (second, 1), "{fields:?}");
        } else {
            rejected(choose(&customer, "retry").await);
        }
        // Support has mended it.
        assert_eq!(choose(&customer, "retry").await.step(), Step::Bank, "{fields:?}");
    }
}

/// The payment is not lost.
#[tokio::test]
async fn data_and_number_can_be_mended_behind_the_payment() {
    let app = TestApp::start_without_webhooks().await;
    let customer = Customer::start(&app).await;
    customer.to_contract_without_news().await;
    app.provoke(AUTHORIZE, 1, missing(&["email"])).await;
    assert_eq!(rejected(customer.submit_contract().await).missing, [Field::Email.lacking()]);
    assert_eq!(choose(&customer, "complete-data").await.step(), Step::Address);
    assert_eq!(customer.submit("/address", customer.address()).await.step(), Step::Check);
    assert_eq!(customer.submit("/check", json!({})).await.step(), Step::Sign);

    let other = Customer::start(&app).await;
    other.to_contract_without_news().await;
    app.provoke(AUTHORIZE, 1, refusal("MOBILE_NUMBER_NOT_VERIFIED")).await;
    rejected(other.submit_contract().await);
    assert_eq!(choose(&other, "verify-number").await.step(), Step::Mobile);
    app.advance(TimeDelta::seconds(30));
    assert_eq!(other.submit("/mobile", json!({ "number": NUMBER })).await.step(), Step::Sign);
    assert_eq!(app.carried_out(CREATE).await, 2, "one for each of them");
}
