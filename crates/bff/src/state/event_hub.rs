//! Tells subscribers *that* a journey changed. They read the new stage from the database.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use tokio::sync::watch;

use crate::store::JourneyId;

/// One channel per journey with subscribers. A [`watch`] channel keeps only the last message. Slow subscribers miss
/// nothing, because they read the stage when they send it.
pub struct EventHub {
    journeys: Mutex<HashMap<JourneyId, watch::Sender<()>>>,
    closing: watch::Sender<bool>,
}

impl Default for EventHub {
    fn default() -> EventHub {
        EventHub { journeys: Mutex::default(), closing: watch::Sender::new(false) }
    }
}

impl EventHub {
    /// Tells the subscribers of a journey that it changed.
    pub fn publish(&self, journey: JourneyId) {
        if let Some(channel) = self.journeys().get(&journey) {
            channel.send_replace(());
        }
    }

    /// Tells all subscribers that their journey may have changed.
    pub fn publish_all(&self) {
        self.journeys().values().for_each(|channel| {
            channel.send_replace(());
        });
    }

    /// Ends all streams, so that the server can stop.
    pub fn close(&self) {
        self.closing.send_replace(true);
    }

    /// Subscribes to the changes of a journey.
    pub fn subscribe(&self, journey: JourneyId) -> watch::Receiver<()> {
        let mut journeys = self.journeys();
        journeys.retain(|_, channel| channel.receiver_count() > 0);
        journeys.entry(journey).or_insert_with(|| watch::Sender::new(())).subscribe()
    }

    /// Waits for [`EventHub::close`].
    pub async fn closed(&self) {
        // An error means that the sender is gone, and so is the server.
        let _ = self.closing.subscribe().wait_for(|closing| *closing).await;
    }

    fn journeys(&self) -> MutexGuard<'_, HashMap<JourneyId, watch::Sender<()>>> {
        self.journeys.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
