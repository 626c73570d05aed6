//! Journeys: begun, found, loaded, saved.

use chrono::{DateTime, Utc};
use sqlx::{Row, sqlite::SqliteRow};

use super::{
    database::{Error, Store},
    idempotency_keys::{self, RepeatableCall},
    outbox, owners,
};
use crate::domain::{
    application::Application,
    partner_event::{Fingerprint, PartnerEvent},
    session::{SessionHash, StartHash},
};

/// A journey as it was read, with the version that a save must find unchanged.
#[derive(Clone)]
pub struct Stored {
    pub id: JourneyId,
    pub application: Application,
    version: i64,
    last_event: Option<Fingerprint>,
}

/// The key of a journey in the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct JourneyId(pub(super) i64);

impl Stored {
    /// The event that its partner has not been sent yet.
    fn new_event(&self, now: DateTime<Utc>) -> Option<PartnerEvent> {
        PartnerEvent::of(&self.application, now).filter(|event| self.last_event != Some(event.fingerprint))
    }

    /// Whether there is a new event for its partner. Time alone can bring one: an expiry.
    pub fn has_new_event(&self, now: DateTime<Utc>) -> bool {
        self.new_event(now).is_some()
    }
}

/// How a save ended.
#[derive(Debug, PartialEq, Eq)]
pub enum Saved {
    Yes,
    /// Another process saved this journey after it was read here.
    Outdated,
}

impl Store {
    /// Begins a journey without a partner. The same session gets the same journey.
    pub async fn begin(&self, session: &SessionHash, application: &Application) -> Result<JourneyId, Error> {
        let row = sqlx::query(
            "INSERT INTO journeys (session_hash, version, application) VALUES (?, 0, ?) \
             ON CONFLICT (session_hash) DO UPDATE SET session_hash = excluded.session_hash RETURNING id",
        )
        .bind(&session.0[..])
        .bind(serde_json::to_string(application).map_err(Error::Json)?)
        .fetch_one(&self.pool)
        .await?;
        Ok(id_of(row)?)
    }

    /// Begins a journey for a partner. A browser takes it over with the start token. `call` can be repeated, and keeps the
    /// text; `false` if it was carried out before, and nothing was begun now.
    pub async fn begin_for_partner(
        &self,
        start: &StartHash,
        application: &Application,
        call: Option<(&RepeatableCall, &str)>,
    ) -> Result<bool, Error> {
        let mut transaction = self.pool.begin_with("BEGIN IMMEDIATE").await?;
        if let Some((call, begun)) = call
            && !idempotency_keys::remember(&mut transaction, call, begun, application.began_at).await?
        {
            return Ok(false);
        }
        let partner_journey = application.partner_journey.as_ref();
        sqlx::query(
            "INSERT INTO journeys (start_hash, start_by, partner, public_id, reference, version, person_id, application) \
             VALUES (?, ?, ?, ?, ?, 0, ?, ?)",
        )
        .bind(&start.0[..])
        .bind(partner_journey.map(|begun| begun.start_by.timestamp()))
        .bind(partner_journey.map(|begun| &begun.partner))
        .bind(partner_journey.map(|begun| &begun.journey_id))
        .bind(partner_journey.and_then(|begun| begun.reference.as_ref()))
        .bind(application.person_id())
        .bind(serde_json::to_string(application).map_err(Error::Json)?)
        .execute(&mut *transaction)
        .await?;
        transaction.commit().await?;
        Ok(true)
    }

    /// A partner's journey by its public id.
    pub async fn of_partner(&self, partner: &str, journey_id: &str) -> Result<Option<JourneyId>, Error> {
        let query = sqlx::query("SELECT id FROM journeys WHERE public_id = ? AND partner = ?")
            .bind(journey_id)
            .bind(partner);
        Ok(query.fetch_optional(&self.pool).await?.map(id_of).transpose()?)
    }

    /// The journey of an identification at Solaris.
    pub async fn of_identification(&self, identification_id: &str) -> Result<Option<JourneyId>, Error> {
        let query =
            sqlx::query("SELECT id FROM journeys WHERE identification_id = ?").bind(identification_id);
        Ok(query.fetch_optional(&self.pool).await?.map(id_of).transpose()?)
    }

    /// Reads a journey; `None` if it is gone.
    pub async fn load(&self, id: JourneyId) -> Result<Option<Stored>, Error> {
        let query =
            sqlx::query("SELECT version, last_event, application FROM journeys WHERE id = ?").bind(id.0);
        let Some(row) = query.fetch_optional(&self.pool).await? else { return Ok(None) };
        let application = serde_json::from_str(row.try_get("application")?).map_err(Error::Json)?;
        let last_event: Option<&str> = row.try_get("last_event")?;
        // A fingerprint that cannot be read counts as none: better one event twice than none.
        let last_event = last_event.and_then(|text| serde_json::from_str(text).ok());
        Ok(Some(Stored { id, application, version: row.try_get("version")?, last_event }))
    }

    /// Saves a journey together with the new event for its partner, in one transaction.
    pub async fn save(&self, journey: &mut Stored, now: DateTime<Utc>) -> Result<Saved, Error> {
        let event = journey.new_event(now);
        let last_event = event.as_ref().map(|event| event.fingerprint).or(journey.last_event);
        let mut transaction = self.pool.begin().await?;
        let saved = sqlx::query(
            "UPDATE journeys SET application = ?, person_id = ?, identification_id = ?, last_event = ?, \
             version = version + 1 WHERE id = ? AND version = ?",
        )
        .bind(serde_json::to_string(&journey.application).map_err(Error::Json)?)
        .bind(journey.application.person_id())
        .bind(journey.application.identification_id())
        .bind(last_event.map(|event| serde_json::to_string(&event)).transpose().map_err(Error::Json)?)
        .bind(journey.id.0)
        .bind(journey.version)
        .execute(&mut *transaction)
        .await?;
        if saved.rows_affected() == 0 {
            return Ok(Saved::Outdated);
        }
        if let Some(person_id) = journey.application.person_id() {
            let partner_journey = journey.application.partner_journey.as_ref();
            let partner = partner_journey.map(|begun| begun.partner.as_str());
            owners::claim(&mut transaction, person_id, partner).await?;
        }
        if let Some(event) = event {
            outbox::add(&mut transaction, event, journey.version, now).await?;
        }
        transaction.commit().await?;
        journey.version += 1;
        journey.last_event = last_event;
        Ok(Saved::Yes)
    }

    /// The journeys of a person at Solaris.
    pub async fn of_person(&self, person_id: &str) -> Result<Vec<JourneyId>, Error> {
        let query = sqlx::query("SELECT id FROM journeys WHERE person_id = ?").bind(person_id);
        Ok(query.fetch_all(&self.pool).await?.into_iter().map(id_of).collect::<Result<_, _>>()?)
    }

    /// Journeys whose start token was not redeemed and opens them no more. Somebody may still be looking at one.
    pub async fn never_started(&self, now: DateTime<Utc>) -> Result<Vec<JourneyId>, Error> {
        let query = sqlx::query(
            "SELECT id FROM journeys WHERE session_hash IS NULL AND start_by <= ? AND last_event IS NULL",
        )
        .bind(now.timestamp());
        Ok(query.fetch_all(&self.pool).await?.into_iter().map(id_of).collect::<Result<_, _>>()?)
    }

    /// Deletes the journeys with a person at Solaris, and the subscriptions. A new sandbox knows none of them.
    pub async fn delete_registered(&self) -> Result<u64, Error> {
        sqlx::query("DELETE FROM webhook_secrets").execute(&self.pool).await?;
        Ok(sqlx::query("DELETE FROM journeys WHERE person_id IS NOT NULL")
            .execute(&self.pool)
            .await?
            .rows_affected())
    }
}

pub(super) fn id_of(row: SqliteRow) -> Result<JourneyId, sqlx::Error> {
    Ok(JourneyId(row.try_get("id")?))
}

#[cfg(test)]
mod tests {
    use std::str::FromStr;

    use bankident_wire::Step;
    use rand::{SeedableRng, rngs::StdRng};
    use sqlx::sqlite::{SqliteConnectOptions, SqlitePoolOptions};

    use super::{
        super::{database::empty_store, openings::Found},
        *,
    };
    use crate::domain::{
        application::Facts,
        partner_journey::{Outcome, PartnerJourney, ReturnUrls},
        samples,
        session::Session,
    };

    fn session(seed: u64) -> SessionHash {
        Session::generate(&mut StdRng::seed_from_u64(seed)).hash()
    }

    #[tokio::test]
    async fn a_journey_is_found_by_its_session_alone() {
        let (store, _folder) = empty_store().await;
        let begun = store.begin(&session(1), &Application::new(samples::began_at())).await.unwrap();
        let found = Found { id: begun, is_redeemed: true };
        assert_eq!(store.of_session(&session(1)).await.unwrap(), Some(found));
        assert_eq!(store.of_session(&session(2)).await.unwrap(), None);
    }

    #[tokio::test]
    async fn a_save_does_not_overwrite_what_it_has_not_seen() {
        let (store, _folder) = empty_store().await;
        let now = samples::began_at();
        let begun = store.begin(&session(1), &Application::new(now)).await.unwrap();
        let mut ours = store.load(begun).await.unwrap().unwrap();
        let mut theirs = ours.clone();
        assert_eq!(store.save(&mut theirs, now).await.unwrap(), Saved::Yes);
        assert_eq!(store.save(&mut ours, now).await.unwrap(), Saved::Outdated);
        assert_eq!(store.save(&mut theirs, now).await.unwrap(), Saved::Yes);
    }

    /// A partner's journey that has been started and is at the first step.
    fn started() -> Application {
        let now = samples::began_at();
        let partner_journey = PartnerJourney {
            partner: "nordlicht".into(),
            journey_id: "jrn_1".into(),
            reference: None,
            locale: None,
            return_urls: ReturnUrls::default(),
            created_at: now,
            start_by: now,
            opened_at: None,
            started_at: Some(now),
        };
        Application::for_partner(now, partner_journey, Facts::Unconsented)
    }

    /// Version 3 of the tables remembers the last event as `format!("{stage:?} {outcome:?}")`.
    #[tokio::test]
    async fn an_event_that_was_sent_before_the_update_is_not_sent_again() {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}", folder.path().join("bankident.sqlite").display());
        let options = SqliteConnectOptions::from_str(&url).unwrap().create_if_missing(true);
        let old = SqlitePoolOptions::new().connect_with(options).await.unwrap();
        sqlx::migrate!().run_to(3, &old).await.unwrap();
        let stages = [None].into_iter().chain(Step::ALL.map(Some));
        let outcomes = [
            None,
            Some(Outcome::Successful),
            Some(Outcome::Rejected),
            Some(Outcome::VideoIdentification),
            Some(Outcome::Expired),
            Some(Outcome::Erased),
        ];
        let fingerprints: Vec<Fingerprint> =
            stages.flat_map(|stage| outcomes.map(|outcome| Fingerprint { stage, outcome })).collect();
        let application = serde_json::to_string(&started()).unwrap();
        for (id, Fingerprint { stage, outcome }) in (1_i64..).zip(&fingerprints) {
            sqlx::query("INSERT INTO journeys (id, announced, version, application) VALUES (?, ?, 1, ?)")
                .bind(id)
                .bind(format!("{stage:?} {outcome:?}"))
                .bind(&application)
                .execute(&old)
                .await
                .unwrap();
        }
        old.close().await;

        let store = Store::open(&url).await.unwrap();
        for (id, fingerprint) in (1_i64..).zip(fingerprints) {
            let stored = store.load(JourneyId(id)).await.unwrap().unwrap();
            assert_eq!(stored.last_event, Some(fingerprint));
            let is_known = fingerprint == Fingerprint { stage: Some(Step::Terms), outcome: None };
            assert_eq!(stored.has_new_event(samples::began_at()), !is_known, "{fingerprint:?}");
        }
    }
}
