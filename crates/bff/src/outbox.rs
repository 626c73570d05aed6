//! Delivers partner events by the rules of Standard Webhooks
//! (<https://github.com/standard-webhooks/standard-webhooks>): signed, and repeated with growing pauses until they are
//! accepted.

use std::collections::HashMap;

use base64::{Engine, engine::general_purpose::STANDARD};
use chrono::{DateTime, TimeDelta, Utc};
use hmac::{Hmac, KeyInit, Mac};
use reqwest::StatusCode;
use secrecy::{ExposeSecret, SecretSlice};
use sha2::Sha256;
use tokio::task::{self, JoinSet};

use crate::{error::ApiError, partners::WebhookReceiver, state::AppState, store::Delivery};

/// The pause after each failed attempt, in seconds. After the last one the event is given up.
const PAUSES: [i64; 9] = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400];

/// Runs as long as the server does. Each partner has a queue of its own, so that a server that never answers delays nobody
/// else's events.
pub async fn run(state: AppState) {
    let mut queues = JoinSet::new();
    let mut busy: HashMap<task::Id, String> = HashMap::new();
    loop {
        match state.store.partners_with_deliveries_due(state.clock.now()).await {
            Ok(partners) => {
                for partner in partners {
                    if !busy.values().any(|known| *known == partner) {
                        let queue = queues.spawn(deliver_due(state.clone(), partner.clone()));
                        busy.insert(queue.id(), partner);
                    }
                }
            }
            Err(error) => tracing::error!("events for partners are late: {error}"),
        }
        let done = tokio::select! {
            () = state.outbox.woken() => None,
            done = queues.join_next_with_id(), if !queues.is_empty() => done,
        };
        let Some(done) = done else { continue };
        let (id, sent) = done.unwrap_or_else(|panicked| (panicked.id(), Err(ApiError::Panicked)));
        busy.remove(&id);
        if let Err(error) = sent {
            tracing::error!("events for a partner are late: {error}");
            state.outbox.woken().await;
        }
    }
}

/// Sends what is due to a partner, one after the other.
async fn deliver_due(state: AppState, partner: String) -> Result<(), ApiError> {
    let _queue = state.store.lock_queue(&partner).await?;
    for delivery in state.store.deliveries_due(&partner, state.clock.now()).await? {
        let partner = state.partners.current().find(&delivery.partner);
        let receiver = partner.as_ref().and_then(|partner| partner.webhook.as_ref());
        let accepted = match receiver {
            Some(receiver) => send(&state, receiver, &delivery).await,
            // The partner wants no events, or is no longer a partner.
            None => true,
        };
        match (accepted, PAUSES.get(delivery.tries as usize)) {
            (true, _) => state.store.delivery_is_over(&delivery.id).await?,
            (false, Some(pause)) => {
                let next_at = state.clock.now() + TimeDelta::seconds(*pause);
                state.store.deliver_again(&delivery.id, next_at).await?;
            }
            (false, None) => {
                let Delivery { id, partner, .. } = delivery;
                tracing::error!(webhook = id, partner, "a partner did not accept an event: given up");
                state.store.delivery_is_over(&id).await?;
            }
        }
    }
    Ok(())
}

/// Whether it was accepted.
async fn send(state: &AppState, receiver: &WebhookReceiver, delivery: &Delivery) -> bool {
    let timestamp = state.clock.now();
    let signatures = receiver.secrets.iter().filter_map(|secret| signature(secret, delivery, timestamp));
    let signatures: Vec<String> = signatures.collect();
    let Delivery { id, partner, .. } = delivery;
    let Some(request) = state.outbox.post(receiver) else {
        tracing::warn!(webhook = id, partner, "a partner's address for events is not public");
        return false;
    };
    let request = request
        .header("content-type", "application/json")
        .header("webhook-id", &delivery.id)
        .header("webhook-timestamp", timestamp.timestamp())
        .header("webhook-signature", signatures.join(" "));
    match request.body(delivery.body.clone()).send().await {
        Ok(answer) if answer.status().is_success() => true,
        // The endpoint is gone (410): there is nobody to repeat it to.
        Ok(answer) if answer.status() == StatusCode::GONE => {
            tracing::warn!(webhook = id, partner, "the partner's endpoint is gone");
            true
        }
        Ok(answer) => {
            let status = answer.status().as_u16();
            tracing::warn!(webhook = id, partner, status, "a partner did not accept an event yet");
            false
        }
        Err(_) => {
            tracing::warn!(webhook = id, partner, "a partner's server does not answer");
            false
        }
    }
}

/// `v1,` and the HMAC-SHA-256 of id, time and body in base64 (Standard Webhooks, "Signature scheme").
fn signature(secret: &SecretSlice<u8>, delivery: &Delivery, timestamp: DateTime<Utc>) -> Option<String> {
    let mac = Hmac::<Sha256>::new_from_slice(secret.expose_secret()).ok()?;
    let signed = format!("{}.{}.{}", delivery.id, timestamp.timestamp(), delivery.body);
    Some(format!("v1,{}", STANDARD.encode(mac.chain_update(signed).finalize().into_bytes())))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example in the specification's reference libraries.
    #[test]
    fn events_are_signed_as_the_standard_says() {
        let secret = STANDARD.decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap().into();
        let delivery = Delivery {
            id: "msg_p5jXN8AQM9LWM0D4loKWxJek".into(),
            partner: String::new(),
            body: r#"{"test": 2432232314}"#.into(),
            tries: 0,
        };
        let at = DateTime::from_timestamp(1_614_265_330, 0).unwrap();
        let expected = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
        assert_eq!(signature(&secret, &delivery, at).as_deref(), Some(expected));
    }
}
