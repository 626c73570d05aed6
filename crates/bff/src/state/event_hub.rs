//! Tells subscribers *that* a journey changed. They read the new stage from the database.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tokio::sync::{Notify, watch};
use tokio_stream::wrappers::WatchStream;

use crate::store::JourneyId;

/// One channel per journey with subscribers. A [`watch`] channel keeps only the last message. Slow subscribers miss
/// nothing, because they read the stage when they send it.
pub struct EventHub {
    channels: Arc<Channels>,
    closing: watch::Sender<bool>,
}

#[derive(Default)]
struct Channels(Mutex<HashMap<JourneyId, Channel>>);

#[derive(Default)]
struct Channel {
    sender: watch::Sender<()>,
    /// How each subscription is told that it ends, the oldest first.
    ends: Vec<Arc<Notify>>,
}

/// How many subscriptions a journey has. A customer has a tab or two.
const MOST: usize = 6;

/// One subscriber of a journey.
pub struct Subscription {
    channels: Arc<Channels>,
    journey: JourneyId,
    receiver: watch::Receiver<()>,
    end: Arc<Notify>,
}

impl Subscription {
    /// Waits until newer subscriptions have taken this one's place.
    pub fn ended(&self) -> impl Future<Output = ()> + use<> {
        self.end.clone().notified_owned()
    }

    /// Something at once, and again whenever the journey may have changed.
    pub fn changes(&self) -> WatchStream<()> {
        WatchStream::new(self.receiver.clone())
    }
}

/// A journey without subscribers has no channel: those of others cost it nothing, however many they are.
impl Drop for Subscription {
    fn drop(&mut self) {
        let mut channels = self.channels.lock();
        if let Some(channel) = channels.get_mut(&self.journey) {
            channel.ends.retain(|end| !Arc::ptr_eq(end, &self.end));
            if channel.ends.is_empty() {
                channels.remove(&self.journey);
            }
        }
    }
}

impl Channels {
    fn lock(&self) -> MutexGuard<'_, HashMap<JourneyId, Channel>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Default for EventHub {
    fn default() -> EventHub {
        EventHub { channels: Arc::default(), closing: watch::Sender::new(false) }
    }
}

impl EventHub {
    /// Tells the subscribers of a journey that it changed.
    pub fn publish(&self, journey: JourneyId) {
        if let Some(channel) = self.channels.lock().get(&journey) {
            channel.sender.send_replace(());
        }
    }

    /// Tells all subscribers that their journey may have changed.
    pub fn publish_all(&self) {
        self.channels.lock().values().for_each(|channel| {
            channel.sender.send_replace(());
        });
    }

    /// Ends all streams, so that the server can stop.
    pub fn close(&self) {
        self.closing.send_replace(true);
    }

    /// Subscribes to the changes of a journey. If it has many subscriptions, the oldest ends.
    pub fn subscribe(&self, journey: JourneyId) -> Subscription {
        let mut channels = self.channels.lock();
        let channel = channels.entry(journey).or_default();
        if channel.ends.len() == MOST {
            channel.ends.remove(0).notify_one();
        }
        let end = Arc::<Notify>::default();
        channel.ends.push(end.clone());
        Subscription { channels: self.channels.clone(), journey, receiver: channel.sender.subscribe(), end }
    }

    /// Waits for [`EventHub::close`].
    pub async fn closed(&self) {
        // An error means that the sender is gone, and so is the server.
        let _ = self.closing.subscribe().wait_for(|closing| *closing).await;
    }
}

#[cfg(test)]
mod tests {
    use futures_util::{FutureExt, StreamExt};

    use super::*;

    #[test]
    fn a_journey_tells_its_subscribers_and_nobody_else() {
        let hub = EventHub::default();
        let [one, other] = [JourneyId::sample(1), JourneyId::sample(2)];
        let subscriptions = [hub.subscribe(one), hub.subscribe(one), hub.subscribe(other)];
        let mut changes = subscriptions.each_ref().map(Subscription::changes);
        let heard = |changes: &mut [WatchStream<()>; 3]| {
            changes.each_mut().map(|changes| changes.next().now_or_never().is_some())
        };
        assert_eq!(heard(&mut changes), [true; 3], "at once");
        hub.publish(one);
        assert_eq!(heard(&mut changes), [true, true, false]);
        hub.publish_all();
        assert_eq!(heard(&mut changes), [true; 3]);
        let [first, second, _other] = subscriptions;
        drop(first);
        hub.publish(one);
        assert_eq!(heard(&mut changes), [true, true, false], "the second has its channel still");
        drop(second);
        assert_eq!(hub.channels.lock().len(), 1, "what nobody subscribes to is forgotten");
    }

    #[test]
    fn the_oldest_of_too_many_ends() {
        let hub = EventHub::default();
        let subscriptions: Vec<_> = (0..=MOST).map(|_| hub.subscribe(JourneyId::sample(1))).collect();
        let ended = subscriptions.iter().map(|subscription| subscription.ended().now_or_never().is_some());
        assert_eq!(ended.collect::<Vec<_>>(), [&[true][..], &[false; MOST]].concat());
    }
}
