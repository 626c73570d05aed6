//! Who may use the copy desk.

use axum::http::{HeaderMap, header};
use base64::{Engine, engine::general_purpose::STANDARD};
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};

/// Who may use the copy desk.
#[derive(Clone)]
pub enum DeskAccess {
    /// Nobody: there is no desk.
    Closed,
    /// HTTP Basic (RFC 7617): any name, this password.
    Password(SecretString),
    /// Everybody, or whoever the operator's proxy lets through.
    Open,
}

/// What a request to the desk gets.
#[derive(Debug, PartialEq, Eq)]
pub enum Access {
    Granted,
    /// The desk is not there.
    Hidden,
    /// The password is missing or wrong.
    PasswordNeeded,
}

/// Long enough that nobody guesses it, however often they try.
const SHORTEST_PASSWORD: usize = 16;

impl DeskAccess {
    /// `None` if the password is too short.
    pub fn with_password(password: SecretString) -> Option<DeskAccess> {
        let is_long = password.expose_secret().chars().count() >= SHORTEST_PASSWORD;
        is_long.then_some(DeskAccess::Password(password))
    }

    /// Decides about a request by its headers.
    pub fn of(&self, headers: &HeaderMap) -> Access {
        match self {
            DeskAccess::Open => Access::Granted,
            DeskAccess::Closed => Access::Hidden,
            DeskAccess::Password(password) => match password_in(headers) {
                Some(given) if is_same(&given, password.expose_secret()) => Access::Granted,
                _ => Access::PasswordNeeded,
            },
        }
    }
}

fn password_in(headers: &HeaderMap) -> Option<String> {
    let credentials = headers.get(header::AUTHORIZATION)?.to_str().ok()?.strip_prefix("Basic ")?;
    let credentials = String::from_utf8(STANDARD.decode(credentials).ok()?).ok()?;
    credentials.split_once(':').map(|(_, password)| password.to_owned())
}

/// Compares hashes, so that the time it takes says nothing about the password.
fn is_same(given: &str, password: &str) -> bool {
    Sha256::digest(given) == Sha256::digest(password)
}
