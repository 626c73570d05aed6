//! What one server asks of the others: to leave a journey or a queue alone, and to tell what they change.

use std::time::Duration;

use sha2::{Digest, Sha256};

use super::{
    database::{Engine, Store},
    error::Error,
    journey_id::JourneyId,
    nodes::{News, NodeLock},
};

/// How long a server waits before it asks again for the lock of a journey that another one has. A customer may be waiting.
const RETRY: Duration = Duration::from_millis(50);

/// The same for the queue of a partner, whose server may be slow.
const RETRY_QUEUE: Duration = Duration::from_millis(500);

impl Store {
    /// Waits until no other server works on the journey.
    ///
    /// # Errors
    /// If the database does not answer.
    pub async fn lock_journey(&self, journey: JourneyId) -> Result<NodeLock, Error> {
        match &self.engine {
            Engine::Sqlite { .. } => Ok(NodeLock::none()),
            Engine::Postgres(nodes) => nodes.lock(journey.0, RETRY).await,
        }
    }

    /// Waits until no other server sends events to the partner.
    ///
    /// # Errors
    /// If the database does not answer.
    pub async fn lock_queue(&self, partner: &str) -> Result<NodeLock, Error> {
        match &self.engine {
            Engine::Sqlite { .. } => Ok(NodeLock::none()),
            Engine::Postgres(nodes) => nodes.lock(number_of(partner), RETRY_QUEUE).await,
        }
    }

    /// What the other servers tell; `None` where there can be no other.
    ///
    /// # Errors
    /// If the database does not answer.
    pub async fn news(&self) -> Result<Option<News>, Error> {
        let Engine::Postgres(nodes) = &self.engine else { return Ok(None) };
        Ok(Some(News::of(nodes).await?))
    }
}

/// The lock of a queue. Those of journeys are positive.
fn number_of(partner: &str) -> i64 {
    let first = Sha256::digest(partner).iter().take(8).fold(0, |number, byte| number << 8 | i64::from(*byte));
    first | i64::MIN
}
