//! Another master key.

use sqlx::Row;

use super::{database::Store, error::Error, journey_id::JourneyId};

/// How many keys are wrapped anew in one transaction.
const AT_ONCE: i64 = 500;

impl Store {
    /// Wraps every key with the newest master key; how many were not. A server that knows that key may be running.
    ///
    /// # Errors
    /// If a key cannot be opened: nothing is lost then.
    pub async fn rotate_keys(&self) -> Result<u64, Error> {
        let newest = self.ring.newest_master();
        let mut rotated = 0;
        let own = self.ring.wrap_own()?;
        let own = sqlx::query("UPDATE database_key SET master_key = $1, wrapped = $2 WHERE master_key <> $1")
            .bind(own.master)
            .bind(own.bytes);
        rotated += own.execute(&self.pool).await?.rows_affected();
        loop {
            let mut transaction = self.write().await?;
            let query =
                "SELECT journey, master_key, wrapped FROM journey_keys WHERE master_key <> $1 LIMIT $2";
            let rows = sqlx::query(query).bind(newest).bind(AT_ONCE).fetch_all(&mut *transaction).await?;
            if rows.is_empty() {
                break;
            }
            for row in rows {
                let id = JourneyId(row.try_get("journey")?);
                let wrapped = self.ring.wrap_anew(row, id)?;
                sqlx::query("UPDATE journey_keys SET master_key = $1, wrapped = $2 WHERE journey = $3")
                    .bind(wrapped.master)
                    .bind(wrapped.bytes)
                    .bind(id.0)
                    .execute(&mut *transaction)
                    .await?;
                rotated += 1;
            }
            transaction.commit().await?;
        }
        self.leave_no_trace().await?;
        Ok(rotated)
    }
}
