//! Events that wait for their partner.

use chrono::{DateTime, Utc};
use sqlx::{Row, SqliteConnection, sqlite::SqliteRow};

use super::database::{Error, Store};
use crate::domain::partner_event::PartnerEvent;

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

/// Adds an event to the outbox, within the transaction that saves its journey.
pub(super) async fn add(
    transaction: &mut SqliteConnection,
    event: PartnerEvent,
    version: i64,
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query("INSERT INTO partner_webhooks (id, partner, body, next_at) VALUES (?, ?, ?, ?)")
        // Each version of a journey is at most one event.
        .bind(format!("msg_{}_{version}", event.journey_id))
        .bind(event.partner)
        .bind(event.body)
        .bind(now.timestamp_millis())
        .execute(transaction)
        .await?;
    Ok(())
}

impl Store {
    /// The partners that have a delivery that is due.
    pub async fn partners_with_deliveries_due(&self, now: DateTime<Utc>) -> Result<Vec<String>, Error> {
        let query = sqlx::query_scalar("SELECT DISTINCT partner FROM partner_webhooks WHERE next_at <= ?");
        Ok(query.bind(now.timestamp_millis()).fetch_all(&self.pool).await?)
    }

    /// A partner's deliveries that are due, the oldest first; at most 50.
    pub async fn deliveries_due(&self, partner: &str, now: DateTime<Utc>) -> Result<Vec<Delivery>, Error> {
        let rows = sqlx::query(
            "SELECT id, partner, body, tries FROM partner_webhooks WHERE partner = ? AND next_at <= ? \
             ORDER BY rowid LIMIT 50",
        )
        .bind(partner)
        .bind(now.timestamp_millis())
        .fetch_all(&self.pool)
        .await?;
        let read = |row: SqliteRow| {
            Ok(Delivery {
                id: row.try_get("id")?,
                partner: row.try_get("partner")?,
                body: row.try_get("body")?,
                tries: row.try_get("tries")?,
            })
        };
        rows.into_iter().map(read).collect()
    }

    /// Removes a delivery that was accepted or given up.
    pub async fn delivery_is_over(&self, id: &str) -> Result<(), Error> {
        sqlx::query("DELETE FROM partner_webhooks WHERE id = ?").bind(id).execute(&self.pool).await?;
        Ok(())
    }

    /// Counts a failed attempt and sets the time of the next one.
    pub async fn deliver_again(&self, id: &str, next_at: DateTime<Utc>) -> Result<(), Error> {
        sqlx::query("UPDATE partner_webhooks SET tries = tries + 1, next_at = ? WHERE id = ?")
            .bind(next_at.timestamp_millis())
            .bind(id)
            .execute(&self.pool)
            .await?;
        Ok(())
    }
}
