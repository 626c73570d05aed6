//! Calls that can be repeated: the header `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header-07).

use axum::{extract::FromRequestParts, http::request::Parts};
use secrecy::ExposeSecret;
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::{caller::Caller, problem::Problem};
use crate::store::RepeatableCall;

/// The longest key, in bytes.
const LONGEST: usize = 255;

/// The key of a call, if it has one.
pub struct IdempotencyKey(Option<String>);

impl IdempotencyKey {
    /// The call as it is remembered. Two calls are the same if they say the same and have the same API key.
    ///
    /// # Errors
    /// If the body cannot be written.
    pub fn of_call(
        self,
        caller: &Caller,
        body: &impl Serialize,
    ) -> serde_json::Result<Option<RepeatableCall>> {
        let Some(key) = self.0 else { return Ok(None) };
        let body = serde_json::to_vec(body)?;
        let request =
            Sha256::new_with_prefix(caller.api_key.expose_secret()).chain_update([0]).chain_update(body);
        Ok(Some(RepeatableCall {
            partner: caller.partner.id.clone(),
            key: Sha256::digest(key).into(),
            request: request.finalize().into(),
        }))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for IdempotencyKey {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<IdempotencyKey, Problem> {
        let mut given = parts.headers.get_all("idempotency-key").iter();
        let (first, second) = (given.next(), given.next());
        let Some(first) = first else { return Ok(IdempotencyKey(None)) };
        let key = first.to_str().ok().filter(|_| second.is_none()).and_then(key_in);
        let key = key.ok_or_else(|| {
            Problem::Unreadable(format!("Idempotency-Key: one key of 1 to {LONGEST} visible characters"))
        })?;
        Ok(IdempotencyKey(Some(key.to_owned())))
    }
}

/// The draft's key is a string of RFC 9651, in quotes. Most clients send it without.
fn key_in(header: &str) -> Option<&str> {
    let key = header.strip_prefix('"').and_then(|key| key.strip_suffix('"')).unwrap_or(header);
    let well_formed = (1..=LONGEST).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic());
    well_formed.then_some(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_may_be_quoted() {
        assert_eq!(key_in("order-4711"), Some("order-4711"));
        assert_eq!(key_in("\"order-4711\""), Some("order-4711"));
        for bad in ["", "\"\"", "a b", "ä", &"a".repeat(256)] {
            assert_eq!(key_in(bad), None, "{bad}");
        }
    }
}
