//! People and addresses that forms forget.

use bankident_wire::{Stage, Step, StoppedStage};
use chrono::TimeDelta;
use serde_json::json;

use crate::support::{Customer, NUMBER, TestApp, VIDEO_URL};

async fn at_person(app: &TestApp) -> Customer<'_> {
    let customer = Customer::start(app).await;
    assert_eq!(customer.submit("/terms", customer.terms()).await.step(), Step::Person);
    customer
}

#[tokio::test]
async fn who_is_from_kosovo_is_taken_as_they_are() {
    let app = TestApp::start().await;
    let customer = at_person(&app).await;
    let mut person = customer.person();
    person["nationality"] = "XK".into();
    person["birth_country"] = "XK".into();
    assert_eq!(customer.submit("/person", person).await.step(), Step::Address);
    let mut address = customer.address();
    address["address"]["country"] = "XK".into();
    address["address"]["postal_code"] = "10000".into();
    customer.submit("/address", address).await;
    let mut status = customer.status();
    status["tax_assessment_country"] = "XK".into();
    customer.submit("/status", status).await;
    customer.submit("/mobile", json!({ "number": NUMBER })).await;
    assert_eq!(customer.submit("/check", json!({})).await.step(), Step::MobileCode);
}

#[tokio::test]
async fn a_postal_code_is_judged_by_its_country() {
    let app = TestApp::start().await;
    let customer = at_person(&app).await;
    customer.submit("/person", customer.person()).await;
    let with = |country: &str, code: &str| {
        let mut address = customer.address();
        address["address"]["country"] = country.into();
        address["address"]["postal_code"] = code.into();
        address
    };
    for (country, code, problem) in [
        ("AT", "14169", "invalid"),
        ("GB", "12345", "invalid"),
        ("NL", "1234", "invalid"),
        ("AT", "", "missing"),
        ("DE", "1416", "invalid"),
    ] {
        let mistakes = customer.mistakes("/address", with(country, code)).await;
        assert_eq!(mistakes, [("address.postal_code".to_owned(), problem)], "{country} {code}");
    }
    for (country, code) in
        [("HK", ""), ("IE", ""), ("IE", "D02 AF30"), ("AT", "1010"), ("GB", "SW1A 1AA"), ("NL", "1234 AB")]
    {
        let step = customer.submit("/address", with(country, code)).await.step();
        assert_eq!(step, Step::Status, "{country} {code}");
        assert_eq!(customer.revisit("address").await.step(), Step::Address);
    }
    // To the end without one.
    customer.submit("/address", with("HK", "")).await;
    customer.submit("/status", customer.status()).await;
    customer.submit("/mobile", json!({ "number": NUMBER })).await;
    assert_eq!(customer.submit("/check", json!({})).await.step(), Step::MobileCode);
}

#[tokio::test]
async fn who_cannot_answer_goes_on_by_video_and_nothing_is_kept() {
    let app = TestApp::start().await;
    let customer = at_person(&app).await;
    for on in ["salutation", "one-name", "incomplete-birth-date", "no-nationality"] {
        assert_eq!(customer.submit("/stuck", json!({ "on": on })).await.step(), Step::Person);
    }
    customer.submit("/person", customer.person()).await;
    customer.revisit("person").await;
    let video = Stage::Stopped(StoppedStage::Video { url: Some(VIDEO_URL.to_owned()) });
    assert_eq!(customer.submit("/choose", json!({ "way": "video" })).await, video);
    let stored = serde_json::to_string(&customer.stored().await.application).unwrap();
    assert!(!stored.contains("Zierfisch"), "{stored}");
    app.advance(TimeDelta::hours(2));
    assert_eq!(customer.reload().await, video, "there is nobody to recognise");
}

#[tokio::test]
async fn once_the_bank_knows_the_person_the_question_is_answered() {
    let app = TestApp::start().await;
    let customer = Customer::start(&app).await;
    customer.to_mobile_code().await;
    customer.revisit("person").await;
    assert_eq!(customer.submit("/choose", json!({ "way": "video" })).await.step(), Step::Person);
}
