//! Keys that the server makes for itself.

use super::{database::Store, error::Error};

impl Store {
    /// The key of this name. `new` becomes the key if there is none.
    pub async fn key(&self, name: &str, new: [u8; 32]) -> Result<[u8; 32], Error> {
        let sealed = self.ring.seal(&sealed_as(name), new)?;
        sqlx::query("INSERT INTO keys (name, sealed) VALUES ($1, $2) ON CONFLICT DO NOTHING")
            .bind(name)
            .bind(sealed)
            .execute(&self.pool)
            .await?;
        let query = sqlx::query_scalar("SELECT sealed FROM keys WHERE name = $1").bind(name);
        let kept: Vec<u8> = query.fetch_one(&self.pool).await?;
        let kept = self.ring.unseal(&sealed_as(name), &kept)?;
        // Only keys of this length are ever written.
        Ok(kept.try_into().unwrap_or(new))
    }
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
