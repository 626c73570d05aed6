//! Which Solaris API the journeys of this database belong to.

use super::{database::Store, error::Error};

impl Store {
    /// Ties the database to the API of this name, unless it is tied to one already; the name that it is tied to.
    pub async fn belongs_to(&self, name: &str) -> Result<String, Error> {
        sqlx::query("INSERT INTO upstream (only_one, name) VALUES (1, $1) ON CONFLICT DO NOTHING")
            .bind(name)
            .execute(&self.pool)
            .await?;
        Ok(sqlx::query_scalar("SELECT name FROM upstream").fetch_one(&self.pool).await?)
    }
}

#[cfg(test)]
mod tests {
    use super::super::database::empty_store;

    #[tokio::test]
    async fn a_database_belongs_to_the_first_that_used_it() {
        let (store, _folder) = empty_store().await;
        assert_eq!(
            store.belongs_to("https://api.solaris-sandbox.de").await.unwrap(),
            "https://api.solaris-sandbox.de"
        );
        assert_eq!(store.belongs_to("demo").await.unwrap(), "https://api.solaris-sandbox.de");
    }
}
