//! Keys that the server makes for itself.

use super::database::{Error, Store};

impl Store {
    /// The key of this name. `new` becomes the key if there is none.
    pub async fn key(&self, name: &str, new: [u8; 32]) -> Result<[u8; 32], Error> {
        sqlx::query("INSERT INTO keys (name, key) VALUES (?, ?) ON CONFLICT DO NOTHING")
            .bind(name)
            .bind(new.as_slice())
            .execute(&self.pool)
            .await?;
        let kept: Vec<u8> = sqlx::query_scalar("SELECT key FROM keys WHERE name = ?")
            .bind(name)
            .fetch_one(&self.pool)
            .await?;
        // Only keys of this length are ever written.
        Ok(kept.try_into().unwrap_or(new))
    }
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
