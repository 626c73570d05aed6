//! How partners lead customers back into their journeys, and how support finds one.

use chrono::{DateTime, Utc};

use super::{
    database::Store,
    error::Error,
    journey_id::{JourneyId, id_of},
    keyring::Lookup,
};
use crate::domain::session::StartHash;

impl Store {
    /// A partner's journeys with its own name for them, the newest first; at most 100.
    pub async fn of_reference(&self, partner: &str, reference: &str) -> Result<Vec<JourneyId>, Error> {
        let query = sqlx::query(
            "SELECT id FROM journeys WHERE partner = $1 AND reference_mac = $2 ORDER BY id DESC LIMIT 100",
        );
        let found = query
            .bind(partner)
            .bind(self.ring.mac(Lookup::Reference, reference))
            .fetch_all(&self.pool)
            .await?;
        Ok(found.into_iter().map(id_of).collect::<Result<_, _>>()?)
    }

    /// The journeys for which somebody can call support with this text, the newest first: a reference that the wizard has shown,
    /// the journey's id for its partner, or the partner's own name for it.
    pub async fn of_support(&self, text: &str) -> Result<Vec<JourneyId>, Error> {
        let query = sqlx::query(
            "SELECT id FROM journeys WHERE public_id = $1 OR reference_mac = $2 OR id IN \
             (SELECT journey FROM support_references WHERE reference_mac = $3) ORDER BY id DESC",
        );
        let query = query.bind(text).bind(self.ring.mac(Lookup::Reference, text));
        let query = query.bind(self.ring.mac(Lookup::SupportReference, text));
        let found = query.fetch_all(&self.pool).await?;
        Ok(found.into_iter().map(id_of).collect::<Result<_, _>>()?)
    }

    /// Gives a journey another start token. The one before it serves no more.
    pub async fn renew_start(
        &self,
        id: JourneyId,
        start: &StartHash,
        start_by: DateTime<Utc>,
    ) -> Result<(), Error> {
        let query = sqlx::query("UPDATE journeys SET start_hash = $1, start_by = $2 WHERE id = $3");
        query.bind(&start.0[..]).bind(start_by.timestamp()).bind(id.0).execute(&self.pool).await?;
        Ok(())
    }
}
