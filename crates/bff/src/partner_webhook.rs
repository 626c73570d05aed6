//! Tells partners what came of their journeys, as Standard Webhooks says it
//! (<https://github.com/standard-webhooks/standard-webhooks>): signed, sent again with growing pauses until it is taken.

use std::{collections::HashMap, sync::Arc, time::Duration};

use base64::{Engine, engine::general_purpose::STANDARD};
use chrono::{DateTime, TimeDelta, Utc};
use hmac::{Hmac, KeyInit, Mac};
use reqwest::StatusCode;
use secrecy::{ExposeSecret, SecretSlice};
use sha2::Sha256;
use tokio::{sync::Notify, task::JoinSet, time::timeout};

use crate::{
    app::App,
    error::{Failure, Reference},
    language::Language,
    partners::{Partner, WebhookReceiver},
    visit::Visit,
};

/// The pauses after each try that was in vain, in seconds; after the last one the news is given up.
const PAUSES: [i64; 9] = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400];

/// Who has not answered by then has not taken it.
const PATIENCE: Duration = Duration::from_secs(10);

/// How often it is looked whether something is due, where nobody says so.
const LOOK_AGAIN: Duration = Duration::from_secs(5);

/// News on its way to a partner.
#[derive(Clone, Debug)]
pub struct Delivery {
    /// The same for every try: the receiver may know it already.
    pub id: String,
    pub partner: String,
    pub body: String,
    /// The tries so far.
    pub tries: u32,
}

/// Sends news, and looks after what nobody else does: journeys that were never started.
pub struct Courier {
    http: reqwest::Client,
    work: Notify,
}

impl Courier {
    /// # Errors
    /// Where TLS cannot be set up.
    pub fn new() -> Result<Courier, reqwest::Error> {
        // Another part of the process may have chosen a provider already: then that one serves.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let http = reqwest::Client::builder().timeout(PATIENCE);
        Ok(Courier { http: http.redirect(reqwest::redirect::Policy::none()).build()?, work: Notify::new() })
    }

    /// There is something to tell.
    pub fn call(&self) {
        self.work.notify_one();
    }
}

/// Works as long as the server does.
pub async fn deliver(app: App) {
    loop {
        if let Err(failure) = work(&app).await {
            tracing::error!("news for partners are late: {failure}");
        }
        // A time-out means that nobody called: then it is looked whether a pause is over.
        let _ = timeout(LOOK_AGAIN, app.courier.work.notified()).await;
    }
}

async fn work(app: &App) -> Result<(), Failure> {
    let now = app.clock.now();
    for journey in app.store.never_started(now).await? {
        let visit = Visit::begin(app.clone(), journey, Language::De, Reference::generate()).await?;
        if let Some(mut visit) = visit {
            visit.forget_prefill();
            visit.save().await?;
        }
    }
    let mut by_partner: HashMap<String, Vec<Delivery>> = HashMap::new();
    for delivery in app.store.deliveries_due(now).await? {
        by_partner.entry(delivery.partner.clone()).or_default().push(delivery);
    }
    // One partner's server that is slow keeps nobody else waiting.
    let mut sending = JoinSet::new();
    for (partner, deliveries) in by_partner {
        let partner = app.partners.current().find(&partner);
        sending.spawn(send_all(app.clone(), partner, deliveries));
    }
    while let Some(sent) = sending.join_next().await {
        sent.map_err(|_| Failure::Panicked)??;
    }
    Ok(())
}

async fn send_all(app: App, partner: Option<Arc<Partner>>, deliveries: Vec<Delivery>) -> Result<(), Failure> {
    for delivery in deliveries {
        let receiver = partner.as_ref().and_then(|partner| partner.webhook.as_ref());
        let taken = match receiver {
            Some(receiver) => send(&app, receiver, &delivery).await,
            // The partner does not want to be told, or is no partner any more.
            None => true,
        };
        match (taken, PAUSES.get(delivery.tries as usize)) {
            (true, _) => app.store.delivery_is_over(&delivery.id).await?,
            (false, Some(pause)) => {
                let next_at = app.clock.now() + TimeDelta::seconds(*pause);
                app.store.deliver_again(&delivery.id, next_at).await?;
            }
            (false, None) => {
                let Delivery { id, partner, .. } = delivery;
                tracing::error!(webhook = id, partner, "a partner has not taken news: given up");
                app.store.delivery_is_over(&id).await?;
            }
        }
    }
    Ok(())
}

/// Whether it was taken.
async fn send(app: &App, receiver: &WebhookReceiver, delivery: &Delivery) -> bool {
    let timestamp = app.clock.now();
    let signatures = receiver.secrets.iter().filter_map(|secret| signature(secret, delivery, timestamp));
    let signatures: Vec<String> = signatures.collect();
    let request = app.courier.http.post(&receiver.url).header("content-type", "application/json");
    let request = request
        .header("webhook-id", &delivery.id)
        .header("webhook-timestamp", timestamp.timestamp())
        .header("webhook-signature", signatures.join(" "));
    let Delivery { id, partner, .. } = delivery;
    match request.body(delivery.body.clone()).send().await {
        Ok(answer) if answer.status().is_success() => true,
        // "The endpoint is gone": what was to be said there is not said again.
        Ok(answer) if answer.status() == StatusCode::GONE => {
            tracing::warn!(webhook = id, partner, "the partner's endpoint is gone");
            true
        }
        Ok(answer) => {
            let status = answer.status().as_u16();
            tracing::warn!(webhook = id, partner, status, "a partner has not taken news yet");
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
    fn news_are_signed_as_the_standard_says() {
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
