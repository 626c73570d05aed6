use reqwest::StatusCode;
use serde_json::json;

use crate::support::{HAPPY_IBAN, Identification, Subscriber, TestSandbox};

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
