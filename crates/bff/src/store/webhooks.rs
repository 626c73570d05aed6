//! Solaris' webhooks, and the secrets of our subscriptions.

use secrecy::{ExposeSecret, SecretString};
use sqlx::{Row, sqlite::SqliteRow};

use super::database::{Error, Store};
use crate::solaris::WebhookSubscription;

/// A webhook that was accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Webhook {
    pub id: String,
    pub event_type: String,
    /// The id of the identification or person.
    pub entity_id: String,
}

/// What Solaris signs the deliveries of a subscription with.
pub struct SubscriptionSecret {
    pub event_type: String,
    pub secret: SecretString,
}

impl Store {
    /// Stores a webhook; `false` if it was stored before.
    pub async fn accept_webhook(&self, webhook: &Webhook) -> Result<bool, Error> {
        let stored = sqlx::query(
            "INSERT INTO webhooks (id, event_type, entity_id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        )
        .bind(&webhook.id)
        .bind(&webhook.event_type)
        .bind(&webhook.entity_id)
        .execute(&self.pool)
        .await?;
        Ok(stored.rows_affected() == 1)
    }

    /// Keeps the secret of a new subscription.
    pub async fn add_webhook_secret(&self, subscription: &WebhookSubscription) -> Result<(), Error> {
        sqlx::query("INSERT INTO webhook_secrets (subscription_id, event_type, secret) VALUES (?, ?, ?)")
            .bind(&subscription.id)
            .bind(&subscription.event_type)
            .bind(subscription.secret.expose_secret())
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// The secrets of all subscriptions.
    pub async fn webhook_secrets(&self) -> Result<Vec<SubscriptionSecret>, Error> {
        let rows =
            sqlx::query("SELECT event_type, secret FROM webhook_secrets").fetch_all(&self.pool).await?;
        let read = |row: SqliteRow| {
            let secret = SecretString::from(row.try_get::<String, _>("secret")?);
            Ok(SubscriptionSecret { event_type: row.try_get("event_type")?, secret })
        };
        rows.into_iter().map(read).collect()
    }

    /// Accepted webhooks that are not processed yet, the oldest first.
    pub async fn unprocessed_webhooks(&self) -> Result<Vec<Webhook>, Error> {
        let rows =
            sqlx::query("SELECT id, event_type, entity_id FROM webhooks WHERE worked = 0 ORDER BY rowid")
                .fetch_all(&self.pool)
                .await?;
        let read = |row: SqliteRow| {
            Ok(Webhook {
                id: row.try_get("id")?,
                event_type: row.try_get("event_type")?,
                entity_id: row.try_get("entity_id")?,
            })
        };
        rows.into_iter().map(read).collect()
    }

    /// Notes that a webhook is processed.
    pub async fn webhook_is_processed(&self, webhook: &Webhook) -> Result<(), Error> {
        sqlx::query("UPDATE webhooks SET worked = 1 WHERE id = ?")
            .bind(&webhook.id)
            .execute(&self.pool)
            .await?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{super::database::empty_store, *};

    #[tokio::test]
    async fn a_webhook_is_accepted_once() {
        let (store, _folder) = empty_store().await;
        let webhook =
            Webhook { id: "1".into(), event_type: "IDENTIFICATION".into(), entity_id: "1cidt".into() };
        assert!(store.accept_webhook(&webhook).await.unwrap());
        assert!(!store.accept_webhook(&webhook).await.unwrap());
        assert_eq!(store.unprocessed_webhooks().await.unwrap(), std::slice::from_ref(&webhook));
        store.webhook_is_processed(&webhook).await.unwrap();
        assert_eq!(store.unprocessed_webhooks().await.unwrap(), []);
    }
}
