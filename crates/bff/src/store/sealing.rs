//! Seals what releases before migration 13 have stored.

use sqlx::{AnyConnection, AnyPool, Row};

use super::{
    error::Error,
    journey_id::JourneyId,
    keyring::{Keyring, Lookup},
    keys, outbox, owners,
    sealed_row::seal_new,
    webhooks,
};

/// Seals every row, all of them or none.
///
/// # Errors
/// If a row cannot be read.
pub(super) async fn seal_all(pool: &AnyPool, ring: &Keyring) -> Result<(), Error> {
    let mut transaction = pool.begin_with("BEGIN IMMEDIATE").await?;
    seal_journeys(&mut transaction, ring).await?;
    seal_events(&mut transaction, ring).await?;
    seal_secrets(&mut transaction, ring).await?;
    hide_owners(&mut transaction, ring).await?;
    transaction.commit().await?;
    Ok(())
}

async fn seal_journeys(connection: &mut AnyConnection, ring: &Keyring) -> Result<(), Error> {
    let ids: Vec<i64> = sqlx::query_scalar("SELECT id FROM journeys").fetch_all(&mut *connection).await?;
    for id in ids {
        let query = sqlx::query_scalar("SELECT application FROM journeys WHERE id = $1").bind(id);
        let application: String = query.fetch_one(&mut *connection).await?;
        let application = serde_json::from_str(&application).map_err(Error::Json)?;
        seal_new(connection, ring, JourneyId(id), &application).await?;
    }
    let deliveries = "SELECT DISTINCT document FROM deliveries";
    let documents: Vec<String> = sqlx::query_scalar(deliveries).fetch_all(&mut *connection).await?;
    for document in documents {
        sqlx::query("UPDATE deliveries SET document = $1 WHERE document = $2")
            .bind(hex::encode(ring.mac(Lookup::Document, &document)))
            .bind(document)
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

/// Events that wait for their partner. The id names the journey: `msg_ID_VERSION`.
async fn seal_events(connection: &mut AnyConnection, ring: &Keyring) -> Result<(), Error> {
    let rows = sqlx::query("SELECT id, body FROM partner_webhooks").fetch_all(&mut *connection).await?;
    for row in rows {
        let id: String = row.try_get("id")?;
        let journey = id.strip_prefix("msg_").and_then(|id| id.rsplit_once('_')).map(|(journey, _)| journey);
        let query = sqlx::query(
            "SELECT id, master_key, wrapped FROM journeys JOIN journey_keys ON journey = id WHERE public_id = $1",
        );
        let Some(found) = query.bind(journey).fetch_optional(&mut *connection).await? else {
            sqlx::query("DELETE FROM partner_webhooks WHERE id = $1")
                .bind(&id)
                .execute(&mut *connection)
                .await?;
            continue;
        };
        let journey = JourneyId(found.try_get("id")?);
        let key = ring.key_in(found, journey)?;
        let sealed = ring.seal_with(&key, &outbox::sealed_as(&id), row.try_get::<&str, _>("body")?)?;
        sqlx::query("UPDATE partner_webhooks SET journey = $1, sealed = $2 WHERE id = $3")
            .bind(journey.0)
            .bind(sealed)
            .bind(&id)
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

async fn seal_secrets(connection: &mut AnyConnection, ring: &Keyring) -> Result<(), Error> {
    let secrets = "SELECT subscription_id, secret FROM webhook_secrets";
    for row in sqlx::query(secrets).fetch_all(&mut *connection).await? {
        let subscription: String = row.try_get("subscription_id")?;
        let sealed = ring.seal(&webhooks::secret_of(&subscription), row.try_get::<&str, _>("secret")?)?;
        sqlx::query("UPDATE webhook_secrets SET sealed = $1 WHERE subscription_id = $2")
            .bind(sealed)
            .bind(subscription)
            .execute(&mut *connection)
            .await?;
    }
    let unprocessed = "SELECT id, entity_id FROM webhooks WHERE worked = 0";
    for row in sqlx::query(unprocessed).fetch_all(&mut *connection).await? {
        let id: String = row.try_get("id")?;
        let sealed = ring.seal(&webhooks::entity_of(&id), row.try_get::<&str, _>("entity_id")?)?;
        sqlx::query("UPDATE webhooks SET sealed_entity = $1 WHERE id = $2")
            .bind(sealed)
            .bind(id)
            .execute(&mut *connection)
            .await?;
    }
    for row in sqlx::query("SELECT name, key FROM keys").fetch_all(&mut *connection).await? {
        let name: String = row.try_get("name")?;
        let sealed = ring.seal(&keys::sealed_as(&name), row.try_get::<&[u8], _>("key")?)?;
        sqlx::query("UPDATE keys SET sealed = $1 WHERE name = $2")
            .bind(sealed)
            .bind(name)
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

/// Owners were found by SHA-256 of the person's id.
async fn hide_owners(connection: &mut AnyConnection, ring: &Keyring) -> Result<(), Error> {
    let hashes: Vec<Vec<u8>> =
        sqlx::query_scalar("SELECT person_hash FROM person_owners").fetch_all(&mut *connection).await?;
    for hash in hashes {
        sqlx::query("UPDATE person_owners SET person_hash = $1 WHERE person_hash = $2")
            .bind(owners::hidden(ring, &hash))
            .bind(hash)
            .execute(&mut *connection)
            .await?;
    }
    // Persons of journeys from before owners were kept.
    let earlier = "SELECT person_id, partner FROM journeys WHERE person_id IS NOT NULL ORDER BY id";
    for row in sqlx::query(earlier).fetch_all(&mut *connection).await? {
        let partner: Option<String> = row.try_get("partner")?;
        owners::claim(connection, ring, row.try_get("person_id")?, partner.as_deref()).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::str::FromStr;

    use chrono::DateTime;
    use sqlx::sqlite::{SqliteConnectOptions, SqlitePoolOptions};

    use crate::{
        domain::{
            application::{Application, Facts},
            incident::Incident,
            partner_journey::PartnerJourney,
            registered::{Mobile, Registered},
            samples,
        },
        store::{Owner, Store, database::vault},
    };

    #[tokio::test]
    async fn what_an_earlier_release_has_stored_is_sealed() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("bankident.sqlite");
        let url = format!("sqlite://{}", file.display());
        let options = SqliteConnectOptions::from_str(&url).unwrap().create_if_missing(true);
        let old = SqlitePoolOptions::new().connect_with(options).await.unwrap();
        super::super::opening::MIGRATIONS.run_to(12, &old).await.unwrap();
        let mobile = Mobile::Confirmed { number: samples::number() };
        let facts = Facts::Registered(Registered::new("1cper".to_owned(), samples::answers(), mobile));
        let now = samples::began_at();
        let reference = Some("order-1".to_owned());
        let partner_journey = PartnerJourney { reference, ..samples::partner_journey() };
        let mut application = Application::for_partner(now, partner_journey, facts);
        application.remember(Incident {
            reference: "7K3M9QWX".to_owned(),
            at: now,
            code: "DEPENDENCY_ERROR".to_owned(),
            error_id: None,
            person_id: Some("1cper".to_owned()),
            identification_id: None,
        });
        let text = serde_json::to_string(&application).unwrap();
        for (insert, values) in [
            (
                "INSERT INTO journeys (public_id, partner, reference, version, person_id, application) VALUES ($1, $2, $3, 1, $4, $5)",
                vec!["jrn_1", "nordlicht", "order-1", "1cper", &text],
            ),
            (
                "INSERT INTO partner_webhooks (id, partner, body, next_at) VALUES ($1, $2, $3, 0)",
                vec!["msg_jrn_1_7", "nordlicht", "{\"person_id\":\"1cper\"}"],
            ),
            (
                "INSERT INTO webhooks (id, event_type, entity_id) VALUES ($1, $2, $3)",
                vec!["1", "PERSON_CHANGED", "1cper"],
            ),
            (
                "INSERT INTO webhook_secrets VALUES ($1, $2, $3)",
                vec!["1", "PERSON_CHANGED", "secret-of-solaris"],
            ),
        ] {
            values
                .into_iter()
                .fold(sqlx::query(insert), |query, value| query.bind(value))
                .execute(&old)
                .await
                .unwrap();
        }
        sqlx::query("INSERT INTO keys VALUES ('pages', $1)")
            .bind([7_u8; 32].as_slice())
            .execute(&old)
            .await
            .unwrap();
        old.close().await;
        let secrets = [
            "Zierfisch",
            "1cper",
            "order-1",
            "7K3M9QWX",
            "secret-of-solaris",
            "\u{7}\u{7}\u{7}\u{7}\u{7}\u{7}",
        ];
        let contains = |secret: &str| {
            let files = std::fs::read_dir(folder.path())
                .unwrap()
                .map(|entry| std::fs::read(entry.unwrap().path()).unwrap());
            files.into_iter().any(|file| file.windows(secret.len()).any(|window| window == secret.as_bytes()))
        };
        assert!(secrets.iter().all(|secret| contains(secret)), "all of it was there");

        let store = Store::open(&url, vault()).await.unwrap();
        for secret in secrets {
            assert!(!contains(secret), "{secret}");
        }
        let [id] = store.of_person("1cper").await.unwrap()[..] else { panic!("one journey") };
        assert_eq!(store.load(id).await.unwrap().unwrap().application, application);
        assert_eq!(store.of_reference("nordlicht", "order-1").await.unwrap(), [id]);
        assert_eq!(store.of_support("7K3M9QWX").await.unwrap(), [id]);
        assert_eq!(store.owner_of("1cper").await.unwrap(), Some(Owner::Partner("nordlicht".into())));
        let due = store.deliveries_due("nordlicht", DateTime::UNIX_EPOCH).await.unwrap();
        assert_eq!(due[0].body, "{\"person_id\":\"1cper\"}");
        assert_eq!(store.unprocessed_webhooks().await.unwrap()[0].entity_id, "1cper");
        assert_eq!(store.webhook_secrets().await.unwrap().len(), 1);
        assert_eq!(store.key("pages", [1; 32]).await.unwrap(), [7; 32]);
    }
}
