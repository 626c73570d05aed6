//! Who has opened a journey, and whose it is.

use chrono::{DateTime, Utc};
use sqlx::Row;

use super::{
    database::Store,
    error::Error,
    journey_id::{JourneyId, id_of},
};
use crate::domain::session::{SessionHash, StartHash};

/// The journey of a browser's session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    pub id: JourneyId,
    /// `false` while the browser has only opened it.
    pub is_redeemed: bool,
}

impl Store {
    /// Shows the start token's journey to the session, which uses nothing up: until [`Store::redeem`] others can open it too. A
    /// token opens its journey until `start_by`, and later for the sessions that had opened it before.
    pub async fn open_started(
        &self,
        partner: &str,
        start: &StartHash,
        session: &SessionHash,
        now: DateTime<Utc>,
    ) -> Result<Option<JourneyId>, Error> {
        // Who guesses tokens does not wait for the writer, and nobody waits for them.
        let known = sqlx::query("SELECT 1 FROM journeys WHERE start_hash = $1 AND partner = $2");
        if known.bind(&start.0[..]).bind(partner).fetch_optional(&self.pool).await?.is_none() {
            return Ok(None);
        }
        let mut transaction = self.write().await?;
        sqlx::query(
            "INSERT INTO openings (session_hash, start_hash) SELECT $1, start_hash FROM journeys \
             WHERE start_hash = $2 AND partner = $3 AND start_by > $4 \
             ON CONFLICT (session_hash) DO UPDATE SET start_hash = excluded.start_hash",
        )
        .bind(&session.0[..])
        .bind(&start.0[..])
        .bind(partner)
        .bind(now.timestamp())
        .execute(&mut *transaction)
        .await?;
        let opened = sqlx::query(
            "SELECT id FROM journeys WHERE start_hash = $2 AND partner = $3 AND (session_hash = $1 OR (start_by IS NOT NULL \
             AND EXISTS (SELECT 1 FROM openings WHERE session_hash = $1 AND start_hash = $2)))",
        )
        .bind(&session.0[..])
        .bind(&start.0[..])
        .bind(partner)
        .fetch_optional(&mut *transaction)
        .await?;
        transaction.commit().await?;
        Ok(opened.map(id_of).transpose()?)
    }

    /// Gives the journey to a session that has opened it. From then on its start token serves nobody else. `false` if another
    /// session was faster.
    pub async fn redeem(&self, id: JourneyId, session: &SessionHash) -> Result<bool, Error> {
        let mut transaction = self.write().await?;
        let redeemed = sqlx::query(
            "UPDATE journeys SET session_hash = $1, start_by = NULL WHERE id = $2 AND start_by IS NOT NULL AND start_hash = \
             (SELECT start_hash FROM openings WHERE session_hash = $1) RETURNING start_hash",
        )
        .bind(&session.0[..])
        .bind(id.0)
        .fetch_optional(&mut *transaction)
        .await?;
        if let Some(row) = &redeemed {
            let start_hash: &[u8] = row.try_get("start_hash")?;
            let others = sqlx::query("DELETE FROM openings WHERE start_hash = $1").bind(start_hash);
            others.execute(&mut *transaction).await?;
        }
        transaction.commit().await?;
        Ok(redeemed.is_some())
    }

    /// The journey of a browser: its own, or one that it has opened and that nobody has redeemed since.
    pub async fn of_session(&self, session: &SessionHash) -> Result<Option<Found>, Error> {
        let query = sqlx::query(
            "SELECT id, 1 AS redeemed FROM journeys WHERE session_hash = $1 UNION ALL \
             SELECT id, 0 FROM openings JOIN journeys USING (start_hash) \
             WHERE openings.session_hash = $1 AND start_by IS NOT NULL",
        )
        .bind(&session.0[..]);
        let Some(row) = query.fetch_optional(&self.pool).await? else { return Ok(None) };
        Ok(Some(Found { is_redeemed: row.try_get::<i64, _>("redeemed")? == 1, id: id_of(row)? }))
    }

    /// Forgets who has opened the journey.
    pub async fn forget_openings(&self, id: JourneyId) -> Result<(), Error> {
        let query = "DELETE FROM openings WHERE start_hash = (SELECT start_hash FROM journeys WHERE id = $1)";
        sqlx::query(query).bind(id.0).execute(&self.pool).await?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::time::timeout;

    use super::{super::database::empty_store, *};

    #[tokio::test]
    async fn a_guess_does_not_wait_for_the_writer() {
        let (store, _folder) = empty_store().await;
        let writer = store.write().await.unwrap();
        let now: DateTime<Utc> = "2026-11-23T12:00:00Z".parse().unwrap();
        let guess = store.open_started("nordlicht", &StartHash([7; 32]), &SessionHash([8; 32]), now);
        let answer = timeout(Duration::from_secs(3), guess).await.expect("it does not wait");
        assert_eq!(answer.unwrap(), None);
        drop(writer);
    }
}
