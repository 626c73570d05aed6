//! Events that wait for their partner.

use chrono::{DateTime, Utc};
use sqlx::{AnyConnection, Row};

use super::{database::Store, error::Error, journey_id::JourneyId, keyring::Keyring};
use crate::{domain::partner_event::PartnerEvent, vault::DataKey};

/// An event on its way to a partner.
#[derive(Clone, Debug)]
pub struct Delivery {
    /// The `webhook-id`. It is the same for every attempt, so that the receiver can recognise a repetition.
    pub id: String,
    pub partner: String,
    pub body: String,
    /// Failed attempts so far.
    pub tries: u32,
}

/// What the body of an event is sealed as.
pub(super) fn sealed_as(id: &str) -> String {
    format!("event {id}")
}

/// Adds an event to the outbox, within the transaction that saves its journey.
pub(super) async fn add(
    transaction: &mut AnyConnection,
    (ring, key): (&Keyring, &DataKey),
    journey: JourneyId,
    event: PartnerEvent,
    version: i64,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    // Each version of a journey is at most one event.
    let id = format!("msg_{}_{version}", event.journey_id);
    let sealed = ring.seal_with(key, &sealed_as(&id), event.body)?;
    sqlx::query(
        "INSERT INTO partner_webhooks (id, partner, journey, sealed, next_at) VALUES ($1, $2, $3, $4, $5)",
    )
    .bind(id)
    .bind(event.partner)
    .bind(journey.0)
    .bind(sealed)
    .bind(now.timestamp_millis())
    .execute(transaction)
    .await?;
    Ok(())
}

impl Store {
    /// The partners that have a delivery that is due.
    pub async fn partners_with_deliveries_due(&self, now: DateTime<Utc>) -> Result<Vec<String>, Error> {
        let query = sqlx::query_scalar("SELECT DISTINCT partner FROM partner_webhooks WHERE next_at <= $1");
        Ok(query.bind(now.timestamp_millis()).fetch_all(&self.pool).await?)
    }

    /// A partner's deliveries that are due, the oldest first; at most 50.
    pub async fn deliveries_due(&self, partner: &str, now: DateTime<Utc>) -> Result<Vec<Delivery>, Error> {
        let rows = sqlx::query(
            "SELECT id, partner, sealed, tries, journey_keys.* FROM partner_webhooks JOIN journey_keys USING (journey) \
             WHERE partner = $1 AND next_at <= $2 ORDER BY position LIMIT 50",
        )
        .bind(partner)
        .bind(now.timestamp_millis())
        .fetch_all(&self.pool)
        .await?;
        let mut due = Vec::new();
        for row in rows {
            let id: String = row.try_get("id")?;
            let partner = row.try_get("partner")?;
            let tries = u32::try_from(row.try_get::<i64, _>("tries")?).unwrap_or(u32::MAX);
            let sealed: Vec<u8> = row.try_get("sealed")?;
            let journey = JourneyId(row.try_get("journey")?);
            let body = self.ring.key_in(row, journey)?.open_text(&sealed_as(&id), &sealed)?;
            due.push(Delivery { id, partner, body, tries });
        }
        Ok(due)
    }

    /// Removes a delivery that was accepted or given up.
    pub async fn delivery_is_over(&self, id: &str) -> Result<(), Error> {
        sqlx::query("DELETE FROM partner_webhooks WHERE id = $1").bind(id).execute(&self.pool).await?;
        Ok(())
    }

    /// Counts a failed attempt and sets the time of the next one.
    pub async fn deliver_again(&self, id: &str, next_at: DateTime<Utc>) -> Result<(), Error> {
        sqlx::query("UPDATE partner_webhooks SET tries = tries + 1, next_at = $1 WHERE id = $2")
            .bind(next_at.timestamp_millis())
            .bind(id)
            .execute(&self.pool)
            .await?;
        Ok(())
    }
}
