//! Limits how often polls of a browser make us read Solaris.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use chrono::{DateTime, TimeDelta, Utc};

use crate::store::JourneyId;

/// The shortest time between two reads for polls of one journey.
const PAUSE: TimeDelta = TimeDelta::seconds(2);

/// When each journey was last read for a poll.
#[derive(Default)]
pub struct PollThrottle(Mutex<HashMap<JourneyId, DateTime<Utc>>>);

impl PollThrottle {
    /// Whether a read is due. If so, it counts as done.
    pub fn is_due(&self, journey: JourneyId, now: DateTime<Utc>) -> bool {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        last.retain(|_, at| now - *at < PAUSE);
        if last.contains_key(&journey) {
            return false;
        }
        last.insert(journey, now);
        true
    }
}
