use chrono::TimeDelta;
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Answer, TestSandbox};

#[tokio::test]
async fn a_token_is_given_for_credentials() {
    let sandbox = TestSandbox::start().await;
    let token = sandbox.token_with("client_credentials", "sandbox", "secret of the tests").await.expect(200);
    assert_eq!((&token["token_type"], &token["expires_in"]), (&json!("Bearer"), &json!(3600)));
    let wrong = sandbox.token_with("client_credentials", "sandbox", "wrong").await.expect(401);
    assert_eq!(wrong, json!({ "error": "invalid_client" }));
    let grant = sandbox.token_with("password", "sandbox", "secret of the tests").await.expect(400);
    assert_eq!(grant, json!({ "error": "unsupported_grant_type" }));
    let body = json!({
        "grant_type": "client_credentials", "client_id": "sandbox", "client_secret": "secret of the tests",
    });
    let as_json = sandbox.http.post(format!("{}/oauth/token", sandbox.url)).json(&body);
    assert!(Answer::of(as_json).await.expect(200)["access_token"].is_string());
}

#[tokio::test]
async fn nothing_is_told_without_a_valid_token() {
    let mut sandbox = TestSandbox::start().await;
    let without = sandbox.http.get(format!("{}/v1/persons/1cper", sandbox.url));
    assert_eq!(Answer::of(without).await.refused(401), "token_required");
    let unknown = sandbox.http.get(format!("{}/v1/persons/1cper", sandbox.url)).bearer_auth("guessed");
    assert_eq!(Answer::of(unknown).await.refused(401), "invalid_token");
    sandbox.advance(TimeDelta::hours(1));
    assert_eq!(sandbox.get("/v1/persons/1cper").await.refused(401), "invalid_token");
    sandbox.renew_token().await;
    assert_eq!(sandbox.get("/v1/persons/1cper").await.refused(404), "model_not_found");
}

#[tokio::test]
async fn what_there_is_not_is_refused_as_an_error_too() {
    let sandbox = TestSandbox::start().await;
    assert_eq!(sandbox.get("/v1/accounts").await.refused(404), "not_found");
    assert_eq!(
        sandbox.call(Method::PUT, "/v1/persons", Value::Null).await.refused(405),
        "method_not_allowed"
    );
    let broken = sandbox.request(Method::POST, "/v1/persons").body("{");
    assert_eq!(Answer::of(broken).await.refused(400), "invalid_json");
}
