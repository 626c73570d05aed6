//! Subscriptions to webhooks (the public webhook documentation).

use axum::{Json, extract::State, http::StatusCode};
use reqwest::Url;
use serde_json::{Value, json};

use crate::{
    error::Refusal,
    model::webhook::Subscription,
    sandbox::Sandbox,
    validation::{Body, Wrong, one_of, read, text},
};

/// The events to subscribe to (the guide, "Webhooks").
const EVENT_TYPES: [&str; 5] = [
    "IDENTIFICATION",
    "PERSON_CHANGED",
    "PERSON_DELETED",
    "PERSON_MOBILE_NUMBER_CREATED",
    "PERSON_MOBILE_NUMBER_DELETED",
];

/// `POST /v1/webhooks` with `{"event_type", "url"}`. First verifies the URL with an empty POST whose event type is
/// `WEBHOOK-SUBSCRIPTION`.
///
/// 201 with the secret; 400, also if the URL does not answer 200 or webhooks may not go there.
pub async fn subscribe(
    State(sandbox): State<Sandbox>,
    Body(body): Body,
) -> Result<(StatusCode, Json<Value>), Refusal> {
    let (event_type, url) = read(&body, |input| {
        let event_type = input.required("event_type", one_of(&EVENT_TYPES));
        let url = input.required("url", |value| {
            let url = Url::parse(&text(value)?).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
            let url = url.ok_or_else(|| Wrong::value("is not a URL"))?;
            let is_allowed = sandbox.receivers().allow(&url);
            is_allowed.then_some(url).ok_or_else(|| Wrong::value("is neither on this machine nor allowed"))
        });
        Some((event_type?, url?))
    })?;
    let verification =
        sandbox.http().post(url.clone()).header("solaris-webhook-event-type", "WEBHOOK-SUBSCRIPTION");
    match verification.send().await {
        Ok(answer) if answer.status() == StatusCode::OK => {}
        _ => return Err(Refusal::invalid("url", "did not answer the verification with 200")),
    }
    let subscription = sandbox.with(|state, _| {
        let (id, secret) = (state.random.id("whsub"), state.random.secret());
        let subscription = Subscription { id, event_type, url, secret };
        state.webhooks.subscribe(subscription.clone());
        subscription
    });
    let Subscription { id, event_type, url, secret } = subscription;
    let created = json!({ "id": id, "event_type": event_type, "url": url.as_str(), "secret": secret });
    Ok((StatusCode::CREATED, Json(created)))
}
