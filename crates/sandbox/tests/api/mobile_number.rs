use chrono::TimeDelta;
use reqwest::Method;
use serde_json::json;

use crate::support::{NUMBER, TestSandbox};

#[tokio::test]
async fn a_number_is_verified_by_its_code() {
    let sandbox = TestSandbox::start().await;
    let path = format!("/v1/persons/{}/mobile_number", sandbox.person().await);
    assert_eq!(sandbox.get(&path).await.refused(404), "model_not_found");
    let created = sandbox.post(&path, json!({ "number": NUMBER })).await.expect(201);
    assert!(created["id"].as_str().unwrap().ends_with("cmno"));
    assert_eq!((&created["number"], &created["verified"]), (&json!(NUMBER), &json!(false)));
    let confirm = |token| json!({ "number": NUMBER, "token": token });
    let early = sandbox.post(&format!("{path}/confirm"), confirm("212212")).await;
    assert_eq!(early.refused(403), "invalid_tan", "no code was sent yet");
    sandbox.post(&format!("{path}/authorize"), json!({ "number": NUMBER })).await.expect(201);
    let wrong = sandbox.post(&format!("{path}/confirm"), confirm("212213")).await;
    assert_eq!(wrong.refused(403), "invalid_tan");
    let confirmed = sandbox.post(&format!("{path}/confirm"), confirm("212212")).await.expect(201);
    assert_eq!(confirmed["verified"], true);
    assert_eq!(sandbox.get(&path).await.expect(200), confirmed);
}

#[tokio::test]
async fn a_code_expires() {
    let sandbox = TestSandbox::start().await;
    let path = format!("/v1/persons/{}/mobile_number", sandbox.person().await);
    sandbox.post(&path, json!({ "number": NUMBER })).await.expect(201);
    sandbox.post(&format!("{path}/authorize"), json!({ "number": NUMBER })).await.expect(201);
    sandbox.advance(TimeDelta::minutes(10));
    let late = sandbox.post(&format!("{path}/confirm"), json!({ "number": NUMBER, "token": "212212" })).await;
    assert_eq!(late.refused(403), "invalid_tan");
}

#[tokio::test]
async fn there_is_one_number_at_a_time() {
    let sandbox = TestSandbox::start().await;
    let path = format!("/v1/persons/{}/mobile_number", sandbox.person().await);
    sandbox.post(&path, json!({ "number": NUMBER })).await.expect(201);
    let other = json!({ "number": "+4917612345678" });
    assert_eq!(sandbox.post(&path, other.clone()).await.refused(409), "mobile_number_exists");
    assert_eq!(
        sandbox.post(&format!("{path}/authorize"), other.clone()).await.refused(404),
        "model_not_found"
    );
    assert_eq!(sandbox.call(Method::DELETE, &path, other.clone()).await.refused(404), "model_not_found");
    sandbox.call(Method::DELETE, &path, json!({ "number": NUMBER })).await.expect(200);
    sandbox.post(&path, other).await.expect(201);
}

#[tokio::test]
async fn a_verified_number_is_changed_by_request_only() {
    let sandbox = TestSandbox::start().await;
    let path = format!("/v1/persons/{}/mobile_number", sandbox.verified_person().await);
    let answer = sandbox.call(Method::DELETE, &path, json!({ "number": NUMBER })).await.expect(202);
    assert_eq!(answer["status"], "AUTHORIZATION_REQUIRED");
    assert_eq!(sandbox.get(&path).await.expect(200)["verified"], true);
}

#[tokio::test]
async fn some_countries_are_not_supported() {
    let sandbox = TestSandbox::start().await;
    let path = format!("/v1/persons/{}/mobile_number", sandbox.person().await);
    for number in ["+989123456789", "+8501912345678", "0176 1234567"] {
        let errors = sandbox.post(&path, json!({ "number": number })).await.errors(400);
        assert_eq!(errors, [("invalid_model".to_owned(), Some("number".to_owned()))]);
    }
}
