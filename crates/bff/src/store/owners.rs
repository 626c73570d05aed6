//! Which partner brought a person. Only that one may begin another journey for them, after an erasure too.

use sha2::{Digest, Sha256};
use sqlx::{Row, SqliteConnection};

use super::database::{Error, Store};

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
        let row = sqlx::query("SELECT partner FROM person_owners WHERE person_hash = ?")
            .bind(hash(person_id))
            .fetch_optional(&self.pool)
            .await?;
        let Some(row) = row else { return Ok(None) };
        Ok(Some(row.try_get::<Option<String>, _>("partner")?.map_or(Owner::OwnPage, Owner::Partner)))
    }

    /// Makes the partner the owner of somebody who has never been here; `false` for another's person.
    pub async fn claim_person(&self, person_id: &str, partner: &str) -> Result<bool, Error> {
        claim(&mut *self.pool.acquire().await?, person_id, Some(partner)).await?;
        Ok(self.owner_of(person_id).await? == Some(Owner::Partner(partner.to_owned())))
    }

    /// Notes the owners of persons from before they were kept.
    pub async fn note_earlier_owners(&self) -> Result<(), Error> {
        let unknown = "SELECT person_id, partner FROM journeys WHERE person_id IS NOT NULL \
             AND NOT EXISTS (SELECT 1 FROM person_owners) ORDER BY id";
        let mut connection = self.pool.acquire().await?;
        for row in sqlx::query(unknown).fetch_all(&self.pool).await? {
            let partner: Option<String> = row.try_get("partner")?;
            claim(&mut connection, row.try_get("person_id")?, partner.as_deref()).await?;
        }
        Ok(())
    }
}

/// Notes who brought a person, once and for all.
pub(super) async fn claim(
    connection: &mut SqliteConnection,
    person_id: &str,
    partner: Option<&str>,
) -> Result<(), sqlx::Error> {
    sqlx::query("INSERT INTO person_owners (person_hash, partner) VALUES (?, ?) ON CONFLICT DO NOTHING")
        .bind(hash(person_id))
        .bind(partner)
        .execute(connection)
        .await?;
    Ok(())
}

fn hash(person_id: &str) -> Vec<u8> {
    Sha256::digest(person_id).to_vec()
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

    #[tokio::test]
    async fn persons_from_before_have_owners_too() {
        let (store, _folder) = empty_store().await;
        let old = "INSERT INTO journeys (version, application, person_id, partner) VALUES (0, '{}', ?, ?)";
        sqlx::query(old).bind("1cper").bind("nordlicht").execute(&store.pool).await.unwrap();
        sqlx::query(old).bind("2cper").bind(None::<String>).execute(&store.pool).await.unwrap();
        store.note_earlier_owners().await.unwrap();
        assert_eq!(store.owner_of("1cper").await.unwrap(), Some(Owner::Partner("nordlicht".into())));
        assert_eq!(store.owner_of("2cper").await.unwrap(), Some(Owner::OwnPage));
    }
}
