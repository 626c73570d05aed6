//! How partners lead customers back into their journeys, and how support finds one.

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
        let found = query.bind(partner).bind(reference).fetch_all(&self.pool).await?;
        Ok(found.into_iter().map(id_of).collect::<Result<_, _>>()?)
    }

    /// The journeys for which somebody can call support with this text, the newest first: a reference that the wizard has shown,
    /// the journey's id for its partner, or the partner's own name for it. It reads every journey with an error.
    pub async fn of_support(&self, text: &str) -> Result<Vec<JourneyId>, Error> {
        let query = sqlx::query(
            "SELECT id FROM journeys WHERE public_id = ?1 OR reference = ?1 OR EXISTS \
             (SELECT 1 FROM json_each(application, '$.incidents') WHERE value ->> 'reference' = ?1) ORDER BY id DESC",
        );
        let found = query.bind(text).fetch_all(&self.pool).await?;
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
        query.bind(&start.0[..]).bind(start_by.timestamp()).bind(id.0).execute(&self.pool).await?;
        Ok(())
    }
}
