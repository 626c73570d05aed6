//! The SQLite database.

use std::{path::PathBuf, str::FromStr};

use sqlx::{
    SqlitePool,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions},
};

/// The database of the server. Cheap to clone: all clones share one pool of connections.
#[derive(Clone)]
pub struct Store(pub(super) SqlitePool);

/// Why reading or writing failed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the database: {0}")]
    Database(#[from] sqlx::Error),
    #[error("the database cannot be brought up to date: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    // The stored text and serde's message are left out: both may quote a customer's answers.
    #[error("a stored journey cannot be read or written (line {}, column {})", .0.line(), .0.column())]
    Json(serde_json::Error),
}

impl Store {
    /// Opens the database, creates it if it does not exist, and migrates its tables.
    ///
    /// # Errors
    /// If the URL is not one of SQLite, or the file cannot be opened or is not a database.
    pub async fn open(url: &str) -> Result<Store, Error> {
        let options = SqliteConnectOptions::from_str(url)?
            .create_if_missing(true)
            .foreign_keys(true)
            .journal_mode(SqliteJournalMode::Wal);
        let pool = SqlitePoolOptions::new().connect_with(options).await?;
        sqlx::migrate!().run(&pool).await?;
        Ok(Store(pool))
    }

    /// The file of a database.
    ///
    /// # Errors
    /// If the URL is not one of SQLite.
    pub fn file_of(url: &str) -> Result<PathBuf, Error> {
        Ok(SqliteConnectOptions::from_str(url)?.get_filename().to_owned())
    }

    /// Whether the database answers.
    pub async fn ping(&self) -> Result<(), Error> {
        sqlx::query("SELECT 1").execute(&self.0).await?;
        Ok(())
    }
}

/// A new database in a folder of its own.
#[cfg(test)]
pub(super) async fn empty_store() -> (Store, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", folder.path().join("bankident.sqlite").display());
    (Store::open(&url).await.unwrap(), folder)
}
