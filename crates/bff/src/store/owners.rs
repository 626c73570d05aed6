//! Which partner brought a person. Only that one may begin another journey for them, after an erasure too.

use sha2::{Digest, Sha256};
use sqlx::{AnyConnection, Row};

use super::{
    database::Store,
    error::Error,
    keyring::{Keyring, Lookup},
};

/// Who brought a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Owner {
    Partner(String),
    /// The customer came by our own page.
    OwnPage,
}

impl Store {
    /// Who brought the person; `None` for somebody who has never been here.
    pub async fn owner_of(&self, person_id: &str) -> Result<Option<Owner>, Error> {
        let row = sqlx::query("SELECT partner FROM person_owners WHERE person_hash = $1")
            .bind(hidden(&self.ring, &Sha256::digest(person_id)))
            .fetch_optional(&self.pool)
            .await?;
        let Some(row) = row else { return Ok(None) };
        Ok(Some(row.try_get::<Option<String>, _>("partner")?.map_or(Owner::OwnPage, Owner::Partner)))
    }

    /// Makes the partner the owner of somebody who has never been here; `false` for another's person.
    pub async fn claim_person(&self, person_id: &str, partner: &str) -> Result<bool, Error> {
        claim(&mut *self.pool.acquire().await?, &self.ring, person_id, Some(partner)).await?;
        Ok(self.owner_of(person_id).await? == Some(Owner::Partner(partner.to_owned())))
    }
}

/// Notes who brought a person, once and for all.
pub(super) async fn claim(
    connection: &mut AnyConnection,
    ring: &Keyring,
    person_id: &str,
    partner: Option<&str>,
) -> Result<(), sqlx::Error> {
    sqlx::query("INSERT INTO person_owners (person_hash, partner) VALUES ($1, $2) ON CONFLICT DO NOTHING")
        .bind(hidden(ring, &Sha256::digest(person_id)))
        .bind(partner)
        .execute(connection)
        .await?;
    Ok(())
}

/// How a person is called in the database, by SHA-256 of its id: that is what earlier releases have kept.
pub(super) fn hidden(ring: &Keyring, hash: &[u8]) -> Vec<u8> {
    ring.mac(Lookup::Owned, hash)
}

#[cfg(test)]
mod tests {
    use super::{super::database::empty_store, *};

    #[tokio::test]
    async fn a_person_has_one_owner() {
        let (store, _folder) = empty_store().await;
        assert_eq!(store.owner_of("1cper").await.unwrap(), None);
        assert!(store.claim_person("1cper", "nordlicht").await.unwrap());
        assert!(store.claim_person("1cper", "nordlicht").await.unwrap(), "once more");
        assert!(!store.claim_person("1cper", "seerose").await.unwrap());
        assert_eq!(store.owner_of("1cper").await.unwrap(), Some(Owner::Partner("nordlicht".into())));
    }
}
