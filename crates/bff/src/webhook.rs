//! Solaris' webhooks: verified, stored, answered; worked on afterwards. A webhook informs only: what it is about is read
//! again by GET.

use std::sync::{PoisonError, RwLock};

use axum::{
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode},
};
use hmac::{Hmac, KeyInit, Mac};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use sha2::Sha256;

use crate::{
    app::App,
    error::{Failure, Reference},
    language::Language,
    solaris::Solaris,
    store::{Store, Webhook},
    visit::Visit,
};

/// What we listen to.
const EVENT_TYPES: [&str; 2] = [IDENTIFICATION, PERSON_DELETED];
const IDENTIFICATION: &str = "IDENTIFICATION";
const PERSON_DELETED: &str = "PERSON_DELETED";

/// The first delivery to a new subscription: empty, to see whether somebody answers.
const SUBSCRIPTION: &str = "WEBHOOK-SUBSCRIPTION";

/// The secrets that deliveries are signed with: those from outside, and those of our own subscriptions as far as they
/// were needed yet.
#[derive(Default)]
pub struct Secrets(RwLock<Vec<SecretString>>);

/// `POST /webhooks/solaris`
///
/// 200 for what is stored (or was before), 401 for a signature that is none of ours, 422 for what cannot be read: it is
/// not sent again.
pub async fn receive(State(app): State<App>, headers: HeaderMap, body: Bytes) -> Result<StatusCode, Failure> {
    let event_type = text(&headers, "solaris-webhook-event-type");
    if event_type == SUBSCRIPTION && body.is_empty() {
        return Ok(StatusCode::OK);
    }
    if !is_signed(&app, &body, text(&headers, "solaris-webhook-signature")).await? {
        tracing::warn!("a webhook with a signature that is none of ours");
        return Ok(StatusCode::UNAUTHORIZED);
    }
    let Some(webhook) = read(&headers, &body) else { return Ok(StatusCode::UNPROCESSABLE_ENTITY) };
    if app.store.accept_webhook(&webhook).await? {
        tokio::spawn(async move { work(&app, &webhook).await });
    }
    Ok(StatusCode::OK)
}

/// Subscribes a URL to what we listen to, and keeps the secrets; answers the event types and their subscriptions.
///
/// # Errors
/// Those of the API and of the database; deliveries of what was subscribed before the error do arrive.
pub async fn subscribe(
    solaris: &Solaris,
    store: &Store,
    url: &str,
) -> Result<Vec<(&'static str, String)>, Failure> {
    let mut subscriptions = Vec::new();
    for event_type in EVENT_TYPES {
        let subscription = solaris.subscribe(event_type, url).await?;
        store.add_webhook_secret(&subscription).await?;
        subscriptions.push((event_type, subscription.id));
    }
    Ok(subscriptions)
}

/// Whether one of our secrets signed it. A subscription may be younger than this process: then its secret is in the
/// database.
async fn is_signed(app: &App, body: &[u8], signature: &str) -> Result<bool, Failure> {
    if app.webhook_secrets.signed(body, signature) {
        return Ok(true);
    }
    app.webhook_secrets.learn(app.store.webhook_secrets().await?);
    Ok(app.webhook_secrets.signed(body, signature))
}

/// Works on what was accepted and not finished, when the server stopped.
pub async fn catch_up(app: &App) -> Result<(), Failure> {
    for webhook in app.store.webhooks_to_work_on().await? {
        work(app, &webhook).await;
    }
    Ok(())
}

async fn work(app: &App, webhook: &Webhook) {
    let worked = match webhook.event_type.as_str() {
        IDENTIFICATION => identification_changed(app, &webhook.entity_id).await,
        PERSON_DELETED => person_deleted(app, &webhook.entity_id).await,
        _ => Ok(()),
    };
    // What failed stays to be worked on when the server starts again; until then polling closes the gap.
    let worked = match worked {
        Ok(()) => app.store.webhook_is_worked(webhook).await.map_err(Failure::from),
        failed => failed,
    };
    if let Err(failure) = worked {
        tracing::error!(webhook = webhook.id, "a webhook could not be worked on: {failure}");
    }
}

async fn identification_changed(app: &App, identification_id: &str) -> Result<(), Failure> {
    let Some(journey) = app.store.of_identification(identification_id).await? else { return Ok(()) };
    let Some(mut visit) = Visit::begin(app.clone(), journey, Language::De, Reference::generate()).await?
    else {
        return Ok(());
    };
    visit.reread().await?;
    visit.save().await
}

/// "Delete all data of that person at once."
async fn person_deleted(app: &App, person_id: &str) -> Result<(), Failure> {
    for journey in app.store.of_person(person_id).await? {
        let visit = Visit::begin(app.clone(), journey, Language::De, Reference::generate()).await?;
        if let Some(mut visit) = visit {
            visit.application.erase();
            visit.save().await?;
        }
    }
    Ok(())
}

fn read(headers: &HeaderMap, body: &[u8]) -> Option<Webhook> {
    #[derive(Default, Deserialize)]
    struct Body {
        id: Option<String>,
    }
    let body: Body = serde_json::from_slice(body).ok()?;
    let webhook = Webhook {
        id: text(headers, "solaris-webhook-id").to_owned(),
        event_type: text(headers, "solaris-webhook-event-type").to_owned(),
        entity_id: body.id.unwrap_or_else(|| text(headers, "solaris-entity-id").to_owned()),
    };
    let complete = [&webhook.id, &webhook.event_type, &webhook.entity_id].iter().all(|text| !text.is_empty());
    complete.then_some(webhook)
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

impl Secrets {
    pub fn of(secrets: impl IntoIterator<Item = SecretString>) -> Secrets {
        Secrets(RwLock::new(secrets.into_iter().collect()))
    }

    fn learn(&self, secrets: Vec<SecretString>) {
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        for secret in secrets {
            if known.iter().all(|other| other.expose_secret() != secret.expose_secret()) {
                known.push(secret);
            }
        }
    }

    /// Whether `signature` is `sha256=<hex HMAC-SHA256(secret, body)>` under one of our secrets; compared in constant
    /// time.
    fn signed(&self, body: &[u8], signature: &str) -> bool {
        let Some(signature) =
            signature.strip_prefix("sha256=").and_then(|signature| hex::decode(signature).ok())
        else {
            return false;
        };
        let secrets = self.0.read().unwrap_or_else(PoisonError::into_inner);
        secrets.iter().any(|secret| {
            Hmac::<Sha256>::new_from_slice(secret.expose_secret().as_bytes())
                .is_ok_and(|mac| mac.chain_update(body).verify_slice(&signature).is_ok())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 4231, test case 2.
    #[test]
    fn a_signature_is_checked() {
        let secrets = Secrets::of([SecretString::from("another"), SecretString::from("Jefe")]);
        let body = b"what do ya want for nothing?";
        let signature = "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
        assert!(secrets.signed(body, signature));
        assert!(!secrets.signed(b"what do you want for nothing?", signature));
        assert!(!secrets.signed(body, &signature[7..]), "the algorithm is named");
        assert!(!secrets.signed(body, "sha256="));
        assert!(!secrets.signed(body, ""));
        assert!(!Secrets::default().signed(body, signature));
    }
}
