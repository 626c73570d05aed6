//! The keys of the database: its own, and one for each journey. The master keys that wrap them are not here.

use sqlx::{AnyConnection, AnyPool, Row, any::AnyRow};

use super::{error::Error, journey_id::JourneyId};
use crate::vault::{DataKey, Vault, WrappedKey};

/// What the database's own key is wrapped as.
const DATABASE: &str = "database";

/// Seals and opens what is in the database.
pub(super) struct Keyring {
    vault: Vault,
    /// For what belongs to no journey.
    database: DataKey,
    /// For what is looked for.
    lookups: DataKey,
}

/// What is looked for by its HMAC.
#[derive(Clone, Copy)]
pub(super) enum Lookup {
    Person,
    Identification,
    /// A partner's own name for a journey.
    Reference,
    /// What the wizard shows with an error.
    SupportReference,
    Document,
    /// SHA-256 of a person's id.
    Owned,
}

impl Keyring {
    /// Opens the database's key; makes it if there is none.
    ///
    /// # Errors
    /// If a master key is missing or wrong.
    pub async fn open(pool: &AnyPool, vault: Vault) -> Result<Keyring, Error> {
        let new = vault.wrap(&vault.new_key(), DATABASE)?;
        sqlx::query(
            "INSERT INTO database_key (only_one, master_key, wrapped) VALUES (1, $1, $2) ON CONFLICT DO NOTHING",
        )
        .bind(new.master)
        .bind(new.bytes)
        .execute(pool)
        .await?;
        let kept = sqlx::query("SELECT master_key, wrapped FROM database_key").fetch_one(pool).await?;
        let database = vault.unwrap(&wrapped_in(kept)?, DATABASE)?;
        let masters = sqlx::query_scalar::<_, String>("SELECT DISTINCT master_key FROM journey_keys");
        let missing = masters.fetch_all(pool).await?.into_iter().find(|master| !vault.knows(master));
        if let Some(master) = missing {
            return Err(crate::vault::Error::Unknown(master).into());
        }
        Ok(Keyring { lookups: database.derived("lookups"), database, vault })
    }

    /// What is looked for instead of the text.
    pub fn mac(&self, lookup: Lookup, text: impl AsRef<[u8]>) -> Vec<u8> {
        let what = match lookup {
            Lookup::Person => "person",
            Lookup::Identification => "identification",
            Lookup::Reference => "reference",
            Lookup::SupportReference => "support reference",
            Lookup::Document => "document",
            Lookup::Owned => "owned person",
        };
        self.lookups.mac(what, text.as_ref()).to_vec()
    }

    /// Seals with the database's key.
    pub fn seal(&self, what: &str, text: impl AsRef<[u8]>) -> Result<Vec<u8>, Error> {
        self.seal_with(&self.database, what, text)
    }

    /// Opens what the database's key has sealed.
    pub fn unseal(&self, what: &str, sealed: &[u8]) -> Result<Vec<u8>, Error> {
        Ok(self.database.open(what, sealed)?)
    }

    /// The same for a text.
    pub fn unseal_text(&self, what: &str, sealed: &[u8]) -> Result<String, Error> {
        Ok(self.database.open_text(what, sealed)?)
    }

    pub fn seal_with(&self, key: &DataKey, what: &str, text: impl AsRef<[u8]>) -> Result<Vec<u8>, Error> {
        Ok(self.vault.seal(key, what, text.as_ref())?)
    }

    /// So many random bytes.
    pub fn random<const N: usize>(&self) -> [u8; N] {
        self.vault.random()
    }

    /// Gives a journey a new key. What the one before has sealed can never be read again.
    pub async fn renew(&self, connection: &mut AnyConnection, id: JourneyId) -> Result<DataKey, Error> {
        let key = self.vault.new_key();
        let wrapped = self.vault.wrap(&key, &key_of(id))?;
        sqlx::query(
            "INSERT INTO journey_keys (journey, master_key, wrapped) VALUES ($1, $2, $3) \
             ON CONFLICT (journey) DO UPDATE SET master_key = excluded.master_key, wrapped = excluded.wrapped",
        )
        .bind(id.0)
        .bind(wrapped.master)
        .bind(wrapped.bytes)
        .execute(connection)
        .await?;
        Ok(key)
    }

    /// The key of a journey, from a row with `master_key` and `wrapped`.
    pub fn key_in(&self, row: AnyRow, id: JourneyId) -> Result<DataKey, Error> {
        Ok(self.vault.unwrap(&wrapped_in(row)?, &key_of(id))?)
    }

    /// The name of the master key that seals.
    pub fn newest_master(&self) -> &str {
        self.vault.newest_master()
    }

    /// The database's key, wrapped with the newest master key.
    pub fn wrap_own(&self) -> Result<WrappedKey, Error> {
        Ok(self.vault.wrap(&self.database, DATABASE)?)
    }

    /// The same for the key of a journey, from a row with `master_key` and `wrapped`.
    pub fn wrap_anew(&self, row: AnyRow, id: JourneyId) -> Result<WrappedKey, Error> {
        Ok(self.vault.wrap(&self.key_in(row, id)?, &key_of(id))?)
    }
}

fn key_of(id: JourneyId) -> String {
    format!("key of journey {}", id.0)
}

fn wrapped_in(row: AnyRow) -> Result<WrappedKey, sqlx::Error> {
    Ok(WrappedKey { master: row.try_get("master_key")?, bytes: row.try_get("wrapped")? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        store::{
            Store,
            database::{empty_file, vault},
        },
        vault::{Error as VaultError, MasterKeys},
    };

    fn other(name: &str) -> Vault {
        Vault::new(MasterKeys::read(&format!("{name}:{}", "77".repeat(32))).unwrap(), |bytes| {
            rand::fill(bytes)
        })
    }

    #[tokio::test]
    async fn without_its_master_key_a_database_does_not_open() {
        let (store, folder) = empty_file().await;
        let url = format!("sqlite://{}", folder.path().join("bankident.sqlite").display());
        store.close().await;
        let opened = Store::open(&url, other("elsewhere")).await.err();
        assert!(matches!(opened, Some(Error::Sealed(VaultError::Unknown(_)))), "{opened:?}");
        let opened = Store::open(&url, other("tests")).await.err();
        assert!(matches!(opened, Some(Error::Sealed(VaultError::Wrong(_)))), "{opened:?}");
        Store::open(&url, vault()).await.unwrap();
    }
}
