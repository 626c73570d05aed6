//! Solaris' webhooks. A webhook is verified, stored and answered, and processed afterwards. It only says *that* something
//! changed; the resource itself is read again.

use std::time::Duration;

use axum::{
    Extension,
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use tokio::time::{MissedTickBehavior, interval};

use crate::{
    domain::identification::Identification,
    error::ApiError,
    journey::context::JourneyContext,
    security::SecurityEvent,
    solaris::{self, Code, Solaris},
    state::AppState,
    store::{Store, Webhook},
};

/// The event types that we subscribe to: all of the guide's ("Webhooks").
const EVENT_TYPES: [&str; 5] =
    [IDENTIFICATION, PERSON_CHANGED, PERSON_DELETED, MOBILE_NUMBER_CREATED, MOBILE_NUMBER_DELETED];
const IDENTIFICATION: &str = "IDENTIFICATION";
const PERSON_CHANGED: &str = "PERSON_CHANGED";
const PERSON_DELETED: &str = "PERSON_DELETED";
const MOBILE_NUMBER_CREATED: &str = "PERSON_MOBILE_NUMBER_CREATED";
const MOBILE_NUMBER_DELETED: &str = "PERSON_MOBILE_NUMBER_DELETED";

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
) -> Result<Response, ApiError> {
    let event_type = text(&headers, "solaris-webhook-event-type");
    if event_type == SUBSCRIPTION && body.is_empty() {
        return Ok(StatusCode::OK.into_response());
    }
    if !is_signed(&state, event_type, &body, text(&headers, "solaris-webhook-signature")).await? {
        return Ok((StatusCode::UNAUTHORIZED, Extension(SecurityEvent::SignatureRefused)).into_response());
    }
    let Some(webhook) = read(&headers, &body) else {
        return Ok(StatusCode::UNPROCESSABLE_ENTITY.into_response());
    };
    if state.store.accept_webhook(&webhook, state.clock.now()).await? {
        tokio::spawn(async move { process(&state, &webhook).await });
    }
    Ok(StatusCode::OK.into_response())
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

/// Whether one of our secrets for this event type signed the body. The secret of a subscription that is younger than this process is in the
/// database.
async fn is_signed(
    state: &AppState,
    event_type: &str,
    body: &[u8],
    signature: &str,
) -> Result<bool, ApiError> {
    if state.webhook_secrets.signed(event_type, body, signature) {
        return Ok(true);
    }
    state.webhook_secrets.learn(state.store.webhook_secrets().await?);
    Ok(state.webhook_secrets.signed(event_type, body, signature))
}

/// How often failed webhooks are processed again.
const INTERVAL: Duration = Duration::from_secs(15);

/// Processes what is left of the time before the start, and again whatever failed. Runs as long as the server does.
pub async fn run(state: AppState) {
    let mut interval = interval(INTERVAL);
    interval.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        interval.tick().await;
        if let Err(error) = catch_up(&state).await {
            tracing::error!("accepted webhooks cannot be read: {error}");
        }
    }
}

/// Processes the webhooks that were accepted but not processed. One that is being processed right now is processed twice,
/// which changes nothing: each reads Solaris again.
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
    let id = webhook.entity_id.as_str();
    let processed = match webhook.event_type.as_str() {
        IDENTIFICATION => match identification_changed(state, id).await {
            // Read again in a moment: no browser may be there to ask.
            Ok(Known::DocumentsAwaited) => return,
            Ok(Known::AllOfIt) => Ok(()),
            Err(error) => Err(error),
        },
        // Type and person stand in headers, which nothing signs: Solaris' answer counts, for a deletion too.
        PERSON_CHANGED | PERSON_DELETED => {
            with_each_journey_of(state, id, JourneyContext::refresh_person).await
        }
        MOBILE_NUMBER_CREATED | MOBILE_NUMBER_DELETED => {
            with_each_journey_of(state, id, JourneyContext::refresh_mobile_number).await
        }
        _ => Ok(()),
    };
    // A webhook that failed is processed again in a moment, unless Solaris knows no more what it is about.
    let processed = match processed {
        Err(ApiError::Solaris(error)) if !error.is(Code::ModelNotFound) => Err(ApiError::Solaris(error)),
        Ok(()) | Err(ApiError::Solaris(_)) => {
            state.store.webhook_is_processed(webhook).await.map_err(ApiError::from)
        }
        failed => failed,
    };
    if let Err(error) = processed {
        tracing::error!(webhook = webhook.id, "a webhook could not be processed: {error}");
    }
}

/// Whether a webhook told all that there is to know.
enum Known {
    AllOfIt,
    /// The signed documents come later than the status.
    DocumentsAwaited,
}

async fn identification_changed(state: &AppState, identification_id: &str) -> Result<Known, ApiError> {
    let Some(id) = state.store.of_identification(identification_id).await? else { return Ok(Known::AllOfIt) };
    let Some(mut journey) = JourneyContext::in_background(state.clone(), id).await? else {
        return Ok(Known::AllOfIt);
    };
    journey.refresh().await?;
    journey.save().await?;
    let registered = journey.application.facts.registered();
    let identification = registered.and_then(|registered| registered.mobile.identification());
    match identification.is_some_and(Identification::awaits_documents) {
        true => Ok(Known::DocumentsAwaited),
        false => Ok(Known::AllOfIt),
    }
}

/// Changes the journeys of a person, one after the other, and saves each.
async fn with_each_journey_of(
    state: &AppState,
    person_id: &str,
    change: impl AsyncFn(&mut JourneyContext) -> Result<(), solaris::Error>,
) -> Result<(), ApiError> {
    for id in state.store.of_person(person_id).await? {
        if let Some(mut journey) = JourneyContext::in_background(state.clone(), id).await? {
            change(&mut journey).await?;
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
