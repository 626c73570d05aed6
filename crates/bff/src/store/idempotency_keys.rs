//! Calls of partners that can be repeated.

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::{AnyConnection, Row};

use super::{database::Store, error::Error, journey_id::JourneyId};

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
    pub begun: Vec<u8>,
}

/// What the answer to a call is sealed as.
pub(super) fn sealed_as(call: &RepeatableCall) -> String {
    format!("call {} of {}", hex::encode(call.key), call.partner)
}

/// Remembers a call, within the transaction that carries it out; `false` if its key is taken.
pub(super) async fn remember(
    transaction: &mut AnyConnection,
    call: &RepeatableCall,
    begun: &[u8],
    journey: JourneyId,
    now: DateTime<Utc>,
) -> Result<bool, sqlx::Error> {
    sqlx::query("DELETE FROM idempotency_keys WHERE created_at <= $1")
        .bind((now - KEPT).timestamp())
        .execute(&mut *transaction)
        .await?;
    let remembered = sqlx::query(
        "INSERT INTO idempotency_keys (partner, key, request, sealed, journey, created_at) VALUES ($1, $2, $3, $4, $5, $6) \
         ON CONFLICT DO NOTHING",
    )
    .bind(&call.partner)
    .bind(&call.key[..])
    .bind(&call.request[..])
    .bind(begun)
    .bind(journey.0)
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
            "SELECT request, sealed, journey_keys.* FROM idempotency_keys JOIN journey_keys USING (journey) \
             WHERE partner = $1 AND key = $2 AND created_at > $3",
        );
        let query = query.bind(&call.partner).bind(&call.key[..]).bind((now - KEPT).timestamp());
        let Some(row) = query.fetch_optional(&self.pool).await? else { return Ok(None) };
        let (request, sealed): (_, Vec<u8>) = (row.try_get("request")?, row.try_get("sealed")?);
        let journey = JourneyId(row.try_get("journey")?);
        let begun = self.ring.key_in(row, journey)?.open(&sealed_as(call), &sealed)?;
        Ok(Some(EarlierCall { request, begun }))
    }
}
