//! Webhooks: subscriptions, and signed deliveries that are tried again (the public webhook documentation).

pub mod control;

use axum::{Json, extract::State, http::StatusCode};
use chrono::TimeDelta;
use hmac::{Hmac, KeyInit, Mac};
use reqwest::Url;
use serde::Serialize;
use serde_json::{Value, json};
use sha2::Sha256;

use crate::{
    Sandbox,
    error::Refusal,
    identifications::Identification,
    input::{Body, Wrong, one_of, read, text},
    random::Random,
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

/// Who is told what, and what became of it.
#[derive(Default)]
pub struct Webhooks {
    subscriptions: Vec<Subscription>,
    /// The oldest first.
    deliveries: Vec<Delivery>,
    /// Whether what happens is kept instead of sent.
    is_withholding: bool,
}

#[derive(Clone)]
struct Subscription {
    id: String,
    event_type: String,
    url: Url,
    /// The deliveries are signed with it.
    secret: String,
}

/// Something that subscribers hear of.
#[derive(Clone)]
pub struct Event {
    event_type: String,
    entity_id: String,
    body: Value,
}

/// The pauses between the attempts of a delivery, on the sandbox's clock; after the last attempt it is given up.
#[derive(Clone, Debug)]
pub struct BackOff(pub Vec<TimeDelta>);

/// One event for one subscription.
#[derive(Clone)]
struct Delivery {
    id: String,
    subscription: Subscription,
    event: Event,
    /// Those that were begun.
    attempts: u32,
    state: DeliveryState,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum DeliveryState {
    Withheld,
    Underway,
    Delivered,
    Rejected,
    /// Its subscription has ended.
    Canceled,
    GivenUp,
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
    pub fn person(event_type: &str, person_id: &str) -> Event {
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
        state.webhooks.subscriptions.push(subscription.clone());
        subscription
    });
    let Subscription { id, event_type, url, secret } = subscription;
    let created = json!({ "id": id, "event_type": event_type, "url": url.as_str(), "secret": secret });
    Ok((StatusCode::CREATED, Json(created)))
}

/// Sends what has happened to those who subscribed to it, in the background; or keeps it, if it is to be withheld.
pub fn deliver(sandbox: &Sandbox, state: &mut SandboxState) {
    for event in state.take_events() {
        if state.webhooks.is_withholding {
            state.webhooks.deliveries_of(&event, DeliveryState::Withheld, &mut state.random);
            continue;
        }
        for id in state.webhooks.deliveries_of(&event, DeliveryState::Underway, &mut state.random) {
            tokio::spawn(send(sandbox.clone(), id));
        }
    }
}

/// Answers when the first attempt was answered; further ones follow in the background.
async fn send(sandbox: Sandbox, id: String) {
    if attempt(&sandbox, &id).await == Verdict::TryAgain {
        tokio::spawn(send_again(sandbox, id));
    }
}

async fn send_again(sandbox: Sandbox, id: String) {
    for pause in &sandbox.0.back_off.0 {
        sandbox.clock().wait_until(sandbox.clock().now() + *pause).await;
        if attempt(&sandbox, &id).await != Verdict::TryAgain {
            return;
        }
    }
    tracing::warn!("a webhook was given up");
    sandbox.with(|state, _| state.webhooks.end(&id, DeliveryState::GivenUp));
}

async fn attempt(sandbox: &Sandbox, id: &str) -> Verdict {
    let Some(delivery) = sandbox.with(|state, _| state.webhooks.begin_attempt(id)) else {
        return Verdict::Canceled;
    };
    let answer = delivery.request(&sandbox.0.http).send().await;
    let verdict = Verdict::of(answer.ok().map(|answer| answer.status().as_u16()));
    tracing::info!(attempt = delivery.attempts, ?verdict, "a webhook was sent");
    sandbox.with(|state, _| state.webhooks.note(&delivery, verdict));
    verdict
}

impl Webhooks {
    /// The ids of new deliveries of the event, to all who subscribed to its type.
    fn deliveries_of(&mut self, event: &Event, state: DeliveryState, random: &mut Random) -> Vec<String> {
        let is_told = |subscription: &&Subscription| subscription.event_type == event.event_type;
        let told = self.subscriptions.iter().filter(is_told);
        let new = told.map(|subscription| Delivery::new(event, subscription, state, random));
        let first = self.deliveries.len();
        self.deliveries.extend(new);
        self.deliveries[first..].iter().map(|delivery| delivery.id.clone()).collect()
    }

    /// `None` where the subscription has ended.
    fn begin_attempt(&mut self, id: &str) -> Option<Delivery> {
        let delivery = self.deliveries.iter_mut().find(|delivery| delivery.id == id)?;
        let is_subscribed = self.subscriptions.iter().any(|other| other.id == delivery.subscription.id);
        match is_subscribed {
            true => delivery.attempts += 1,
            false => delivery.state = DeliveryState::Canceled,
        }
        is_subscribed.then(|| delivery.clone())
    }

    fn note(&mut self, delivery: &Delivery, verdict: Verdict) {
        match verdict {
            Verdict::Delivered => self.end(&delivery.id, DeliveryState::Delivered),
            Verdict::Rejected => self.end(&delivery.id, DeliveryState::Rejected),
            Verdict::Canceled => {
                self.subscriptions.retain(|other| other.id != delivery.subscription.id);
                self.end(&delivery.id, DeliveryState::Canceled);
            }
            Verdict::TryAgain => {}
        }
    }

    fn end(&mut self, id: &str, state: DeliveryState) {
        if let Some(delivery) = self.deliveries.iter_mut().find(|delivery| delivery.id == id) {
            delivery.state = state;
        }
    }
}

impl Delivery {
    fn new(event: &Event, to: &Subscription, state: DeliveryState, random: &mut Random) -> Delivery {
        let (event, subscription) = (event.clone(), to.clone());
        Delivery { id: random.id("whev"), subscription, event, attempts: 0, state }
    }

    fn request(&self, http: &reqwest::Client) -> reqwest::RequestBuilder {
        let body = self.event.body.to_string();
        http.post(self.subscription.url.clone())
            .header("content-type", "application/json")
            .header("solaris-webhook-event-type", &self.event.event_type)
            .header("solaris-webhook-id", &self.id)
            .header("solaris-webhook-attempt", self.attempts)
            .header("solaris-entity-id", &self.event.entity_id)
            .header("solaris-webhook-subscription-id", &self.subscription.id)
            .header("solaris-webhook-signature", signature(&self.subscription.secret, body.as_bytes()))
            .body(body)
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
