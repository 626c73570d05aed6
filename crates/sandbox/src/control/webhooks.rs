//! `/sandbox/webhooks`: repeats, delays, reorders and invents webhooks.

use axum::{Json, extract::State};
use serde_json::{Map, Value};

use crate::{
    delivery::{attempt, send},
    error::Refusal,
    model::webhook::{Event, Order},
    sandbox::Sandbox,
    validation::{Body, Input, Wrong, read, text},
};

enum Action {
    /// Sends an event that did not happen, to one subscription or to all of its type, even while others are withheld.
    Send { event: Event, subscription_id: Option<String> },
    /// Sends a delivery once more with the same webhook id: the newest that was sent, or the one named. One attempt.
    Duplicate { id: Option<String> },
    /// Keeps new deliveries from now on.
    Withhold,
    /// Sends the kept deliveries one after the other, and keeps no more.
    Release(Order),
}

/// `GET /sandbox/webhooks`: the subscriptions and all deliveries, oldest first.
pub async fn show(State(sandbox): State<Sandbox>) -> Json<Value> {
    Json(sandbox.with(|state, _| state.webhooks.resource()))
}

/// `POST /sandbox/webhooks` with an `action`: `send`, `duplicate`, `withhold` or `release`.
///
/// 200 with the body of the GET, after the first attempts were answered; 400.
pub async fn act(State(sandbox): State<Sandbox>, Body(body): Body) -> Result<Json<Value>, Refusal> {
    match read(&body, action)? {
        Action::Send { event, subscription_id } => {
            let ids = sandbox.with(|state, _| {
                state.webhooks.invented(&event, subscription_id.as_deref(), &mut state.random)
            })?;
            send_in_order(&sandbox, ids).await;
        }
        Action::Duplicate { id } => {
            let id = sandbox.with(|state, _| state.webhooks.sent(id.as_deref()))?;
            attempt(&sandbox, &id).await;
        }
        Action::Withhold => sandbox.with(|state, _| state.webhooks.withhold()),
        Action::Release(order) => {
            let ids = sandbox.with(|state, _| state.webhooks.release(order));
            send_in_order(&sandbox, ids).await;
        }
    }
    Ok(show(State(sandbox)).await)
}

/// Sends one delivery after the other. A task of its own, so that it continues if the caller hangs up.
async fn send_in_order(sandbox: &Sandbox, ids: Vec<String>) {
    let sandbox = sandbox.clone();
    let sending = tokio::spawn(async move {
        for id in ids {
            send(sandbox.clone(), id).await;
        }
    });
    if let Err(error) = sending.await {
        tracing::error!("webhooks could not be sent: {error}");
    }
}

fn action(input: &mut Input) -> Option<Action> {
    match input.required("action", text)?.as_str() {
        "send" => {
            let event_type = input.required("event_type", header);
            let entity_id = input.required("entity_id", header);
            let body = input.optional("body", object);
            let subscription_id = input.optional("subscription_id", text);
            let body = body.unwrap_or_default().into();
            let event = Event { event_type: event_type?, entity_id: entity_id?, body };
            Some(Action::Send { event, subscription_id })
        }
        "duplicate" => Some(Action::Duplicate { id: input.optional("id", text) }),
        "withhold" => Some(Action::Withhold),
        "release" => {
            let order = input.optional("order", |value| match text(value)?.as_str() {
                "as_sent" => Ok(Order::AsSent),
                "reversed" => Ok(Order::Reversed),
                _ => Err(Wrong::value("is not one of as_sent, reversed")),
            });
            Some(Action::Release(order.unwrap_or(Order::AsSent)))
        }
        _ => {
            input.wrong("action", Wrong::value("is not one of send, duplicate, withhold, release"));
            None
        }
    }
}

/// A value that fits into a header.
fn header(value: &Value) -> Result<String, Wrong> {
    let text = text(value)?;
    match text.bytes().all(|byte| byte.is_ascii_graphic()) {
        true => Ok(text),
        false => Err(Wrong::value("is not made of visible ASCII characters")),
    }
}

fn object(value: &Value) -> Result<Map<String, Value>, Wrong> {
    value.as_object().cloned().ok_or_else(|| Wrong::of_type("is not an object"))
}
