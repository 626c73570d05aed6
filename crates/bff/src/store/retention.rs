//! What is kept for long enough.

use chrono::{DateTime, Utc};

use super::{
    database::Store,
    error::Error,
    journey_id::{JourneyId, id_of},
    journeys::delete,
};
use crate::domain::retention::Kept;

/// How many journeys are looked for at once.
const AT_ONCE: i64 = 100;

impl Store {
    /// Journeys that are kept as this and have not changed since then, the oldest first; at most 100.
    pub async fn unchanged_since(&self, kept: Kept, since: DateTime<Utc>) -> Result<Vec<JourneyId>, Error> {
        let query = sqlx::query(
            "SELECT id FROM journeys WHERE kept = $1 AND changed_at <= $2 ORDER BY changed_at LIMIT $3",
        );
        let query = query.bind(kept.name()).bind(since.timestamp()).bind(AT_ONCE);
        Ok(query.fetch_all(&self.pool).await?.into_iter().map(id_of).collect::<Result<_, _>>()?)
    }

    /// Notes as what a journey is kept, where time or an earlier release has left another note.
    pub async fn keep_as(&self, id: JourneyId, kept: Kept) -> Result<(), Error> {
        let query = sqlx::query("UPDATE journeys SET kept = $1 WHERE id = $2").bind(kept.name()).bind(id.0);
        query.execute(&self.pool).await?;
        Ok(())
    }

    /// Removes a journey with all that hangs on it.
    pub async fn remove(&self, id: JourneyId, now: DateTime<Utc>) -> Result<(), Error> {
        let mut transaction = self.write().await?;
        delete(&mut transaction, &self.ring, id, now).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Removes the webhooks that were accepted before that and are processed.
    pub async fn forget_webhooks(&self, before: DateTime<Utc>) -> Result<(), Error> {
        let query = sqlx::query("DELETE FROM webhooks WHERE worked = 1 AND accepted_at <= $1");
        query.bind(before.timestamp()).execute(&self.pool).await?;
        Ok(())
    }
}
