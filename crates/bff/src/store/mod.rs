//! Where journeys are kept: SQLite. All SQL of the server stands in this file.

use std::str::FromStr;

use chrono::{DateTime, Utc};
use secrecy::{ExposeSecret, SecretString};
use sqlx::{
    Row, SqlitePool,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteRow},
};

use crate::{
    application::Application,
    news::News,
    partner_webhook::Delivery,
    session::{SessionHash, StartHash},
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
    announced: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct JourneyId(i64);

impl Stored {
    /// What its partner has not been told yet.
    fn news(&self, now: DateTime<Utc>) -> Option<News> {
        News::of(&self.application, now).filter(|news| self.announced.as_ref() != Some(&news.mark))
    }

    /// Whether there is something to tell that only the time has brought.
    pub fn has_news(&self, now: DateTime<Utc>) -> bool {
        self.news(now).is_some()
    }
}

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

    /// Begins a journey that no partner has begun.
    pub async fn begin(&self, session: &SessionHash, application: &Application) -> Result<JourneyId, Error> {
        let row = sqlx::query(
            "INSERT INTO journeys (session_hash, version, application) VALUES (?, 0, ?) \
             ON CONFLICT (session_hash) DO UPDATE SET session_hash = excluded.session_hash RETURNING id",
        )
        .bind(&session.0[..])
        .bind(serde_json::to_string(application).map_err(Error::Json)?)
        .fetch_one(&self.0)
        .await?;
        Ok(id_of(row)?)
    }

    /// Begins a journey for a partner; a browser takes it over with the start token.
    pub async fn commission(&self, start: &StartHash, application: &Application) -> Result<(), Error> {
        let commission = application.commission.as_ref();
        sqlx::query(
            "INSERT INTO journeys (start_hash, start_by, partner, public_id, version, person_id, application) \
             VALUES (?, ?, ?, ?, 0, ?, ?)",
        )
        .bind(&start.0[..])
        .bind(commission.map(|commission| commission.start_by.timestamp()))
        .bind(commission.map(|commission| &commission.partner))
        .bind(commission.map(|commission| &commission.journey_id))
        .bind(application.person_id())
        .bind(serde_json::to_string(application).map_err(Error::Json)?)
        .execute(&self.0)
        .await?;
        Ok(())
    }

    /// Gives the start token's journey to the session. The token serves once, and until its time is over; the session
    /// that has it may say it again.
    pub async fn start(
        &self,
        partner: &str,
        start: &StartHash,
        session: &SessionHash,
        now: DateTime<Utc>,
    ) -> Result<Option<JourneyId>, Error> {
        let query = sqlx::query(
            "UPDATE journeys SET session_hash = ?1 WHERE start_hash = ?2 AND partner = ?3 \
             AND ((session_hash IS NULL AND start_by > ?4) OR session_hash = ?1) RETURNING id",
        )
        .bind(&session.0[..])
        .bind(&start.0[..])
        .bind(partner)
        .bind(now.timestamp());
        Ok(query.fetch_optional(&self.0).await?.map(id_of).transpose()?)
    }

    /// A partner's journey, by the id that the partner knows.
    pub async fn of_partner(&self, partner: &str, journey_id: &str) -> Result<Option<JourneyId>, Error> {
        let query = sqlx::query("SELECT id FROM journeys WHERE public_id = ? AND partner = ?")
            .bind(journey_id)
            .bind(partner);
        Ok(query.fetch_optional(&self.0).await?.map(id_of).transpose()?)
    }

    /// Whether the person has a journey that is not this partner's.
    pub async fn is_someone_elses(&self, person_id: &str, partner: &str) -> Result<bool, Error> {
        let query = sqlx::query("SELECT 1 FROM journeys WHERE person_id = ? AND partner IS NOT ? LIMIT 1")
            .bind(person_id)
            .bind(partner);
        Ok(query.fetch_optional(&self.0).await?.is_some())
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
        let query =
            sqlx::query("SELECT version, announced, application FROM journeys WHERE id = ?").bind(id.0);
        let Some(row) = query.fetch_optional(&self.0).await? else { return Ok(None) };
        let application = serde_json::from_str(row.try_get("application")?).map_err(Error::Json)?;
        let (version, announced) = (row.try_get("version")?, row.try_get("announced")?);
        Ok(Some(Stored { id, application, version, announced }))
    }

    /// Saves a journey, and with it what its partner is to be told: both or neither.
    pub async fn save(&self, journey: &mut Stored, now: DateTime<Utc>) -> Result<Saved, Error> {
        let news = journey.news(now);
        let announced = news.as_ref().map(|news| news.mark.clone()).or_else(|| journey.announced.clone());
        let mut transaction = self.0.begin().await?;
        let saved = sqlx::query(
            "UPDATE journeys SET application = ?, person_id = ?, identification_id = ?, announced = ?, \
             version = version + 1 WHERE id = ? AND version = ?",
        )
        .bind(serde_json::to_string(&journey.application).map_err(Error::Json)?)
        .bind(journey.application.person_id())
        .bind(journey.application.identification_id())
        .bind(&announced)
        .bind(journey.id.0)
        .bind(journey.version)
        .execute(&mut *transaction)
        .await?;
        if saved.rows_affected() == 0 {
            return Ok(Saved::Outdated);
        }
        if let Some(news) = news {
            sqlx::query("INSERT INTO partner_webhooks (id, partner, body, next_at) VALUES (?, ?, ?, ?)")
                // The `webhook-id`: each version of a journey is one piece of news.
                .bind(format!("msg_{}_{}", news.journey_id, journey.version))
                .bind(news.partner)
                .bind(news.body)
                .bind(now.timestamp_millis())
                .execute(&mut *transaction)
                .await?;
        }
        transaction.commit().await?;
        journey.version += 1;
        journey.announced = announced;
        Ok(Saved::Yes)
    }

    /// The news that are to be sent now, the oldest first.
    pub async fn deliveries_due(&self, now: DateTime<Utc>) -> Result<Vec<Delivery>, Error> {
        let rows = sqlx::query(
            "SELECT id, partner, body, tries FROM partner_webhooks WHERE next_at <= ? ORDER BY rowid LIMIT 50",
        )
        .bind(now.timestamp_millis())
        .fetch_all(&self.0)
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

    /// The news was taken, or nobody takes it.
    pub async fn delivery_is_over(&self, id: &str) -> Result<(), Error> {
        sqlx::query("DELETE FROM partner_webhooks WHERE id = ?").bind(id).execute(&self.0).await?;
        Ok(())
    }

    pub async fn deliver_again(&self, id: &str, next_at: DateTime<Utc>) -> Result<(), Error> {
        sqlx::query("UPDATE partner_webhooks SET tries = tries + 1, next_at = ? WHERE id = ?")
            .bind(next_at.timestamp_millis())
            .bind(id)
            .execute(&self.0)
            .await?;
        Ok(())
    }

    /// The journeys of a person at Solaris.
    pub async fn of_person(&self, person_id: &str) -> Result<Vec<JourneyId>, Error> {
        let query = sqlx::query("SELECT id FROM journeys WHERE person_id = ?").bind(person_id);
        Ok(query.fetch_all(&self.0).await?.into_iter().map(id_of).collect::<Result<_, _>>()?)
    }

    /// The journeys that a partner began and no customer started in time.
    pub async fn never_started(&self, now: DateTime<Utc>) -> Result<Vec<JourneyId>, Error> {
        let query = sqlx::query(
            "SELECT id FROM journeys WHERE session_hash IS NULL AND start_by <= ? AND announced IS NULL",
        )
        .bind(now.timestamp());
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
        let begun = store.begin(&session(1), &Application::new(samples::began_at())).await.unwrap();
        assert_eq!(store.of_session(&session(1)).await.unwrap(), Some(begun));
        assert_eq!(store.of_session(&session(2)).await.unwrap(), None);
    }

    #[tokio::test]
    async fn a_save_does_not_overwrite_what_it_has_not_seen() {
        let (store, _folder) = store().await;
        let now = samples::began_at();
        let begun = store.begin(&session(1), &Application::new(now)).await.unwrap();
        let mut ours = store.load(begun).await.unwrap().unwrap();
        let mut theirs = ours.clone();
        assert_eq!(store.save(&mut theirs, now).await.unwrap(), Saved::Yes);
        assert_eq!(store.save(&mut ours, now).await.unwrap(), Saved::Outdated);
        assert_eq!(store.save(&mut theirs, now).await.unwrap(), Saved::Yes);
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
