//! Keys that the server makes for itself.

use sqlx::AnyConnection;

use super::{database::Store, error::Error, keyring::Keyring};

impl Store {
    /// The key of this name. `new` becomes the key if there is none.
    pub async fn key(&self, name: &str, new: [u8; 32]) -> Result<[u8; 32], Error> {
        own_key(&mut *self.pool.acquire().await?, &self.ring, name, new).await
    }
}

/// The same within a transaction.
pub(super) async fn own_key(
    connection: &mut AnyConnection,
    ring: &Keyring,
    name: &str,
    new: [u8; 32],
) -> Result<[u8; 32], Error> {
    let query = "SELECT sealed FROM keys WHERE name = $1";
    let known: Option<Vec<u8>> =
        sqlx::query_scalar(query).bind(name).fetch_optional(&mut *connection).await?;
    let kept = match known {
        Some(kept) => kept,
        None => {
            sqlx::query("INSERT INTO keys (name, sealed) VALUES ($1, $2) ON CONFLICT DO NOTHING")
                .bind(name)
                .bind(ring.seal(&sealed_as(name), new)?)
                .execute(&mut *connection)
                .await?;
            sqlx::query_scalar(query).bind(name).fetch_one(&mut *connection).await?
        }
    };
    let kept = ring.unseal(&sealed_as(name), &kept)?;
    // Only keys of this length are ever written.
    Ok(kept.try_into().unwrap_or(new))
}

/// What a key is sealed as.
pub(super) fn sealed_as(name: &str) -> String {
    format!("key {name}")
}

#[cfg(test)]
mod tests {
    use super::super::database::empty_store;

    #[tokio::test]
    async fn a_key_stays() {
        let (store, _folder) = empty_store().await;
        assert_eq!(store.key("pages", [1; 32]).await.unwrap(), [1; 32]);
        assert_eq!(store.key("pages", [2; 32]).await.unwrap(), [1; 32]);
        assert_eq!(store.key("other", [2; 32]).await.unwrap(), [2; 32]);
    }
}
