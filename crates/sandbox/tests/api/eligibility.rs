use reqwest::StatusCode;
use serde_json::json;

use crate::support::{HAPPY_IBAN, Identification, Subscriber, TestSandbox, create};

#[tokio::test]
async fn a_person_is_eligible_until_identified() {
    let sandbox = TestSandbox::start().await;
    let (mut subscriber, _) = Subscriber::of(&sandbox, "IDENTIFICATION").await;
    let identification = Identification::paid(&sandbox, HAPPY_IBAN).await;
    let path = format!("{}/identification_eligibility_checks", identification.person);
    let check = async || sandbox.post(&path, json!({ "method": "bank" })).await.expect(StatusCode::OK);
    assert_eq!(check().await, json!({ "method": "bank", "eligible": true, "failure_reason": "null" }));
    identification.sign(&mut subscriber).await;
    let expected =
        json!({ "method": "bank", "eligible": false, "failure_reason": "ALREADY_IDENTIFIED_SUCCESSFULLY" });
    assert_eq!(check().await, expected);
}

#[tokio::test]
async fn the_method_is_bank() {
    let sandbox = TestSandbox::start().await;
    let path = format!("{}/identification_eligibility_checks", sandbox.person().await);
    for body in [json!({}), json!({ "method": "idnow" })] {
        assert_eq!(sandbox.post(&path, body).await.mistakes(), ["method"]);
    }
}

#[tokio::test]
async fn who_lacks_data_or_attempts_is_not_eligible() {
    let sandbox = TestSandbox::start().await;
    let person = sandbox.verified_person().await;
    let reason = async |person: &str| {
        let path = format!("{person}/identification_eligibility_checks");
        let checked = sandbox.post(&path, json!({ "method": "bank" })).await.expect(StatusCode::OK);
        assert_eq!(checked["eligible"], false);
        checked["failure_reason"].as_str().unwrap().to_owned()
    };
    for _ in 0..20 {
        create(&sandbox, &person, HAPPY_IBAN).await.expect(StatusCode::CREATED);
    }
    assert_eq!(reason(&person).await, "IDENTIFICATION_ATTEMPTS_EXCEEDED");
    let person = sandbox.person().await;
    sandbox.patch(&person, json!({ "salutation": null })).await.expect(StatusCode::OK);
    assert_eq!(reason(&person).await, "PERSON_MISSING_REQUIRED_DATA");
}
