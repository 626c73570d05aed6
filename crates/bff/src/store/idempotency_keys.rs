//! Calls of partners that can be repeated.

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::{Row, SqliteConnection, sqlite::SqliteRow};

use super::database::{Error, Store};

/// How long a call can be repeated.
const KEPT: TimeDelta = TimeDelta::days(1);

/// A call with an `Idempotency-Key`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RepeatableCall {
    pub partner: String,
    /// SHA-256 of the key.
    pub key: [u8; 32],
    /// SHA-256 of what makes two calls the same.
    pub request: [u8; 32],
}

/// What came of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EarlierCall {
    pub request: Vec<u8>,
    pub begun: String,
}

/// Remembers a call, within the transaction that carries it out; `false` if its key is taken.
pub(super) async fn remember(
    transaction: &mut SqliteConnection,
    call: &RepeatableCall,
    begun: &str,
    now: DateTime<Utc>,
) -> Result<bool, sqlx::Error> {
    sqlx::query("DELETE FROM idempotency_keys WHERE created_at <= ?")
        .bind((now - KEPT).timestamp())
        .execute(&mut *transaction)
        .await?;
    let remembered = sqlx::query(
        "INSERT INTO idempotency_keys (partner, key, request, begun, created_at) VALUES (?, ?, ?, ?, ?) \
         ON CONFLICT DO NOTHING",
    )
    .bind(&call.partner)
    .bind(&call.key[..])
    .bind(&call.request[..])
    .bind(begun)
    .bind(now.timestamp())
    .execute(transaction)
    .await?;
    Ok(remembered.rows_affected() == 1)
}

impl Store {
    /// What came of the partner's call with this key.
    pub async fn earlier_call(
        &self,
        call: &RepeatableCall,
        now: DateTime<Utc>,
    ) -> Result<Option<EarlierCall>, Error> {
        let query = sqlx::query(
            "SELECT request, begun FROM idempotency_keys WHERE partner = ? AND key = ? AND created_at > ?",
        );
        let query = query.bind(&call.partner).bind(&call.key[..]).bind((now - KEPT).timestamp());
        let read = |row: SqliteRow| {
            Ok(EarlierCall { request: row.try_get("request")?, begun: row.try_get("begun")? })
        };
        query.fetch_optional(&self.pool).await?.map(read).transpose()
    }
}
