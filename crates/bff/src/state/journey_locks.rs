//! One lock per journey: double clicks and second tabs wait for each other, also at other servers.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError, Weak},
};

use tokio::sync::OwnedMutexGuard;

use crate::store::{Error, JourneyId, NodeLock, Store};

/// Nobody else works on the journey meanwhile. It is free for other servers first, and then for this one.
pub struct JourneyLock {
    _elsewhere: NodeLock,
    _here: OwnedMutexGuard<()>,
}

/// The locks that are held or waited for, by journey.
#[derive(Default)]
pub struct JourneyLocks(Mutex<HashMap<JourneyId, Weak<tokio::sync::Mutex<()>>>>);

impl JourneyLocks {
    /// Waits for the journey's lock. It is held as long as the guard lives.
    ///
    /// # Errors
    /// If the database does not answer.
    pub async fn lock(&self, store: &Store, journey: JourneyId) -> Result<JourneyLock, Error> {
        let here = self.of(journey).lock_owned().await;
        Ok(JourneyLock { _elsewhere: store.lock_journey(journey).await?, _here: here })
    }

    fn of(&self, journey: JourneyId) -> Arc<tokio::sync::Mutex<()>> {
        let mut locks = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(lock) = locks.get(&journey).and_then(Weak::upgrade) {
            return lock;
        }
        locks.retain(|_, lock| lock.strong_count() > 0);
        let lock = Arc::default();
        locks.insert(journey, Arc::downgrade(&lock));
        lock
    }
}
