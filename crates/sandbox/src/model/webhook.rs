//! Webhooks as data: subscriptions, events and their deliveries (the public webhook documentation).

use chrono::TimeDelta;
use reqwest::Url;
use serde::Serialize;
use serde_json::{Value, json};

use crate::{error::Refusal, model::identification::Identification, random::Random};

/// The subscriptions, and the deliveries that were made for them.
#[derive(Default)]
pub struct Webhooks {
    subscriptions: Vec<Subscription>,
    /// Oldest first.
    deliveries: Vec<Delivery>,
    /// While set, new deliveries are kept instead of sent.
    is_withholding: bool,
}

#[derive(Clone)]
pub struct Subscription {
    pub id: String,
    pub event_type: String,
    pub url: Url,
    /// The key of the deliveries' signatures.
    pub secret: String,
}

/// Something that subscribers are told.
#[derive(Clone)]
pub struct Event {
    pub event_type: String,
    pub entity_id: String,
    pub body: Value,
}

/// The pauses between the attempts of a delivery, on the sandbox's clock. The attempt after the last pause is the last.
#[derive(Clone, Debug)]
pub struct BackOff(pub Vec<TimeDelta>);

/// One event for one subscription.
#[derive(Clone)]
pub struct Delivery {
    pub id: String,
    pub subscription: Subscription,
    pub event: Event,
    /// Attempts begun so far.
    pub attempts: u32,
    state: DeliveryState,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryState {
    Withheld,
    Underway,
    Delivered,
    Rejected,
    /// The subscription has ended.
    Canceled,
    GivenUp,
}

/// The consequence of the subscriber's answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Delivered,
    /// 422: the delivery is not sent again.
    Rejected,
    /// 410: the subscription ends.
    Canceled,
    TryAgain,
}

/// The order in which withheld deliveries are sent.
#[derive(Clone, Copy)]
pub enum Order {
    AsSent,
    Reversed,
}

impl Default for BackOff {
    /// "Retried with back-off for up to five days": 10 s, then five times as long up to 6250 s, then twice a day.
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
    /// A `PERSON_...` event. Its body is empty; the header names the person.
    pub fn person(event_type: &str, person_id: &str) -> Event {
        Event { event_type: event_type.to_owned(), entity_id: person_id.to_owned(), body: json!({}) }
    }

    /// The event `IDENTIFICATION`.
    pub fn identification(identification: &Identification) -> Event {
        let entity_id = identification.id.clone();
        Event { event_type: "IDENTIFICATION".to_owned(), entity_id, body: identification.webhook() }
    }
}

impl Webhooks {
    pub fn subscribe(&mut self, subscription: Subscription) {
        self.subscriptions.push(subscription);
    }

    /// Makes the deliveries of an event. Answers the ids of those to send now: none while deliveries are withheld.
    pub fn announce(&mut self, event: &Event, random: &mut Random) -> Vec<String> {
        match self.is_withholding {
            true => {
                self.deliveries_of(event, DeliveryState::Withheld, random);
                Vec::new()
            }
            false => self.deliveries_of(event, DeliveryState::Underway, random),
        }
    }

    /// Keeps new deliveries from now on, until [`Webhooks::release`].
    pub fn withhold(&mut self) {
        self.is_withholding = true;
    }

    /// Makes a delivery for each subscription to the event's type; answers their ids.
    fn deliveries_of(&mut self, event: &Event, state: DeliveryState, random: &mut Random) -> Vec<String> {
        let is_told = |subscription: &&Subscription| subscription.event_type == event.event_type;
        let told = self.subscriptions.iter().filter(is_told);
        let new = told.map(|subscription| Delivery::new(event, subscription, state, random));
        let first = self.deliveries.len();
        self.deliveries.extend(new);
        self.deliveries[first..].iter().map(|delivery| delivery.id.clone()).collect()
    }

    /// Counts an attempt and answers what to send; `None` if the subscription has ended.
    pub fn begin_attempt(&mut self, id: &str) -> Option<Delivery> {
        let delivery = self.deliveries.iter_mut().find(|delivery| delivery.id == id)?;
        let is_subscribed = self.subscriptions.iter().any(|other| other.id == delivery.subscription.id);
        match is_subscribed {
            true => delivery.attempts += 1,
            false => delivery.state = DeliveryState::Canceled,
        }
        is_subscribed.then(|| delivery.clone())
    }

    /// Records the result of an attempt.
    pub fn note(&mut self, delivery: &Delivery, verdict: Verdict) {
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

    /// Gives a delivery its final state.
    pub fn end(&mut self, id: &str, state: DeliveryState) {
        if let Some(delivery) = self.deliveries.iter_mut().find(|delivery| delivery.id == id) {
            delivery.state = state;
        }
    }

    /// Makes deliveries of an event that did not happen, to one subscription or to all of its type; answers their ids.
    pub fn invented(
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

    /// The id of the newest delivery that was sent, or `id` itself if it was sent.
    pub fn sent(&self, id: Option<&str>) -> Result<String, Refusal> {
        let is_asked_for = |delivery: &&Delivery| id.is_none_or(|id| delivery.id == id);
        let mut sent = self.deliveries.iter().rev().filter(|delivery| delivery.attempts > 0);
        let found = sent.find(is_asked_for).map(|delivery| delivery.id.clone());
        found.ok_or_else(|| Refusal::invalid("id", "is that of no event that was sent"))
    }

    /// Stops withholding; answers the ids of the kept deliveries in the order in which to send them.
    pub fn release(&mut self, order: Order) -> Vec<String> {
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

    /// As `/sandbox/webhooks` shows it.
    pub fn resource(&self) -> Value {
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
    fn new(event: &Event, to: &Subscription, state: DeliveryState, random: &mut Random) -> Delivery {
        let (event, subscription) = (event.clone(), to.clone());
        Delivery { id: random.id("whev"), subscription, event, attempts: 0, state }
    }

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

impl Verdict {
    /// `status` is `None` if there was no answer in time.
    pub fn of(status: Option<u16>) -> Verdict {
        match status {
            Some(200..=299) => Verdict::Delivered,
            Some(410) => Verdict::Canceled,
            Some(422) => Verdict::Rejected,
            _ => Verdict::TryAgain,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
