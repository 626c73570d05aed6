//! Whether a webhook is genuine, as Standard Webhooks says.

use std::time::{SystemTime, UNIX_EPOCH};

use axum::http::HeaderMap;
use base64::{Engine, engine::general_purpose::STANDARD};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// Seconds; older news may have been recorded and are said again by somebody else.
const FRESH: u64 = 300;

/// One of the signatures is ours, and the time is about now.
#[expect(clippy::disallowed_methods, reason = "a shop has no clock but the machine's")]
pub fn is_genuine(headers: &HeaderMap, body: &[u8], secret: &[u8]) -> bool {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let (id, timestamp) = (text("webhook-id"), text("webhook-timestamp"));
    let is_fresh = timestamp.parse().is_ok_and(|said: u64| said.abs_diff(now) <= FRESH);
    is_fresh
        && text("webhook-signature")
            .split(' ')
            .any(|signature| signed(signature, id, timestamp, body, secret))
}

fn signed(signature: &str, id: &str, timestamp: &str, body: &[u8], secret: &[u8]) -> bool {
    let Some(Ok(signature)) = signature.strip_prefix("v1,").map(|signature| STANDARD.decode(signature))
    else {
        return false;
    };
    let Ok(mac) = Hmac::<Sha256>::new_from_slice(secret) else { return false };
    let mac = mac.chain_update(id).chain_update(".").chain_update(timestamp).chain_update(".");
    mac.chain_update(body).verify_slice(&signature).is_ok()
}
