//! Tickets for documents.

use chrono::{DateTime, Utc};
use sqlx::Row;

use super::{database::Store, error::Error, journey_id::JourneyId};
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

/// What a ticket's document is sealed as.
fn sealed_as(ticket: &TicketHash) -> String {
    format!("ticket {}", hex::encode(ticket.0))
}

impl Store {
    /// Keeps a ticket until it expires.
    pub async fn add_ticket(
        &self,
        ticket: &TicketHash,
        of: &TicketFor,
        expires_at: DateTime<Utc>,
    ) -> Result<(), Error> {
        let key = self.journey_key(of.journey).await?;
        let seal = |document| self.ring.seal_with(&key, &sealed_as(ticket), document);
        let sealed = of.document.as_ref().map(seal).transpose()?;
        sqlx::query(
            "INSERT INTO tickets (hash, journey, sealed, lang, expires_at) VALUES ($1, $2, $3, $4, $5)",
        )
        .bind(&ticket.0[..])
        .bind(of.journey.0)
        .bind(sealed)
        .bind(&of.lang)
        .bind(expires_at.timestamp())
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// What a ticket is for; `None` if it is unknown or has expired.
    pub async fn ticket(&self, ticket: &TicketHash, now: DateTime<Utc>) -> Result<Option<TicketFor>, Error> {
        let query =
            sqlx::query("SELECT journey, sealed, lang FROM tickets WHERE hash = $1 AND expires_at > $2")
                .bind(&ticket.0[..])
                .bind(now.timestamp());
        let Some(row) = query.fetch_optional(&self.pool).await? else { return Ok(None) };
        let journey = JourneyId(row.try_get("journey")?);
        let lang = row.try_get("lang")?;
        let document = match row.try_get::<Option<Vec<u8>>, _>("sealed")? {
            Some(sealed) => Some(self.journey_key(journey).await?.open_text(&sealed_as(ticket), &sealed)?),
            None => None,
        };
        Ok(Some(TicketFor { journey, document, lang }))
    }

    /// Removes the tickets that have expired.
    pub async fn forget_expired_tickets(&self, now: DateTime<Utc>) -> Result<(), Error> {
        sqlx::query("DELETE FROM tickets WHERE expires_at <= $1")
            .bind(now.timestamp())
            .execute(&self.pool)
            .await?;
        Ok(())
    }
}
