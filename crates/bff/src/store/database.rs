//! The database: SQLite for one server, PostgreSQL for several. Both answer the same statements, but for what stands here, in
//! `opening.rs`, `nodes.rs` and `backup.rs`.

use std::{fs::File, path::PathBuf, str::FromStr, sync::Arc};

use sqlx::{Any, AnyConnection, AnyPool, Transaction, sqlite::SqliteConnectOptions};

use super::{error::Error, keyring::Keyring, nodes::Nodes};

/// The database of the server. Cheap to clone: all clones share one pool of connections.
#[derive(Clone)]
pub struct Store {
    pub(super) pool: AnyPool,
    pub(super) ring: Arc<Keyring>,
    pub(super) engine: Engine,
}

/// What the database runs on.
#[derive(Clone)]
pub(super) enum Engine {
    Sqlite {
        /// Held by a server, not by commands beside it. The system releases it with the process, after `kill -9` too.
        lock: Option<Arc<File>>,
    },
    Postgres(Arc<Nodes>),
}

impl Store {
    /// Closes the database, for all clones. Another server can open it then.
    pub async fn close(&self) {
        if let Err(error) = self.leave_no_trace().await {
            tracing::warn!("what was erased may still be in the database's log: {error}");
        }
        self.pool.close().await;
        if let Engine::Sqlite { lock: Some(lock) } = &self.engine
            && let Err(error) = lock.unlock()
        {
            tracing::warn!("the database is free when this process ends: {error}");
        }
    }

    /// Begins a transaction that writes. SQLite takes the writer's place at once: a transaction that reads first could not take it
    /// from another that has written since.
    pub(super) async fn write(&self) -> Result<Transaction<'static, Any>, sqlx::Error> {
        match self.engine {
            Engine::Sqlite { .. } => self.pool.begin_with("BEGIN IMMEDIATE").await,
            Engine::Postgres(_) => self.pool.begin().await,
        }
    }

    /// Lets one transaction after the other read and write what has this name. SQLite has one writer anyway.
    pub(super) async fn one_at_a_time(
        &self,
        transaction: &mut AnyConnection,
        name: &str,
    ) -> Result<(), sqlx::Error> {
        if let Engine::Postgres(_) = self.engine {
            sqlx::query("SELECT 1 FROM (SELECT pg_advisory_xact_lock(hashtext($1), 0)) AS locked")
                .bind(name)
                .execute(transaction)
                .await?;
        }
        Ok(())
    }

    /// Empties SQLite's write-ahead log, where an earlier version of a row may still stand.
    pub(super) async fn leave_no_trace(&self) -> Result<(), Error> {
        if let Engine::Sqlite { .. } = self.engine {
            sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(&self.pool).await?;
        }
        Ok(())
    }

    /// The file of a database; `None` for PostgreSQL, which has none here.
    ///
    /// # Errors
    /// If the URL is neither one of SQLite nor one of PostgreSQL.
    pub fn file_of(url: &str) -> Result<Option<PathBuf>, Error> {
        if is_postgres(url) {
            return Ok(None);
        }
        Ok(Some(SqliteConnectOptions::from_str(url)?.get_filename().to_owned()))
    }

    /// Where files that belong to a database are: named after its own, or in the working directory for PostgreSQL.
    ///
    /// # Errors
    /// As [`Store::file_of`].
    pub fn place_of(url: &str) -> Result<PathBuf, Error> {
        Ok(Store::file_of(url)?.unwrap_or_else(|| "bankident.postgres".into()))
    }

    /// Whether the database answers.
    pub async fn ping(&self) -> Result<(), Error> {
        sqlx::query("SELECT 1").execute(&self.pool).await?;
        Ok(())
    }
}

pub(super) fn is_postgres(url: &str) -> bool {
    url.starts_with("postgres://") || url.starts_with("postgresql://")
}

/// The vault of the tests.
#[cfg(test)]
pub(super) fn vault() -> crate::vault::Vault {
    let keys = format!("tests:{}", "5a".repeat(32));
    crate::vault::Vault::new(crate::vault::MasterKeys::read(&keys).unwrap(), |bytes| rand::fill(bytes))
}

/// A new database: of SQLite in a folder of its own, or of the PostgreSQL that `cargo xtask postgres` has started.
#[cfg(test)]
pub(super) async fn empty_store() -> (Store, tempfile::TempDir) {
    let Ok(server) = std::env::var("BANKIDENT_TEST_POSTGRES") else { return empty_file().await };
    let url = super::opening::new_database(&server).await;
    (Store::open(&url, vault()).await.unwrap(), tempfile::tempdir().unwrap())
}

/// A new database of SQLite, for what only SQLite has.
#[cfg(test)]
pub(super) async fn empty_file() -> (Store, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", folder.path().join("bankident.sqlite").display());
    (Store::open(&url, vault()).await.unwrap(), folder)
}
