//! Solaris' webhooks. A webhook is verified, stored and answered, and processed afterwards. It only says *that* something
//! changed; the resource itself is read again.

use axum::{
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode},
};
use serde::Deserialize;

use crate::{
    error::ApiError,
    journey::context::JourneyContext,
    solaris::Solaris,
    state::AppState,
    store::{Store, Webhook},
};

/// The event types that we subscribe to.
const EVENT_TYPES: [&str; 2] = [IDENTIFICATION, PERSON_DELETED];
const IDENTIFICATION: &str = "IDENTIFICATION";
const PERSON_DELETED: &str = "PERSON_DELETED";

/// The first delivery of a new subscription. It is empty and only asks for an answer.
const SUBSCRIPTION: &str = "WEBHOOK-SUBSCRIPTION";

/// `POST /webhooks/solaris`
///
/// Answers 200 for a webhook that is stored, now or before; 401 for a wrong signature; 422 for a webhook that cannot be
/// read, which Solaris then does not send again.
pub async fn receive(
    State(state): State<AppState>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<StatusCode, ApiError> {
    let event_type = text(&headers, "solaris-webhook-event-type");
    if event_type == SUBSCRIPTION && body.is_empty() {
        return Ok(StatusCode::OK);
    }
    if !is_signed(&state, &body, text(&headers, "solaris-webhook-signature")).await? {
        tracing::warn!("a webhook with a wrong signature");
        return Ok(StatusCode::UNAUTHORIZED);
    }
    let Some(webhook) = read(&headers, &body) else { return Ok(StatusCode::UNPROCESSABLE_ENTITY) };
    if state.store.accept_webhook(&webhook).await? {
        tokio::spawn(async move { process(&state, &webhook).await });
    }
    Ok(StatusCode::OK)
}

/// Subscribes a URL to our event types and keeps the secrets. Returns the event types with the ids of the subscriptions.
///
/// # Errors
/// Those of the API and of the database. Subscriptions from before the error stay.
pub async fn subscribe(
    solaris: &Solaris,
    store: &Store,
    url: &str,
) -> Result<Vec<(&'static str, String)>, ApiError> {
    let mut subscriptions = Vec::new();
    for event_type in EVENT_TYPES {
        let subscription = solaris.subscribe(event_type, url).await?;
        store.add_webhook_secret(&subscription).await?;
        subscriptions.push((event_type, subscription.id));
    }
    Ok(subscriptions)
}

/// Whether one of our secrets signed the body. The secret of a subscription that is younger than this process is in the
/// database.
async fn is_signed(state: &AppState, body: &[u8], signature: &str) -> Result<bool, ApiError> {
    if state.webhook_secrets.signed(body, signature) {
        return Ok(true);
    }
    state.webhook_secrets.learn(state.store.webhook_secrets().await?);
    Ok(state.webhook_secrets.signed(body, signature))
}

/// Processes the webhooks that were accepted but not finished when the server stopped.
///
/// # Errors
/// If the database cannot be read.
pub async fn catch_up(state: &AppState) -> Result<(), ApiError> {
    for webhook in state.store.unprocessed_webhooks().await? {
        process(state, &webhook).await;
    }
    Ok(())
}

async fn process(state: &AppState, webhook: &Webhook) {
    let processed = match webhook.event_type.as_str() {
        IDENTIFICATION => identification_changed(state, &webhook.entity_id).await,
        PERSON_DELETED => person_deleted(state, &webhook.entity_id).await,
        _ => Ok(()),
    };
    // A webhook that failed is processed again at the next start. Until then polling closes the gap.
    let processed = match processed {
        Ok(()) => state.store.webhook_is_processed(webhook).await.map_err(ApiError::from),
        failed => failed,
    };
    if let Err(error) = processed {
        tracing::error!(webhook = webhook.id, "a webhook could not be processed: {error}");
    }
}

async fn identification_changed(state: &AppState, identification_id: &str) -> Result<(), ApiError> {
    let Some(id) = state.store.of_identification(identification_id).await? else { return Ok(()) };
    let Some(mut journey) = JourneyContext::in_background(state.clone(), id).await? else { return Ok(()) };
    journey.refresh().await?;
    journey.save().await
}

/// "Delete all data of that person at once."
async fn person_deleted(state: &AppState, person_id: &str) -> Result<(), ApiError> {
    for id in state.store.of_person(person_id).await? {
        if let Some(mut journey) = JourneyContext::in_background(state.clone(), id).await? {
            journey.application.erase();
            journey.save().await?;
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
