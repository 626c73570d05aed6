use chrono::TimeDelta;
use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::support::{CODE, NUMBER, TestSandbox};

fn number() -> Value {
    json!({ "number": NUMBER })
}

#[tokio::test]
async fn a_number_is_verified_with_the_code_of_the_sms() {
    let sandbox = TestSandbox::start().await;
    let path = format!("{}/mobile_number", sandbox.person().await);
    assert_eq!(sandbox.get(&path).await.refused(404), "model_not_found");
    let created = sandbox.post(&path, number()).await.expect(StatusCode::CREATED);
    assert!(created["id"].as_str().unwrap().ends_with("cmno"));
    assert_eq!((&created["number"], &created["verified"]), (&json!(NUMBER), &json!(false)));
    assert_eq!(sandbox.messages().await.len(), 0, "creating sends nothing");
    let authorized = sandbox.post(&format!("{path}/authorize"), number()).await.expect(StatusCode::CREATED);
    assert_eq!(authorized, created);
    let confirm = format!("{path}/confirm");
    let wrong = json!({ "number": NUMBER, "token": "000000" });
    assert_eq!(sandbox.post(&confirm, wrong).await.refused(403), "invalid_tan");
    let right = json!({ "number": NUMBER, "token": CODE });
    let confirmed = sandbox.post(&confirm, right).await.expect(StatusCode::CREATED);
    assert_eq!(confirmed["verified"], true);
    assert_eq!(sandbox.get(&path).await.expect(StatusCode::OK), confirmed);
}

#[tokio::test]
async fn another_number_gets_a_code_of_its_own() {
    let sandbox = TestSandbox::start().await;
    let path = format!("{}/mobile_number", sandbox.person().await);
    let number = json!({ "number": "+4917612345678" });
    sandbox.post(&path, number.clone()).await.expect(StatusCode::CREATED);
    sandbox.post(&format!("{path}/authorize"), number).await.expect(StatusCode::CREATED);
    let messages = sandbox.get("/sandbox/sms?number=%2B4917612345678").await.expect(StatusCode::OK);
    let code = messages[0]["code"].as_str().unwrap();
    assert!(code.len() == 6 && code.bytes().all(|b| b.is_ascii_digit()) && code != CODE, "{code}");
    let right = json!({ "number": "+4917612345678", "token": code });
    let confirmed = sandbox.post(&format!("{path}/confirm"), right).await.expect(StatusCode::CREATED);
    assert_eq!(confirmed["verified"], true);
}

#[tokio::test]
async fn a_code_expires() {
    let sandbox = TestSandbox::start().await;
    let path = format!("{}/mobile_number", sandbox.person().await);
    sandbox.post(&path, number()).await.expect(StatusCode::CREATED);
    sandbox.post(&format!("{path}/authorize"), number()).await.expect(StatusCode::CREATED);
    sandbox.clock.advance(TimeDelta::minutes(10));
    let late = json!({ "number": NUMBER, "token": CODE });
    assert_eq!(sandbox.post(&format!("{path}/confirm"), late).await.refused(403), "invalid_tan");
}

#[tokio::test]
async fn a_person_has_one_number() {
    let sandbox = TestSandbox::start().await;
    let path = format!("{}/mobile_number", sandbox.person().await);
    sandbox.post(&path, number()).await.expect(StatusCode::CREATED);
    for number in [NUMBER, "+4917612345678"] {
        let second = sandbox.post(&path, json!({ "number": number })).await;
        assert_eq!(second.refused(409), "mobile_number_exists");
    }
    let other = json!({ "number": "+4917612345678" });
    for command in ["authorize", "confirm"] {
        let mut body = other.clone();
        body["token"] = json!(CODE);
        let unknown = sandbox.post(&format!("{path}/{command}"), body).await;
        assert_eq!(unknown.refused(404), "model_not_found");
    }
}

#[tokio::test]
async fn a_number_can_be_deleted_until_it_is_verified() {
    let sandbox = TestSandbox::start().await;
    let path = format!("{}/mobile_number", sandbox.person().await);
    sandbox.post(&path, number()).await.expect(StatusCode::CREATED);
    sandbox.delete(&path, number()).await.expect(StatusCode::OK);
    assert_eq!(sandbox.get(&path).await.refused(404), "model_not_found");
    let path = format!("{}/mobile_number", sandbox.verified_person().await);
    let change_request = sandbox.delete(&path, number()).await.expect(StatusCode::ACCEPTED);
    assert!(change_request["id"].is_string());
    assert_eq!(sandbox.get(&path).await.expect(StatusCode::OK)["verified"], true);
}

#[tokio::test]
async fn unsupported_numbers_are_refused() {
    let sandbox = TestSandbox::start().await;
    let path = format!("{}/mobile_number", sandbox.person().await);
    for number in ["+989123456789", "+8501912345678", "+49 176 12345678", "017612345678", ""] {
        assert_eq!(sandbox.post(&path, json!({ "number": number })).await.mistakes(), ["number"], "{number}");
    }
}
