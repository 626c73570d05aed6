//! OAuth 2.0 client credentials (RFC 6749, 4.4) and bearer tokens (RFC 6750).

use axum::{
    Form, Json,
    extract::{FromRequest, Request, State},
    http::{StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
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

/// `POST /oauth/token`: issues an access token. Takes a form or JSON.
///
/// 400 `unsupported_grant_type`, 401 `invalid_client` (RFC 6749, 5.2).
pub async fn token(State(sandbox): State<Sandbox>, request: Request) -> Response {
    let request = read(request).await;
    if request.grant_type != "client_credentials" {
        return (StatusCode::BAD_REQUEST, Json(json!({ "error": "unsupported_grant_type" }))).into_response();
    }
    if request.client_id != sandbox.config().client_id
        || request.client_secret != sandbox.config().client_secret
    {
        return (StatusCode::UNAUTHORIZED, Json(json!({ "error": "invalid_client" }))).into_response();
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

/// Reads the body. An unreadable one counts as empty: it names no grant type.
async fn read(request: Request) -> TokenRequest {
    let content_type = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let read = match content_type.is_some_and(|content_type| content_type.starts_with("application/json")) {
        true => Json::from_request(request, &()).await.map(|Json(read)| read).ok(),
        false => Form::from_request(request, &()).await.map(|Form(read)| read).ok(),
    };
    read.unwrap_or_default()
}
