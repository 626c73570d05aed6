use chrono::TimeDelta;
use reqwest::{Method, StatusCode};
use serde_json::json;

use crate::support::{Answer, TestSandbox};

#[tokio::test]
async fn credentials_are_a_form_or_json() {
    let sandbox = TestSandbox::start().await;
    let credentials =
        [("grant_type", "client_credentials"), ("client_id", "sandbox"), ("client_secret", "sandbox")];
    let form = sandbox.http.post(format!("{}/oauth/token", sandbox.url)).form(&credentials);
    let token = Answer::of(form).await.expect(StatusCode::OK);
    assert_eq!((token["token_type"].as_str(), token["expires_in"].as_i64()), (Some("Bearer"), Some(3600)));
    let request = sandbox.http.get(format!("{}/v1/persons/1cper", sandbox.url));
    let request = request.bearer_auth(token["access_token"].as_str().unwrap());
    assert_eq!(Answer::of(request).await.refused(404), "model_not_found");
}

#[tokio::test]
async fn wrong_credentials_get_no_token() {
    let sandbox = TestSandbox::start().await;
    for (grant_type, client_id, client_secret, status, error) in [
        ("client_credentials", "sandbox", "guessed", 401, "invalid_client"),
        ("client_credentials", "other", "sandbox", 401, "invalid_client"),
        ("password", "sandbox", "sandbox", 400, "unsupported_grant_type"),
    ] {
        let body =
            json!({ "grant_type": grant_type, "client_id": client_id, "client_secret": client_secret });
        let answer = sandbox.post("/oauth/token", body).await;
        assert_eq!((answer.status.as_u16(), answer.body), (status, json!({ "error": error })));
    }
}

#[tokio::test]
async fn credentials_can_stand_in_a_header() {
    let sandbox = TestSandbox::start().await;
    let url = format!("{}/oauth/token", sandbox.url);
    let grant = ("grant_type", "client_credentials");
    for (id, secret, body, status, error) in [
        ("sandbox", "sandbox", vec![grant], 200, None),
        // As in a form.
        ("s%61ndbox", "sandbo%78", vec![grant], 200, None),
        ("sandbox", "guessed", vec![grant], 401, Some("invalid_client")),
        ("sandbox", "sandbox", vec![grant, ("client_id", "sandbox")], 400, Some("invalid_request")),
        ("sandbox", "sandbox", vec![], 400, Some("unsupported_grant_type")),
    ] {
        let request = sandbox.http.post(&url).basic_auth(id, Some(secret)).form(&body);
        let response = request.send().await.unwrap();
        let challenge = response.headers().contains_key("www-authenticate");
        assert_eq!(
            (response.status().as_u16(), challenge),
            (status, status == 401),
            "{id} {secret} {body:?}"
        );
        let answer: serde_json::Value = response.json().await.unwrap();
        assert_eq!(answer.get("error").and_then(|error| error.as_str()), error, "{id} {secret} {body:?}");
    }
    let unreadable = sandbox.http.post(&url).header("authorization", "Basic !").form(&[grant]);
    assert_eq!(unreadable.send().await.unwrap().status(), StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn each_endpoint_wants_a_token() {
    let sandbox = TestSandbox::start().await;
    for (method, path) in [
        (Method::POST, "/v1/persons"),
        (Method::GET, "/v1/persons/1cper/documents/1cdoc/file"),
        (Method::POST, "/v1/webhooks"),
    ] {
        let without = sandbox.http.request(method.clone(), format!("{}{path}", sandbox.url));
        assert_eq!(Answer::of(without).await.refused(401), "token_required");
        let unknown = sandbox.http.request(method, format!("{}{path}", sandbox.url)).bearer_auth("guessed");
        assert_eq!(Answer::of(unknown).await.refused(401), "invalid_token");
    }
}

#[tokio::test]
async fn a_token_expires() {
    let mut sandbox = TestSandbox::start().await;
    let person = sandbox.person().await;
    sandbox.clock.advance(TimeDelta::seconds(3599));
    sandbox.get(&person).await.expect(StatusCode::OK);
    sandbox.clock.advance(TimeDelta::seconds(1));
    assert_eq!(sandbox.get(&person).await.refused(401), "invalid_token");
    sandbox.renew_token().await;
    sandbox.get(&person).await.expect(StatusCode::OK);
}

#[tokio::test]
async fn an_unknown_address_or_method_is_refused_like_all_else() {
    let sandbox = TestSandbox::start().await;
    assert_eq!(sandbox.get("/v1/unknown").await.refused(404), "not_found");
    assert_eq!(sandbox.get("/v1/iban_lookups").await.refused(405), "method_not_allowed");
}
