//! Journeys: begun, found, loaded, saved.

use chrono::{DateTime, Utc};
use sqlx::{AnyConnection, Row};

use super::{
    database::{Engine, Store},
    error::Error,
    evidence,
    idempotency_keys::{self, RepeatableCall},
    journey_id::{JourneyId, id_of},
    keyring::{Keyring, Lookup},
    outbox, owners,
    sealed_row::{SealedRow, forget_all, make_findable, references, seal_new, sealed_as},
};
use crate::{
    domain::{
        application::{Application, Facts},
        evidence::Consent,
        partner_event::{Fingerprint, PartnerEvent},
        retention::Kept,
        session::{SessionHash, StartHash},
    },
    vault::DataKey,
};

/// A journey as it was read, with the version that a save must find unchanged.
#[derive(Clone)]
pub struct Stored {
    pub id: JourneyId,
    pub application: Application,
    /// What the customer has consented to, and is not stored yet.
    pub consents: Vec<Consent>,
    key: DataKey,
    /// The references of its errors that support can look for.
    findable: Vec<String>,
    version: i64,
    last_event: Option<Fingerprint>,
}

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
        let mut transaction = self.write().await?;
        let query = sqlx::query(
            "INSERT INTO journeys (session_hash, version, changed_at) VALUES ($1, 0, $2) ON CONFLICT DO NOTHING RETURNING id",
        );
        let begun = query
            .bind(&session.0[..])
            .bind(application.began_at.timestamp())
            .fetch_optional(&mut *transaction)
            .await?;
        let Some(row) = begun else {
            let query = sqlx::query("SELECT id FROM journeys WHERE session_hash = $1").bind(&session.0[..]);
            return Ok(id_of(query.fetch_one(&mut *transaction).await?)?);
        };
        let id = id_of(row)?;
        seal_new(&mut transaction, &self.ring, id, application).await?;
        transaction.commit().await?;
        Ok(id)
    }

    /// Begins a journey for a partner. A browser takes it over with the start token. `call` can be repeated, and keeps the
    /// text; `false` if it was carried out before, and nothing was begun now.
    pub async fn begin_for_partner(
        &self,
        start: &StartHash,
        application: &Application,
        call: Option<(&RepeatableCall, &str)>,
    ) -> Result<bool, Error> {
        let mut transaction = self.write().await?;
        let partner_journey = application.partner_journey.as_ref();
        let row = sqlx::query(
            "INSERT INTO journeys (start_hash, start_by, partner, public_id, version, changed_at) \
             VALUES ($1, $2, $3, $4, 0, $5) RETURNING id",
        )
        .bind(&start.0[..])
        .bind(partner_journey.map(|begun| begun.start_by.timestamp()))
        .bind(partner_journey.map(|begun| &begun.partner))
        .bind(partner_journey.map(|begun| &begun.journey_id))
        .bind(application.began_at.timestamp())
        .fetch_one(&mut *transaction)
        .await?;
        let id = id_of(row)?;
        let key = seal_new(&mut transaction, &self.ring, id, application).await?;
        if let Some((call, begun)) = call {
            let begun = self.ring.seal_with(&key, &idempotency_keys::sealed_as(call), begun)?;
            let now = application.began_at;
            if !idempotency_keys::remember(&mut transaction, call, &begun, id, now).await? {
                return Ok(false);
            }
        }
        transaction.commit().await?;
        Ok(true)
    }

    /// A partner's journey by its public id.
    pub async fn of_partner(&self, partner: &str, journey_id: &str) -> Result<Option<JourneyId>, Error> {
        let query = sqlx::query("SELECT id FROM journeys WHERE public_id = $1 AND partner = $2")
            .bind(journey_id)
            .bind(partner);
        Ok(query.fetch_optional(&self.pool).await?.map(id_of).transpose()?)
    }

    /// The journey of an identification at Solaris.
    pub async fn of_identification(&self, identification_id: &str) -> Result<Option<JourneyId>, Error> {
        let query = sqlx::query("SELECT id FROM journeys WHERE identification_mac = $1")
            .bind(self.ring.mac(Lookup::Identification, identification_id));
        Ok(query.fetch_optional(&self.pool).await?.map(id_of).transpose()?)
    }

    /// Reads a journey; `None` if it is gone.
    pub async fn load(&self, id: JourneyId) -> Result<Option<Stored>, Error> {
        let query = "SELECT version, last_event, sealed, journey_keys.* FROM journeys JOIN journey_keys ON journey = id \
             WHERE id = $1";
        let Some(row) = sqlx::query(query).bind(id.0).fetch_optional(&self.pool).await? else {
            return Ok(None);
        };
        let sealed: Vec<u8> = row.try_get("sealed")?;
        let version = row.try_get("version")?;
        let last_event: Option<&str> = row.try_get("last_event")?;
        // A fingerprint that cannot be read counts as none: better one event twice than none.
        let last_event = last_event.and_then(|text| serde_json::from_str(text).ok());
        let key = self.ring.key_in(row, id)?;
        let application = key.open(&sealed_as(id), &sealed)?;
        let application: Application = serde_json::from_slice(&application).map_err(Error::Json)?;
        let findable = references(&application);
        Ok(Some(Stored { id, application, consents: Vec::new(), key, findable, version, last_event }))
    }

    /// The key of a journey.
    pub(super) async fn journey_key(&self, id: JourneyId) -> Result<DataKey, Error> {
        let query = sqlx::query("SELECT master_key, wrapped FROM journey_keys WHERE journey = $1").bind(id.0);
        self.ring.key_in(query.fetch_one(&self.pool).await?, id)
    }

    /// Saves a journey together with its consents and the new event for its partner, in one transaction. An erased journey gets a new key; with
    /// the one before, everything of it that is anywhere can be read no more.
    pub async fn save(&self, journey: &mut Stored, now: DateTime<Utc>) -> Result<Saved, Error> {
        let event = journey.new_event(now);
        let last_event = event.as_ref().map(|event| event.fingerprint).or(journey.last_event);
        let mut transaction = self.write().await?;
        let is_erased = journey.application.facts == Facts::Deleted;
        let key = match is_erased {
            true => self.ring.renew(&mut transaction, journey.id).await?,
            false => journey.key.clone(),
        };
        let row = SealedRow::of(&self.ring, &key, journey.id, &journey.application)?;
        let saved = sqlx::query(
            "UPDATE journeys SET sealed = $1, person_mac = $2, identification_mac = $3, last_event = $4, \
             kept = $5, changed_at = $6, version = version + 1 WHERE id = $7 AND version = $8",
        )
        .bind(row.sealed)
        .bind(row.person_mac)
        .bind(row.identification_mac)
        .bind(last_event.map(|event| serde_json::to_string(&event)).transpose().map_err(Error::Json)?)
        .bind(Kept::of(&journey.application, now).name())
        .bind(now.timestamp())
        .bind(journey.id.0)
        .bind(journey.version)
        .execute(&mut *transaction)
        .await?;
        if saved.rows_affected() == 0 {
            return Ok(Saved::Outdated);
        }
        if is_erased {
            evidence::erase(&mut transaction, &self.ring, journey.id, now).await?;
            forget_all(&mut transaction, journey.id).await?;
        } else {
            let consents = &journey.consents;
            evidence::add_consents(&mut transaction, (&self.ring, &key), journey.id, consents, now).await?;
        }
        let findable = references(&journey.application);
        for reference in findable.iter().filter(|reference| !journey.findable.contains(reference)) {
            make_findable(&mut transaction, &self.ring, journey.id, reference).await?;
        }
        if let Some(person_id) = journey.application.person_id() {
            let partner_journey = journey.application.partner_journey.as_ref();
            let partner = partner_journey.map(|begun| begun.partner.as_str());
            owners::claim(&mut transaction, &self.ring, person_id, partner).await?;
        }
        if let Some(event) = event {
            outbox::add(&mut transaction, (&self.ring, &key), journey.id, event, journey.version, now)
                .await?;
        }
        if let Engine::Postgres(nodes) = &self.engine {
            nodes.tell(&mut transaction, journey.id).await?;
        }
        transaction.commit().await?;
        journey.version += 1;
        journey.consents.clear();
        (journey.last_event, journey.key, journey.findable) = (last_event, key, findable);
        if is_erased {
            self.leave_no_trace().await?;
        }
        Ok(Saved::Yes)
    }

    /// The journeys of a person at Solaris.
    pub async fn of_person(&self, person_id: &str) -> Result<Vec<JourneyId>, Error> {
        let query = sqlx::query("SELECT id FROM journeys WHERE person_mac = $1")
            .bind(self.ring.mac(Lookup::Person, person_id));
        Ok(query.fetch_all(&self.pool).await?.into_iter().map(id_of).collect::<Result<_, _>>()?)
    }

    /// Journeys whose start token was not redeemed and opens them no more. Somebody may still be looking at one.
    pub async fn never_started(&self, now: DateTime<Utc>) -> Result<Vec<JourneyId>, Error> {
        let query = sqlx::query(
            "SELECT id FROM journeys WHERE session_hash IS NULL AND start_by <= $1 AND last_event IS NULL",
        )
        .bind(now.timestamp());
        Ok(query.fetch_all(&self.pool).await?.into_iter().map(id_of).collect::<Result<_, _>>()?)
    }

    /// Deletes the journeys with a person at Solaris, and the subscriptions. A new sandbox knows none of them.
    pub async fn delete_registered(&self, now: DateTime<Utc>) -> Result<u64, Error> {
        sqlx::query("DELETE FROM webhook_secrets").execute(&self.pool).await?;
        let query = sqlx::query("SELECT id FROM journeys WHERE person_mac IS NOT NULL");
        let registered = query.fetch_all(&self.pool).await?;
        let mut deleted = 0;
        for row in registered {
            let mut transaction = self.write().await?;
            delete(&mut transaction, &self.ring, id_of(row)?, now).await?;
            transaction.commit().await?;
            deleted += 1;
        }
        Ok(deleted)
    }
}

/// Deletes a journey with all that hangs on it.
pub(super) async fn delete(
    connection: &mut AnyConnection,
    ring: &Keyring,
    id: JourneyId,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    evidence::erase(connection, ring, id, now).await?;
    sqlx::query("DELETE FROM journeys WHERE id = $1").bind(id.0).execute(connection).await?;
    Ok(())
}

#[cfg(test)]
mod tests;
