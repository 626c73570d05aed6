//! Delivers webhooks: signs and sends them, and tries again until the subscriber accepts.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::{
    model::webhook::{Delivery, DeliveryState, Verdict},
    sandbox::Sandbox,
};

/// Sends each delivery as soon as it is due. Never ends.
pub async fn run(sandbox: Sandbox) {
    loop {
        let id = sandbox.next_delivery().await;
        tokio::spawn(send(sandbox.clone(), id));
    }
}

/// Makes the first attempt. Further attempts follow in the background.
pub async fn send(sandbox: Sandbox, id: String) {
    if attempt(&sandbox, &id).await == Verdict::TryAgain {
        tokio::spawn(send_again(sandbox, id));
    }
}

async fn send_again(sandbox: Sandbox, id: String) {
    for pause in &sandbox.back_off().0 {
        sandbox.clock().wait_until(sandbox.clock().now() + *pause).await;
        if attempt(&sandbox, &id).await != Verdict::TryAgain {
            return;
        }
    }
    tracing::warn!("a webhook was given up");
    sandbox.with(|state, _| state.webhooks.end(&id, DeliveryState::GivenUp));
}

/// Makes one attempt and records its result.
pub async fn attempt(sandbox: &Sandbox, id: &str) -> Verdict {
    let Some(delivery) = sandbox.with(|state, _| state.webhooks.begin_attempt(id)) else {
        return Verdict::Canceled;
    };
    let answer = request(&delivery, sandbox.http()).send().await;
    let verdict = Verdict::of(answer.ok().map(|answer| answer.status().as_u16()));
    tracing::info!(attempt = delivery.attempts, ?verdict, "a webhook was sent");
    sandbox.with(|state, _| state.webhooks.note(&delivery, verdict));
    verdict
}

/// A signed POST, as the webhook documentation describes it.
fn request(delivery: &Delivery, http: &reqwest::Client) -> reqwest::RequestBuilder {
    let body = delivery.event.body.to_string();
    http.post(delivery.subscription.url.clone())
        .header("content-type", "application/json")
        .header("solaris-webhook-event-type", &delivery.event.event_type)
        .header("solaris-webhook-id", &delivery.id)
        .header("solaris-webhook-attempt", delivery.attempts)
        .header("solaris-entity-id", &delivery.event.entity_id)
        .header("solaris-webhook-subscription-id", &delivery.subscription.id)
        .header("solaris-webhook-signature", signature(&delivery.subscription.secret, body.as_bytes()))
        .body(body)
}

/// The header `solaris-webhook-signature`: `sha256=` and the hexadecimal HMAC-SHA-256 of the body (RFC 2104).
fn signature(secret: &str, body: &[u8]) -> String {
    let mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("HMAC takes keys of any length");
    format!("sha256={}", hex::encode(mac.chain_update(body).finalize().into_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 4231, test case 2.
    #[test]
    fn a_delivery_is_signed_with_hmac_sha_256() {
        let expected = "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
        assert_eq!(signature("Jefe", b"what do ya want for nothing?"), expected);
    }
}
