//! Where journeys are kept: SQLite. All SQL of the server stands in this file.

use std::str::FromStr;

use chrono::DateTime;
use secrecy::{ExposeSecret, SecretString};
use sqlx::{
    Row, SqlitePool,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteRow},
};

use crate::{
    application::{Application, Facts},
    session::SessionHash,
    solaris::WebhookSubscription,
};

#[derive(Clone)]
pub struct Store(SqlitePool);

/// A journey as it was read: its row, and the version that a save must find unchanged.
#[derive(Clone)]
pub struct Stored {
    pub id: JourneyId,
    pub application: Application,
    version: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct JourneyId(i64);

/// A webhook that was accepted and is to be worked on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Webhook {
    pub id: String,
    pub event_type: String,
    /// The identification or person that it is about.
    pub entity_id: String,
}

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the database: {0}")]
    Database(#[from] sqlx::Error),
    #[error("the database cannot be brought up to date: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    // Neither the text nor serde's message: both may quote a customer's answers.
    #[error("a stored journey cannot be read or written (line {}, column {})", .0.line(), .0.column())]
    Json(serde_json::Error),
}

/// How a save ended.
#[derive(Debug, PartialEq, Eq)]
pub enum Saved {
    Yes,
    /// Another process has saved this journey since it was read.
    Outdated,
}

impl Store {
    /// Opens the database, creates it where there is none, brings its tables up to date.
    ///
    /// # Errors
    /// Where the URL is none of SQLite's, or the file cannot be opened or is no database.
    pub async fn open(url: &str) -> Result<Store, Error> {
        let options = SqliteConnectOptions::from_str(url)?
            .create_if_missing(true)
            .foreign_keys(true)
            .journal_mode(SqliteJournalMode::Wal);
        let pool = SqlitePoolOptions::new().connect_with(options).await?;
        sqlx::migrate!().run(&pool).await?;
        Ok(Store(pool))
    }

    /// Whether the database answers.
    pub async fn ping(&self) -> Result<(), Error> {
        sqlx::query("SELECT 1").execute(&self.0).await?;
        Ok(())
    }

    pub async fn begin(&self, session: &SessionHash, application: Application) -> Result<Stored, Error> {
        let row = sqlx::query(
            "INSERT INTO journeys (session_hash, version, application) VALUES (?, 0, ?) RETURNING id",
        )
        .bind(&session.0[..])
        .bind(serde_json::to_string(&application).map_err(Error::Json)?)
        .fetch_one(&self.0)
        .await?;
        Ok(Stored { id: JourneyId(row.try_get("id")?), application, version: 0 })
    }

    pub async fn of_session(&self, session: &SessionHash) -> Result<Option<JourneyId>, Error> {
        let query = sqlx::query("SELECT id FROM journeys WHERE session_hash = ?").bind(&session.0[..]);
        Ok(query.fetch_optional(&self.0).await?.map(id_of).transpose()?)
    }

    pub async fn of_identification(&self, identification_id: &str) -> Result<Option<JourneyId>, Error> {
        let query =
            sqlx::query("SELECT id FROM journeys WHERE identification_id = ?").bind(identification_id);
        Ok(query.fetch_optional(&self.0).await?.map(id_of).transpose()?)
    }

    pub async fn load(&self, id: JourneyId) -> Result<Option<Stored>, Error> {
        let query = sqlx::query("SELECT version, application FROM journeys WHERE id = ?").bind(id.0);
        let Some(row) = query.fetch_optional(&self.0).await? else { return Ok(None) };
        let application = serde_json::from_str(row.try_get("application")?).map_err(Error::Json)?;
        Ok(Some(Stored { id, application, version: row.try_get("version")? }))
    }

    pub async fn save(&self, journey: &mut Stored) -> Result<Saved, Error> {
        let saved = sqlx::query(
            "UPDATE journeys SET application = ?, person_id = ?, identification_id = ?, version = version + 1 \
             WHERE id = ? AND version = ?",
        )
        .bind(serde_json::to_string(&journey.application).map_err(Error::Json)?)
        .bind(journey.application.person_id())
        .bind(journey.application.identification_id())
        .bind(journey.id.0)
        .bind(journey.version)
        .execute(&self.0)
        .await?;
        if saved.rows_affected() == 0 {
            return Ok(Saved::Outdated);
        }
        journey.version += 1;
        Ok(Saved::Yes)
    }

    /// Erases everything that is known about a person at Solaris, so that nothing but the end is left; answers which
    /// journeys have ended so.
    pub async fn delete_person(&self, person_id: &str) -> Result<Vec<JourneyId>, Error> {
        let ended = Application { facts: Facts::Deleted, ..Application::new(DateTime::UNIX_EPOCH) };
        let query = sqlx::query(
            "UPDATE journeys SET application = ?, person_id = NULL, identification_id = NULL, version = version + 1 \
             WHERE person_id = ? RETURNING id",
        )
        .bind(serde_json::to_string(&ended).map_err(Error::Json)?)
        .bind(person_id);
        Ok(query.fetch_all(&self.0).await?.into_iter().map(id_of).collect::<Result<_, _>>()?)
    }

    /// Deletes the journeys whose person exists at Solaris, and the subscriptions: for a sandbox that has forgotten them.
    pub async fn delete_registered(&self) -> Result<u64, Error> {
        sqlx::query("DELETE FROM webhook_secrets").execute(&self.0).await?;
        Ok(sqlx::query("DELETE FROM journeys WHERE person_id IS NOT NULL")
            .execute(&self.0)
            .await?
            .rows_affected())
    }

    /// Stores a webhook; `false` where it was stored before.
    pub async fn accept_webhook(&self, webhook: &Webhook) -> Result<bool, Error> {
        let stored = sqlx::query(
            "INSERT INTO webhooks (id, event_type, entity_id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        )
        .bind(&webhook.id)
        .bind(&webhook.event_type)
        .bind(&webhook.entity_id)
        .execute(&self.0)
        .await?;
        Ok(stored.rows_affected() == 1)
    }

    pub async fn add_webhook_secret(&self, subscription: &WebhookSubscription) -> Result<(), Error> {
        sqlx::query("INSERT INTO webhook_secrets (subscription_id, event_type, secret) VALUES (?, ?, ?)")
            .bind(&subscription.id)
            .bind(&subscription.event_type)
            .bind(subscription.secret.expose_secret())
            .execute(&self.0)
            .await?;
        Ok(())
    }

    pub async fn webhook_secrets(&self) -> Result<Vec<SecretString>, Error> {
        let rows = sqlx::query("SELECT secret FROM webhook_secrets").fetch_all(&self.0).await?;
        let read = |row: SqliteRow| Ok(SecretString::from(row.try_get::<String, _>("secret")?));
        rows.into_iter().map(read).collect()
    }

    pub async fn webhooks_to_work_on(&self) -> Result<Vec<Webhook>, Error> {
        let rows =
            sqlx::query("SELECT id, event_type, entity_id FROM webhooks WHERE worked = 0 ORDER BY rowid")
                .fetch_all(&self.0)
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

    pub async fn webhook_is_worked(&self, webhook: &Webhook) -> Result<(), Error> {
        sqlx::query("UPDATE webhooks SET worked = 1 WHERE id = ?").bind(&webhook.id).execute(&self.0).await?;
        Ok(())
    }
}

fn id_of(row: SqliteRow) -> Result<JourneyId, sqlx::Error> {
    Ok(JourneyId(row.try_get("id")?))
}

#[cfg(test)]
mod tests {
    use rand::{SeedableRng, rngs::StdRng};

    use super::*;
    use crate::{application::samples, session::Session};

    async fn store() -> (Store, tempfile::TempDir) {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}", folder.path().join("bankident.sqlite").display());
        (Store::open(&url).await.unwrap(), folder)
    }

    fn session(seed: u64) -> SessionHash {
        Session::generate(&mut StdRng::seed_from_u64(seed)).hash()
    }

    #[tokio::test]
    async fn a_journey_is_found_by_its_session_alone() {
        let (store, _folder) = store().await;
        let begun = store.begin(&session(1), Application::new(samples::began_at())).await.unwrap();
        assert_eq!(store.of_session(&session(1)).await.unwrap(), Some(begun.id));
        assert_eq!(store.of_session(&session(2)).await.unwrap(), None);
    }

    #[tokio::test]
    async fn a_save_does_not_overwrite_what_it_has_not_seen() {
        let (store, _folder) = store().await;
        let mut ours = store.begin(&session(1), Application::new(samples::began_at())).await.unwrap();
        let mut theirs = store.load(ours.id).await.unwrap().unwrap();
        assert_eq!(store.save(&mut theirs).await.unwrap(), Saved::Yes);
        assert_eq!(store.save(&mut ours).await.unwrap(), Saved::Outdated);
        assert_eq!(store.save(&mut theirs).await.unwrap(), Saved::Yes);
    }

    #[tokio::test]
    async fn a_webhook_is_accepted_once() {
        let (store, _folder) = store().await;
        let webhook =
            Webhook { id: "1".into(), event_type: "IDENTIFICATION".into(), entity_id: "1cidt".into() };
        assert!(store.accept_webhook(&webhook).await.unwrap());
        assert!(!store.accept_webhook(&webhook).await.unwrap());
        assert_eq!(store.webhooks_to_work_on().await.unwrap(), std::slice::from_ref(&webhook));
        store.webhook_is_worked(&webhook).await.unwrap();
        assert_eq!(store.webhooks_to_work_on().await.unwrap(), []);
    }
}
