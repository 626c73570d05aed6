//! Tickets for documents.

use chrono::{DateTime, Utc};
use sqlx::Row;

use super::{
    database::{Error, Store},
    journeys::JourneyId,
};
use crate::domain::ticket::TicketHash;

/// What a ticket is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TicketFor {
    pub journey: JourneyId,
    /// The document's id; `None` for all of them.
    pub document: Option<String>,
    /// The language of the screen (BCP 47): files have names.
    pub lang: String,
}

impl Store {
    /// Keeps a ticket until it expires.
    pub async fn add_ticket(
        &self,
        ticket: &TicketHash,
        of: &TicketFor,
        expires_at: DateTime<Utc>,
    ) -> Result<(), Error> {
        sqlx::query("INSERT INTO tickets (hash, journey, document, lang, expires_at) VALUES (?, ?, ?, ?, ?)")
            .bind(&ticket.0[..])
            .bind(of.journey.0)
            .bind(&of.document)
            .bind(&of.lang)
            .bind(expires_at.timestamp())
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// What a ticket is for; `None` if it is unknown or has expired.
    pub async fn ticket(&self, ticket: &TicketHash, now: DateTime<Utc>) -> Result<Option<TicketFor>, Error> {
        let query =
            sqlx::query("SELECT journey, document, lang FROM tickets WHERE hash = ? AND expires_at > ?")
                .bind(&ticket.0[..])
                .bind(now.timestamp());
        let Some(row) = query.fetch_optional(&self.pool).await? else { return Ok(None) };
        let journey = JourneyId(row.try_get("journey")?);
        Ok(Some(TicketFor { journey, document: row.try_get("document")?, lang: row.try_get("lang")? }))
    }

    /// Removes the tickets that have expired.
    pub async fn forget_expired_tickets(&self, now: DateTime<Utc>) -> Result<(), Error> {
        sqlx::query("DELETE FROM tickets WHERE expires_at <= ?")
            .bind(now.timestamp())
            .execute(&self.pool)
            .await?;
        Ok(())
    }
}
