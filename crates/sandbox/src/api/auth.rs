//! OAuth 2.0 client credentials (RFC 6749, 4.4) and bearer tokens (RFC 6750).

use axum::{
    Form, Json,
    extract::{FromRequest, Request, State},
    http::{HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use base64::prelude::{BASE64_STANDARD, Engine};
use chrono::TimeDelta;
use serde::Deserialize;
use serde_json::json;

use crate::{error::Refusal, sandbox::Sandbox};

/// How long a token is valid.
const LIFETIME: TimeDelta = TimeDelta::hours(1);

#[derive(Default, Deserialize)]
#[serde(default)]
struct TokenRequest {
    grant_type: String,
    client_id: String,
    client_secret: String,
}

/// `POST /oauth/token`: issues an access token. Takes a form or JSON; the credentials stand in it, or in `Authorization: Basic`
/// (RFC 6749, 2.3.1).
///
/// 400 `unsupported_grant_type`, 400 `invalid_request` for credentials in both places, 401 `invalid_client` (RFC 6749, 5.2).
pub async fn token(State(sandbox): State<Sandbox>, request: Request) -> Response {
    let authorization = request.headers().get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let basic = authorization.and_then(|value| value.strip_prefix("Basic ")).map(basic_credentials);
    let TokenRequest { grant_type, client_id, client_secret } = read(request).await;
    let refused = |status: StatusCode, error| (status, Json(json!({ "error": error }))).into_response();
    if grant_type != "client_credentials" {
        return refused(StatusCode::BAD_REQUEST, "unsupported_grant_type");
    }
    let in_body =
        Some((client_id, client_secret)).filter(|(id, secret)| !id.is_empty() || !secret.is_empty());
    let given = match (&basic, in_body) {
        (Some(_), Some(_)) => return refused(StatusCode::BAD_REQUEST, "invalid_request"),
        (Some(basic), None) => basic.clone(),
        (None, in_body) => in_body,
    };
    let config = sandbox.config();
    if given.is_none_or(|(id, secret)| id != config.client_id || secret != config.client_secret) {
        let mut response = refused(StatusCode::UNAUTHORIZED, "invalid_client");
        if basic.is_some() {
            let challenge = HeaderValue::from_static("Basic realm=\"sandbox\"");
            response.headers_mut().insert(header::WWW_AUTHENTICATE, challenge);
        }
        return response;
    }
    let (access_token, created_at) = sandbox.with(|state, now| {
        let access_token = state.random.secret();
        state.tokens.retain(|_, expires_at| *expires_at > now);
        state.tokens.insert(access_token.clone(), now + LIFETIME);
        (access_token, now.timestamp())
    });
    let token = json!({
        "access_token": access_token,
        "token_type": "Bearer",
        "expires_in": LIFETIME.num_seconds(),
        "scope": "partner",
        "created_at": created_at,
    });
    ([(header::CACHE_CONTROL, "no-store")], Json(token)).into_response()
}

/// Middleware in front of `/v1`. 401 `token_required` without a token, `invalid_token` with an unknown or expired one.
pub async fn require_token(
    State(sandbox): State<Sandbox>,
    request: Request,
    next: Next,
) -> Result<Response, Refusal> {
    let authorization =
        request.headers().get(header::AUTHORIZATION).and_then(|authorization| authorization.to_str().ok());
    let token = authorization
        .and_then(|authorization| authorization.strip_prefix("Bearer "))
        .ok_or(Refusal::TokenRequired)?;
    let valid =
        sandbox.with(|state, now| state.tokens.get(token).is_some_and(|expires_at| *expires_at > now));
    match valid {
        true => Ok(next.run(request).await),
        false => Err(Refusal::InvalidToken),
    }
}

/// The client's id and secret from `Authorization: Basic`, each encoded as in a form (RFC 6749, 2.3.1; RFC 7617).
fn basic_credentials(encoded: &str) -> Option<(String, String)> {
    let decoded = BASE64_STANDARD.decode(encoded).ok()?;
    let (id, secret) = std::str::from_utf8(&decoded).ok()?.split_once(':')?;
    Some((form_decoded(id)?, form_decoded(secret)?))
}

fn form_decoded(text: &str) -> Option<String> {
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(&format!("v={text}")).ok()?;
    match <[_; 1]>::try_from(pairs) {
        Ok([(_, value)]) => Some(value),
        Err(_) => None,
    }
}

/// Reads the body. An unreadable one counts as empty: it names no grant type.
async fn read(request: Request) -> TokenRequest {
    let content_type = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let read = match content_type.is_some_and(|content_type| content_type.starts_with("application/json")) {
        true => Json::from_request(request, &()).await.map(|Json(read)| read).ok(),
        false => Form::from_request(request, &()).await.map(|Form(read)| read).ok(),
    };
    read.unwrap_or_default()
}
