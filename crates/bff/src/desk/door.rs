//! Who may come to the desk.

use std::num::NonZeroU32;

use axum::{
    extract::{Request, State},
    http::{HeaderMap, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use governor::{DefaultDirectRateLimiter, Quota, RateLimiter};
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};

use crate::{app::App, error::Failure};

pub enum Door {
    /// There is no desk.
    Closed,
    /// HTTP Basic (RFC 7617): any name, this password.
    Password { password: SecretString, wrong: DefaultDirectRateLimiter },
    /// Everybody; or whoever the operator's proxy lets through.
    Open,
}

/// Wrong passwords in a minute, from wherever they come.
const WRONG_PER_MINUTE: NonZeroU32 = NonZeroU32::new(20).unwrap();

impl Door {
    pub fn with_password(password: SecretString) -> Door {
        Door::Password { password, wrong: RateLimiter::direct(Quota::per_minute(WRONG_PER_MINUTE)) }
    }
}

pub async fn pass(State(app): State<App>, request: Request, next: Next) -> Response {
    match &app.desk {
        Door::Open => next.run(request).await,
        Door::Closed => Failure::NotFound.into_response(),
        Door::Password { password, wrong } => match password_in(request.headers()) {
            Some(said) if is_same(&said, password.expose_secret()) => next.run(request).await,
            // A browser asks without one first.
            None => ask(),
            Some(_) if wrong.check().is_ok() => ask(),
            Some(_) => {
                (StatusCode::TOO_MANY_REQUESTS, "too many wrong passwords: wait a minute\n").into_response()
            }
        },
    }
}

fn ask() -> Response {
    let challenge = [(header::WWW_AUTHENTICATE, "Basic realm=\"Copy desk\", charset=\"UTF-8\"")];
    (StatusCode::UNAUTHORIZED, challenge, "the copy desk asks for its password\n").into_response()
}

fn password_in(headers: &HeaderMap) -> Option<String> {
    let credentials = headers.get(header::AUTHORIZATION)?.to_str().ok()?.strip_prefix("Basic ")?;
    let credentials = String::from_utf8(STANDARD.decode(credentials).ok()?).ok()?;
    credentials.split_once(':').map(|(_, password)| password.to_owned())
}

/// By their hashes: how long it takes says nothing about the password.
fn is_same(said: &str, password: &str) -> bool {
    Sha256::digest(said) == Sha256::digest(password)
}
