//! A journey as the database keeps it.

use sqlx::AnyConnection;

use super::{
    error::Error,
    journey_id::JourneyId,
    keyring::{Keyring, Lookup},
};
use crate::{domain::application::Application, vault::DataKey};

/// What stands in the row of a journey.
pub(super) struct SealedRow {
    pub sealed: Vec<u8>,
    pub person_mac: Option<Vec<u8>>,
    pub identification_mac: Option<Vec<u8>>,
}

impl SealedRow {
    pub fn of(
        ring: &Keyring,
        key: &DataKey,
        id: JourneyId,
        application: &Application,
    ) -> Result<SealedRow, Error> {
        let text = serde_json::to_vec(application).map_err(Error::Json)?;
        let identification = application.identification_id();
        Ok(SealedRow {
            sealed: ring.seal_with(key, &sealed_as(id), text)?,
            person_mac: application.person_id().map(|id| ring.mac(Lookup::Person, id)),
            identification_mac: identification.map(|id| ring.mac(Lookup::Identification, id)),
        })
    }
}

/// Gives a journey that was just inserted its key, and seals it.
pub(super) async fn seal_new(
    connection: &mut AnyConnection,
    ring: &Keyring,
    id: JourneyId,
    application: &Application,
) -> Result<DataKey, Error> {
    let key = ring.renew(connection, id).await?;
    let row = SealedRow::of(ring, &key, id, application)?;
    let partner_journey = application.partner_journey.as_ref();
    let reference = partner_journey.and_then(|partner_journey| partner_journey.reference.as_ref());
    sqlx::query(
        "UPDATE journeys SET sealed = $1, person_mac = $2, identification_mac = $3, reference_mac = $4 WHERE id = $5",
    )
    .bind(row.sealed)
    .bind(row.person_mac)
    .bind(row.identification_mac)
    .bind(reference.map(|reference| ring.mac(Lookup::Reference, reference)))
    .bind(id.0)
    .execute(&mut *connection)
    .await?;
    for reference in references(application) {
        make_findable(connection, ring, id, &reference).await?;
    }
    Ok(key)
}

/// What an application is sealed as.
pub(super) fn sealed_as(id: JourneyId) -> String {
    format!("journey {}", id.0)
}

pub(super) fn references(application: &Application) -> Vec<String> {
    application.incidents.iter().map(|incident| incident.reference.clone()).collect()
}

pub(super) async fn make_findable(
    connection: &mut AnyConnection,
    ring: &Keyring,
    id: JourneyId,
    reference: &str,
) -> Result<(), sqlx::Error> {
    let query =
        "INSERT INTO support_references (reference_mac, journey) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    let query = sqlx::query(query).bind(ring.mac(Lookup::SupportReference, reference)).bind(id.0);
    query.execute(connection).await?;
    Ok(())
}

/// Removes what else there is about a journey that was erased: also what its partner has not heard yet.
pub(super) async fn forget_all(connection: &mut AnyConnection, id: JourneyId) -> Result<(), sqlx::Error> {
    for query in [
        "DELETE FROM partner_webhooks WHERE journey = $1",
        "DELETE FROM idempotency_keys WHERE journey = $1",
        "DELETE FROM support_references WHERE journey = $1",
        "DELETE FROM deliveries WHERE journey = $1",
        "DELETE FROM tickets WHERE journey = $1",
    ] {
        sqlx::query(query).bind(id.0).execute(&mut *connection).await?;
    }
    Ok(())
}
