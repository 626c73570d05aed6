//! Who may come to the desk.

use axum::{
    extract::{Request, State},
    http::{HeaderMap, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};

use crate::{app::App, error::Failure};

pub enum Door {
    /// There is no desk.
    Closed,
    /// HTTP Basic (RFC 7617): any name, this password.
    Password(SecretString),
    /// Everybody; or whoever the operator's proxy lets through.
    Open,
}

/// So long that it cannot be guessed, however often somebody tries.
const SHORTEST: usize = 16;

impl Door {
    /// `None` where the password is too short.
    pub fn with_password(password: SecretString) -> Option<Door> {
        let is_long = password.expose_secret().chars().count() >= SHORTEST;
        is_long.then_some(Door::Password(password))
    }
}

pub async fn pass(State(app): State<App>, request: Request, next: Next) -> Response {
    match &app.desk {
        Door::Open => next.run(request).await,
        Door::Closed => Failure::NotFound.into_response(),
        Door::Password(password) => match password_in(request.headers()) {
            Some(said) if is_same(&said, password.expose_secret()) => next.run(request).await,
            _ => ask(),
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
