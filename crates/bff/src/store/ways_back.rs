//! How partners lead customers back into their journeys.

use chrono::{DateTime, Utc};

use super::{
    database::{Error, Store},
    journeys::{JourneyId, id_of},
};
use crate::domain::session::StartHash;

impl Store {
    /// A partner's journeys with its own name for them, the newest first; at most 100.
    pub async fn of_reference(&self, partner: &str, reference: &str) -> Result<Vec<JourneyId>, Error> {
        let query = sqlx::query(
            "SELECT id FROM journeys WHERE partner = ? AND reference = ? ORDER BY id DESC LIMIT 100",
        );
        let found = query.bind(partner).bind(reference).fetch_all(&self.0).await?;
        Ok(found.into_iter().map(id_of).collect::<Result<_, _>>()?)
    }

    /// Gives a journey another start token. The one before it serves no more.
    pub async fn renew_start(
        &self,
        id: JourneyId,
        start: &StartHash,
        start_by: DateTime<Utc>,
    ) -> Result<(), Error> {
        let query = sqlx::query("UPDATE journeys SET start_hash = ?, start_by = ? WHERE id = ?");
        query.bind(&start.0[..]).bind(start_by.timestamp()).bind(id.0).execute(&self.0).await?;
        Ok(())
    }
}
