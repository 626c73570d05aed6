//! The SQLite database.

use std::{fs::File, path::PathBuf, str::FromStr, sync::Arc};

use sqlx::{SqlitePool, sqlite::SqliteConnectOptions};

use super::{error::Error, keyring::Keyring};

/// The database of the server. Cheap to clone: all clones share one pool of connections.
#[derive(Clone)]
pub struct Store {
    pub(super) pool: SqlitePool,
    pub(super) ring: Arc<Keyring>,
    /// Held by a server, not by commands beside it. The system releases it with the process, after `kill -9` too.
    pub(super) lock: Option<Arc<File>>,
}

impl Store {
    /// Closes the database, for all clones. Another server can open it then.
    pub async fn close(&self) {
        if let Err(error) = self.leave_no_trace().await {
            tracing::warn!("what was erased may still be in the database's log: {error}");
        }
        self.pool.close().await;
        // If this fails, the lock ends with the process.
        self.lock.as_ref().map(|lock| lock.unlock());
    }

    /// Empties the write-ahead log, where an earlier version of a row may still stand.
    pub(super) async fn leave_no_trace(&self) -> Result<(), Error> {
        sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(&self.pool).await?;
        Ok(())
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
        sqlx::query("SELECT 1").execute(&self.pool).await?;
        Ok(())
    }
}

/// The vault of the tests.
#[cfg(test)]
pub(super) fn vault() -> crate::vault::Vault {
    let keys = format!("tests:{}", "5a".repeat(32));
    crate::vault::Vault::new(crate::vault::MasterKeys::read(&keys).unwrap(), |bytes| rand::fill(bytes))
}

/// A new database in a folder of its own.
#[cfg(test)]
pub(super) async fn empty_store() -> (Store, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", folder.path().join("bankident.sqlite").display());
    (Store::open(&url, vault()).await.unwrap(), folder)
}
