use bankident_wire::{Editable, ProblemCode, Stage, Step};
use chrono::TimeDelta;
use serde_json::json;

use crate::support::{Customer, GOOD_IBAN, NUMBER, TestApp};

#[tokio::test]
async fn before_the_creation_every_answer_can_be_changed() {
    let app = TestApp::start().await;
    let customer = Customer::start(&app).await;
    customer.to_check().await;
    let Stage::Person(person) = customer.revisit("person").await else { panic!("person") };
    assert_eq!(person.editable, Editable::Everything);
    assert_eq!(customer.reload().await.step(), Step::Person, "a reload stays there");
    let mut renamed = customer.person();
    renamed["last_name"] = "Seepferd".into();
    let Stage::Check(check) = customer.submit("/person", renamed).await else { panic!("check") };
    assert_eq!(check.person.last_name.as_str(), "Seepferd");
    let Stage::Terms(terms) = customer.revisit("terms").await else { panic!("terms") };
    assert!(terms.accepted.is_some());
    assert_eq!(customer.submit("/terms", customer.terms()).await.step(), Step::Check);
}

#[tokio::test]
async fn a_step_that_was_not_reached_is_not_shown() {
    let app = TestApp::start().await;
    let customer = Customer::start(&app).await;
    assert_eq!(customer.revisit("person").await.step(), Step::Terms);
    customer.submit("/terms", customer.terms()).await;
    for step in ["address", "check", "iban", "done"] {
        assert_eq!(customer.revisit(step).await.step(), Step::Person);
    }
}

#[tokio::test]
async fn after_the_creation_what_patch_takes_can_be_changed() {
    let app = TestApp::start().await;
    let customer = Customer::start(&app).await;
    customer.to_mobile_code().await;
    let Stage::Check(check) = customer.revisit("check").await else { panic!("check") };
    assert_eq!(check.editable, Editable::WhatPatchTakes);

    customer.revisit("address").await;
    let mut moved = customer.address();
    moved["address"]["line_1"] = "Hafenstr. 7".into();
    let Stage::Check(check) = customer.submit("/address", moved).await else { panic!("check") };
    assert_eq!(check.address.address.line_1.as_str(), "Hafenstr. 7");

    customer.revisit("status").await;
    let mut freelancer = customer.status();
    freelancer["employment_status"] = "FREELANCER".into();
    freelancer["nace_code"] = "J 62".into();
    assert_eq!(customer.submit("/status", freelancer).await.step(), Step::Check);

    customer.revisit("person").await;
    let mut renamed = customer.person();
    renamed["last_name"] = "Seepferd".into();
    assert_eq!(customer.mistakes("/person", renamed).await, [("last_name".to_owned(), "locked")]);
    let mut salutation = customer.person();
    salutation["salutation"] = "MS".into();
    assert_eq!(customer.submit("/person", salutation).await.step(), Step::Check);
    assert_eq!(customer.submit("/check", json!({})).await.step(), Step::MobileCode);
}

#[tokio::test]
async fn another_number_replaces_the_unverified_one() {
    let app = TestApp::start().await;
    let customer = Customer::start(&app).await;
    customer.to_mobile().await;
    customer.submit("/mobile", json!({ "number": "+49 176 12345678" })).await;
    customer.submit("/check", json!({})).await;
    let Stage::Mobile(mobile) = customer.revisit("mobile").await else { panic!("mobile") };
    assert_eq!(mobile.number.unwrap().as_str(), "+4917612345678");
    assert_eq!(customer.fail("/mobile", json!({ "number": NUMBER })).await.code, ProblemCode::TooSoon);
    app.advance(TimeDelta::seconds(30));
    let Stage::MobileCode(code) = customer.submit("/mobile", json!({ "number": NUMBER })).await else {
        panic!("mobile-code")
    };
    assert_eq!(code.number_masked, "+1 ••• 01");
    assert_eq!(app.sms_count().await, 1);
}

#[tokio::test]
async fn at_the_bank_another_iban_can_be_given() {
    let app = TestApp::start().await;
    let customer = Customer::start(&app).await;
    let first = customer.to_bank().await;
    assert_eq!(customer.revisit("iban").await.step(), Step::Iban);
    assert_eq!(customer.revisit("bank").await.step(), Step::Bank, "and forward again");
    customer.revisit("iban").await;
    let second = customer.bank_of(customer.submit("/iban", customer.iban(GOOD_IBAN)).await);
    assert_ne!(first.url, second.url);
}

#[tokio::test]
async fn the_contract_can_be_read_again_without_another_sms() {
    let app = TestApp::start().await;
    let customer = Customer::start(&app).await;
    let sign = customer.to_sign().await;
    let sent = app.sms_count().await;
    let Stage::Contract(contract) = customer.revisit("contract").await else { panic!("contract") };
    assert!(!contract.documents.is_empty());
    assert_eq!(customer.submit("/contract", json!({})).await, sign);
    assert_eq!(app.sms_count().await, sent);
}
