//! Solaris' webhooks, and the secrets of our subscriptions.

use chrono::{DateTime, Utc};
use secrecy::{ExposeSecret, SecretString};
use sqlx::{Row, any::AnyRow};

use super::{database::Store, error::Error};
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
    pub async fn accept_webhook(&self, webhook: &Webhook, now: DateTime<Utc>) -> Result<bool, Error> {
        let stored = sqlx::query(
            "INSERT INTO webhooks (id, event_type, sealed_entity, accepted_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
        )
        .bind(&webhook.id)
        .bind(&webhook.event_type)
        .bind(self.ring.seal(&entity_of(&webhook.id), &webhook.entity_id)?)
        .bind(now.timestamp())
        .execute(&self.pool)
        .await?;
        Ok(stored.rows_affected() == 1)
    }

    /// Keeps the secret of a new subscription.
    pub async fn add_webhook_secret(&self, subscription: &WebhookSubscription) -> Result<(), Error> {
        let secret = subscription.secret.expose_secret();
        sqlx::query("INSERT INTO webhook_secrets (subscription_id, event_type, sealed) VALUES ($1, $2, $3)")
            .bind(&subscription.id)
            .bind(&subscription.event_type)
            .bind(self.ring.seal(&secret_of(&subscription.id), secret)?)
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// The secrets of all subscriptions.
    pub async fn webhook_secrets(&self) -> Result<Vec<SubscriptionSecret>, Error> {
        let query = "SELECT subscription_id, event_type, sealed FROM webhook_secrets";
        let rows = sqlx::query(query).fetch_all(&self.pool).await?;
        let read = |row: AnyRow| {
            let what = secret_of(row.try_get("subscription_id")?);
            let secret = SecretString::from(self.ring.unseal_text(&what, row.try_get("sealed")?)?);
            Ok(SubscriptionSecret { event_type: row.try_get("event_type")?, secret })
        };
        rows.into_iter().map(read).collect()
    }

    /// Accepted webhooks that are not processed yet, the oldest first.
    pub async fn unprocessed_webhooks(&self) -> Result<Vec<Webhook>, Error> {
        let rows = sqlx::query(
            "SELECT id, event_type, sealed_entity FROM webhooks WHERE worked = 0 ORDER BY position",
        )
        .fetch_all(&self.pool)
        .await?;
        let read = |row: AnyRow| {
            let id: String = row.try_get("id")?;
            let entity_id = self.ring.unseal_text(&entity_of(&id), row.try_get("sealed_entity")?)?;
            Ok(Webhook { id, event_type: row.try_get("event_type")?, entity_id })
        };
        rows.into_iter().map(read).collect()
    }

    /// Notes that a webhook is processed. Whom it was about is forgotten.
    pub async fn webhook_is_processed(&self, webhook: &Webhook) -> Result<(), Error> {
        sqlx::query("UPDATE webhooks SET worked = 1, sealed_entity = NULL WHERE id = $1")
            .bind(&webhook.id)
            .execute(&self.pool)
            .await?;
        Ok(())
    }
}

/// What a subscription's secret is sealed as.
pub(super) fn secret_of(subscription: &str) -> String {
    format!("secret of {subscription}")
}

/// What the id in a webhook is sealed as.
pub(super) fn entity_of(webhook: &str) -> String {
    format!("entity of {webhook}")
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::{super::database::empty_store, *};

    #[tokio::test]
    async fn a_webhook_is_accepted_once() {
        let (store, _folder) = empty_store().await;
        let webhook =
            Webhook { id: "1".into(), event_type: "IDENTIFICATION".into(), entity_id: "1cidt".into() };
        let now = DateTime::UNIX_EPOCH;
        assert!(store.accept_webhook(&webhook, now).await.unwrap());
        assert!(!store.accept_webhook(&webhook, now).await.unwrap());
        assert_eq!(store.unprocessed_webhooks().await.unwrap(), std::slice::from_ref(&webhook));
        store.webhook_is_processed(&webhook).await.unwrap();
        assert_eq!(store.unprocessed_webhooks().await.unwrap(), []);
        store.forget_webhooks(now - TimeDelta::days(1)).await.unwrap();
        assert!(!store.accept_webhook(&webhook, now).await.unwrap(), "its id is still known");
        store.forget_webhooks(now).await.unwrap();
        assert!(store.accept_webhook(&webhook, now).await.unwrap());
    }
}
