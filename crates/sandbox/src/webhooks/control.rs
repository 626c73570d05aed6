//! `/sandbox/webhooks`: webhooks that come twice, late, in another order, or of which the sandbox knows nothing.

use axum::{Json, extract::State};
use serde_json::{Map, Value, json};

use super::{Delivery, DeliveryState, Event, Subscription, Webhooks, attempt, send};
use crate::{
    Sandbox,
    error::Refusal,
    input::{Body, Input, Wrong, read, text},
    random::Random,
};

enum Action {
    /// An event that did not happen: to one subscription, or to all of its type. It is sent while others are withheld.
    Send { event: Event, subscription_id: Option<String> },
    /// What was sent before, with the same webhook id: the newest, or this one. One attempt.
    Duplicate { id: Option<String> },
    /// From now on all events are kept.
    Withhold,
    /// What was kept is sent, one after the other, and nothing is kept any more.
    Release(Order),
}

#[derive(Clone, Copy)]
enum Order {
    AsSent,
    Reversed,
}

/// `GET /sandbox/webhooks`: the subscriptions, and what was sent or is to be sent, the oldest first.
pub async fn show(State(sandbox): State<Sandbox>) -> Json<Value> {
    Json(sandbox.with(|state, _| state.webhooks.resource()))
}

/// `POST /sandbox/webhooks` with an `action`: `send`, `duplicate`, `withhold` or `release`.
///
/// 200 as the GET, once what is to be sent was answered for the first time; 400.
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
        Action::Withhold => sandbox.with(|state, _| state.webhooks.is_withholding = true),
        Action::Release(order) => {
            let ids = sandbox.with(|state, _| state.webhooks.release(order));
            send_in_order(&sandbox, ids).await;
        }
    }
    Ok(show(State(sandbox)).await)
}

/// Goes on where nobody waits for it any more.
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

/// What can stand in a header.
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

impl Webhooks {
    /// The ids of deliveries of an event that did not happen.
    fn invented(
        &mut self,
        event: &Event,
        subscription_id: Option<&str>,
        random: &mut Random,
    ) -> Result<Vec<String>, Refusal> {
        let Some(id) = subscription_id else {
            let ids = self.deliveries_of(event, DeliveryState::Underway, random);
            return match ids.is_empty() {
                true => Err(Refusal::invalid("event_type", "has no subscription: name a subscription_id")),
                false => Ok(ids),
            };
        };
        let subscription = self.subscriptions.iter().find(|subscription| subscription.id == id);
        let subscription = subscription.ok_or(Refusal::invalid("subscription_id", "is not known"))?;
        let delivery = Delivery::new(event, subscription, DeliveryState::Underway, random);
        let ids = vec![delivery.id.clone()];
        self.deliveries.push(delivery);
        Ok(ids)
    }

    /// The id of the newest delivery that was sent, or of the one that is asked for.
    fn sent(&self, id: Option<&str>) -> Result<String, Refusal> {
        let is_asked_for = |delivery: &&Delivery| id.is_none_or(|id| delivery.id == id);
        let mut sent = self.deliveries.iter().rev().filter(|delivery| delivery.attempts > 0);
        let found = sent.find(is_asked_for).map(|delivery| delivery.id.clone());
        found.ok_or_else(|| Refusal::invalid("id", "is that of no event that was sent"))
    }

    /// The ids of all that was withheld, in the order in which to send it.
    fn release(&mut self, order: Order) -> Vec<String> {
        self.is_withholding = false;
        let is_withheld = |delivery: &&mut Delivery| delivery.state == DeliveryState::Withheld;
        let withheld = self.deliveries.iter_mut().filter(is_withheld).map(|delivery| {
            delivery.state = DeliveryState::Underway;
            delivery.id.clone()
        });
        match order {
            Order::AsSent => withheld.collect(),
            Order::Reversed => withheld.rev().collect(),
        }
    }

    fn resource(&self) -> Value {
        json!({
            "withholding": self.is_withholding,
            "subscriptions": self.subscriptions.iter().map(Subscription::resource).collect::<Value>(),
            "events": self.deliveries.iter().map(Delivery::resource).collect::<Value>(),
        })
    }
}

impl Subscription {
    fn resource(&self) -> Value {
        json!({ "id": self.id, "event_type": self.event_type, "url": self.url.as_str() })
    }
}

impl Delivery {
    fn resource(&self) -> Value {
        json!({
            "id": self.id,
            "event_type": self.event.event_type,
            "entity_id": self.event.entity_id,
            "body": self.event.body,
            "subscription_id": self.subscription.id,
            "attempts": self.attempts,
            "state": self.state,
        })
    }
}
