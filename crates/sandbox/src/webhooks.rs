//! Webhooks: subscriptions, and signed deliveries that are tried again (the public webhook documentation).

use axum::{Json, extract::State, http::StatusCode};
use chrono::TimeDelta;
use hmac::{Hmac, KeyInit, Mac};
use reqwest::Url;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::Sha256;

use crate::{
    Sandbox,
    error::Refusal,
    identifications::Identification,
    input::{Body, Wrong, one_of, read, text},
    state::State as SandboxState,
};

/// The guide, "Webhooks".
const EVENT_TYPES: [&str; 5] = [
    "IDENTIFICATION",
    "PERSON_CHANGED",
    "PERSON_DELETED",
    "PERSON_MOBILE_NUMBER_CREATED",
    "PERSON_MOBILE_NUMBER_DELETED",
];

#[derive(Clone)]
pub struct Subscription {
    id: String,
    event_type: String,
    url: Url,
    /// The deliveries are signed with it.
    secret: String,
}

/// Something that subscribers hear of.
pub struct Event {
    event_type: String,
    entity_id: String,
    body: Value,
}

/// The pauses between the attempts of a delivery, on the sandbox's clock; after the last attempt it is given up.
#[derive(Clone, Debug)]
pub struct BackOff(pub Vec<TimeDelta>);

/// All that was sent or is held back.
#[derive(Default)]
pub struct Deliveries {
    /// Whether nothing is sent for now.
    withholding: bool,
    all: Vec<Record>,
}

struct Record {
    delivery: Delivery,
    state: DeliveryState,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum DeliveryState {
    Withheld,
    /// On its way, or tried in vain so far.
    Sent,
    Delivered,
}

/// `POST /sandbox/webhooks`
#[derive(Deserialize)]
#[serde(tag = "action", rename_all = "snake_case", deny_unknown_fields)]
pub enum Command {
    /// An event that did not happen.
    Send { event_type: String, entity_id: String, body: Value },
    /// Once more, with the same id; the newest without one.
    Duplicate { id: Option<String> },
    /// Keeps back what happens from now on.
    Withhold,
    /// Sends what was kept back, one after the other.
    Release {
        #[serde(default)]
        order: Order,
    },
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    #[default]
    AsSent,
    Reversed,
}

/// One event for one subscription.
#[derive(Clone)]
struct Delivery {
    id: String,
    subscription: Subscription,
    entity_id: String,
    body: String,
}

/// What follows from the subscriber's answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    Delivered,
    /// 422: it is not sent again.
    Rejected,
    /// 410: the subscription ends.
    Canceled,
    TryAgain,
}

impl Default for BackOff {
    /// "Retried with back-off for up to five days": ten seconds, then five times as long each time, then twice a day.
    fn default() -> BackOff {
        let mut pauses: Vec<TimeDelta> = [10, 50, 250, 1250, 6250].map(TimeDelta::seconds).into();
        let five_days = TimeDelta::days(5);
        while pauses.iter().sum::<TimeDelta>() + TimeDelta::hours(12) <= five_days {
            pauses.push(TimeDelta::hours(12));
        }
        BackOff(pauses)
    }
}

impl Event {
    /// `PERSON_...`: the body is empty, the header names the person.
    pub fn person(event_type: &'static str, person_id: &str) -> Event {
        Event { event_type: event_type.to_owned(), entity_id: person_id.to_owned(), body: json!({}) }
    }

    pub fn identification(identification: &Identification) -> Event {
        let entity_id = identification.id.clone();
        Event { event_type: "IDENTIFICATION".to_owned(), entity_id, body: identification.webhook() }
    }
}

/// `POST /v1/webhooks` with `{"event_type","url"}`: before the answer, one empty POST with the event type
/// `WEBHOOK-SUBSCRIPTION` goes to the URL.
///
/// 201 with the secret; 400, also where the URL does not answer 200.
pub async fn subscribe(
    State(sandbox): State<Sandbox>,
    Body(body): Body,
) -> Result<(StatusCode, Json<Value>), Refusal> {
    let (event_type, url) = read(&body, |input| {
        let event_type = input.required("event_type", one_of(&EVENT_TYPES));
        let url = input.required("url", |value| {
            let url = Url::parse(&text(value)?).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
            url.ok_or_else(|| Wrong::value("is not a URL"))
        });
        Some((event_type?, url?))
    })?;
    let verification =
        sandbox.0.http.post(url.clone()).header("solaris-webhook-event-type", "WEBHOOK-SUBSCRIPTION");
    match verification.send().await {
        Ok(answer) if answer.status() == StatusCode::OK => {}
        _ => return Err(Refusal::invalid("url", "did not answer the verification with 200")),
    }
    let subscription = sandbox.with(|state, _| {
        let (id, secret) = (state.random.id("whsub"), state.random.secret());
        let subscription = Subscription { id, event_type, url, secret };
        state.subscriptions.push(subscription.clone());
        subscription
    });
    let Subscription { id, event_type, url, secret } = subscription;
    let created = json!({ "id": id, "event_type": event_type, "url": url.as_str(), "secret": secret });
    Ok((StatusCode::CREATED, Json(created)))
}

/// Sends what has happened to those who subscribed to it, in the background.
pub fn deliver(sandbox: &Sandbox, state: &mut SandboxState) {
    for event in state.take_events() {
        let SandboxState { subscriptions, random, deliveries, .. } = state;
        for subscription in subscriptions.iter().filter(|one| one.event_type == event.event_type) {
            let delivery = Delivery {
                id: random.id("whev"),
                subscription: subscription.clone(),
                entity_id: event.entity_id.clone(),
                body: event.body.to_string(),
            };
            match deliveries.withholding {
                true => deliveries.note(delivery, DeliveryState::Withheld),
                false => {
                    deliveries.note(delivery.clone(), DeliveryState::Sent);
                    tokio::spawn(delivery.deliver(sandbox.clone()));
                }
            }
        }
    }
}

/// What the operator of the sandbox wants with the webhooks.
///
/// # Errors
/// Where there is nothing to send again.
pub fn command(sandbox: &Sandbox, command: Command) -> Result<(), Refusal> {
    let nothing = || Refusal::invalid("id", "names no webhook that was sent");
    let to_send = sandbox.with(|state, _| {
        let deliveries = &mut state.deliveries;
        Ok(match command {
            Command::Send { event_type, entity_id, body } => {
                state.events.push(Event { event_type, entity_id, body });
                Vec::new()
            }
            Command::Duplicate { id } => {
                let mut sent = deliveries.all.iter().rev();
                let again = sent.find(|record| id.as_ref().is_none_or(|id| record.delivery.id == *id));
                vec![again.ok_or_else(nothing)?.delivery.clone()]
            }
            Command::Withhold => {
                deliveries.withholding = true;
                Vec::new()
            }
            Command::Release { order } => {
                let mut released = deliveries.release();
                if matches!(order, Order::Reversed) {
                    released.reverse();
                }
                released
            }
        })
    })?;
    let sandbox = sandbox.clone();
    tokio::spawn(async move {
        for delivery in to_send {
            delivery.deliver(sandbox.clone()).await;
        }
    });
    Ok(())
}

/// Subscriptions, and the events in the order of their happening.
pub fn listed(state: &SandboxState) -> Value {
    let subscriptions = state.subscriptions.iter().map(|subscription| {
        let Subscription { id, event_type, url, .. } = subscription;
        json!({ "id": id, "event_type": event_type, "url": url.as_str() })
    });
    let events = state.deliveries.all.iter().map(|Record { delivery, state }| {
        let Delivery { id, subscription, entity_id, .. } = delivery;
        json!({ "id": id, "event_type": subscription.event_type, "entity_id": entity_id, "state": state })
    });
    json!({ "subscriptions": subscriptions.collect::<Vec<_>>(), "events": events.collect::<Vec<_>>() })
}

impl Deliveries {
    fn note(&mut self, delivery: Delivery, state: DeliveryState) {
        self.all.push(Record { delivery, state });
    }

    fn release(&mut self) -> Vec<Delivery> {
        self.withholding = false;
        let withheld = self.all.iter_mut().filter(|record| record.state == DeliveryState::Withheld);
        withheld
            .map(|record| {
                record.state = DeliveryState::Sent;
                record.delivery.clone()
            })
            .collect()
    }

    fn is_delivered(&mut self, id: &str) {
        for record in self.all.iter_mut().filter(|record| record.delivery.id == id) {
            record.state = DeliveryState::Delivered;
        }
    }
}

impl Delivery {
    async fn deliver(self, sandbox: Sandbox) {
        let pauses = sandbox.0.back_off.0.iter().copied().map(Some).chain([None]);
        for (attempt, pause) in (1..).zip(pauses) {
            match self.attempt(&sandbox, attempt).await {
                Verdict::Delivered => {
                    tracing::debug!(attempt, "a webhook was delivered");
                    return sandbox.with(|state, _| state.deliveries.is_delivered(&self.id));
                }
                Verdict::Rejected => return tracing::warn!(attempt, "a webhook was rejected"),
                Verdict::Canceled => return self.cancel_subscription(&sandbox),
                Verdict::TryAgain => tracing::info!(attempt, "a webhook was not delivered"),
            }
            let Some(pause) = pause else { break };
            sandbox.clock().wait_until(sandbox.clock().now() + pause).await;
            if !self.is_subscribed(&sandbox) {
                return;
            }
        }
        tracing::warn!("a webhook was given up");
    }

    async fn attempt(&self, sandbox: &Sandbox, attempt: u32) -> Verdict {
        let Subscription { id, event_type, url, secret } = &self.subscription;
        let request = sandbox.0.http.post(url.clone());
        let request = request
            .header("content-type", "application/json")
            .header("solaris-webhook-event-type", event_type)
            .header("solaris-webhook-id", &self.id)
            .header("solaris-webhook-attempt", attempt)
            .header("solaris-entity-id", &self.entity_id)
            .header("solaris-webhook-subscription-id", id)
            .header("solaris-webhook-signature", signature(secret, self.body.as_bytes()))
            .body(self.body.clone());
        Verdict::of(request.send().await.ok().map(|answer| answer.status().as_u16()))
    }

    fn is_subscribed(&self, sandbox: &Sandbox) -> bool {
        sandbox.with(|state, _| state.subscriptions.iter().any(|other| other.id == self.subscription.id))
    }

    fn cancel_subscription(&self, sandbox: &Sandbox) {
        sandbox.with(|state, _| state.subscriptions.retain(|other| other.id != self.subscription.id));
        tracing::info!("a subscription was cancelled by its subscriber");
    }
}

impl Verdict {
    /// `None`: there was no answer in time.
    fn of(status: Option<u16>) -> Verdict {
        match status {
            Some(200..=299) => Verdict::Delivered,
            Some(410) => Verdict::Canceled,
            Some(422) => Verdict::Rejected,
            _ => Verdict::TryAgain,
        }
    }
}

/// `sha256=` and the HMAC-SHA-256 of the body, in hexadecimal.
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

    #[test]
    fn the_answer_decides() {
        assert_eq!(Verdict::of(Some(204)), Verdict::Delivered);
        assert_eq!(Verdict::of(Some(410)), Verdict::Canceled);
        assert_eq!(Verdict::of(Some(422)), Verdict::Rejected);
        for status in [None, Some(301), Some(401), Some(500)] {
            assert_eq!(Verdict::of(status), Verdict::TryAgain);
        }
    }

    #[test]
    fn it_is_tried_for_up_to_five_days() {
        let pauses = BackOff::default().0;
        assert!(pauses.is_sorted());
        let whole: TimeDelta = pauses.iter().sum();
        assert!(whole <= TimeDelta::days(5) && whole > TimeDelta::days(4));
    }
}
