//! The SQLite database.

use std::{
    fs::{File, OpenOptions, Permissions, TryLockError},
    io,
    os::unix::fs::{OpenOptionsExt, PermissionsExt},
    path::{Path, PathBuf},
    str::FromStr,
    sync::Arc,
};

use sqlx::{
    SqlitePool,
    migrate::Migrator,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions},
};

/// The tables, in the order in which they came to be.
static MIGRATIONS: Migrator = sqlx::migrate!();

/// Who may read the files of a database: its owner alone.
const OWNER_ONLY: u32 = 0o600;

/// The database of the server. Cheap to clone: all clones share one pool of connections.
#[derive(Clone)]
pub struct Store {
    pub(super) pool: SqlitePool,
    /// Held by a server, not by commands beside it. The system releases it with the process, after `kill -9` too.
    lock: Option<Arc<File>>,
}

/// Why reading or writing failed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the database: {0}")]
    Database(#[from] sqlx::Error),
    #[error("the database cannot be brought up to date: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    #[error("{} is in use by another server: stop that one, or name another --database", .0.display())]
    InUse(PathBuf),
    #[error("{} is not there: name the --database of the server", .0.display())]
    Missing(PathBuf),
    #[error("{} belongs to another release: start the server of this one first", .0.display())]
    OtherRelease(PathBuf),
    #[error("the file {}: {source}", .path.display())]
    File { path: PathBuf, source: io::Error },
    // The stored text and serde's message are left out: both may quote a customer's answers.
    #[error("a stored journey cannot be read or written (line {}, column {})", .0.line(), .0.column())]
    Json(serde_json::Error),
}

impl Store {
    /// Opens the database for a server, which has it alone; creates it if it does not exist, and migrates its tables.
    ///
    /// # Errors
    /// If the URL is not one of SQLite, the file cannot be opened or is not a database, or another server has it.
    pub async fn open(url: &str) -> Result<Store, Error> {
        let options = options(url)?;
        let file = options.get_filename().to_owned();
        let lock = lock(&file)?;
        for suffix in ["", "-wal", "-shm"] {
            keep_private(&beside(&file, suffix), suffix.is_empty())?;
        }
        let pool = SqlitePoolOptions::new().connect_with(options).await?;
        MIGRATIONS.run(&pool).await?;
        Ok(Store { pool, lock: Some(Arc::new(lock)) })
    }

    /// Opens the database for a command, beside the server that has it or without one. Nothing is created or migrated.
    ///
    /// # Errors
    /// If there is no such database, or it belongs to another release.
    pub async fn open_beside(url: &str) -> Result<Store, Error> {
        let options = options(url)?;
        let file = options.get_filename().to_owned();
        if !file.exists() {
            return Err(Error::Missing(file));
        }
        let pool = SqlitePoolOptions::new().connect_with(options).await?;
        let version = sqlx::query_scalar("SELECT max(version) FROM _sqlx_migrations").fetch_one(&pool).await;
        if version.ok() != MIGRATIONS.iter().map(|migration| migration.version).max() {
            return Err(Error::OtherRelease(file));
        }
        Ok(Store { pool, lock: None })
    }

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

/// Erased rows are overwritten with zeros (`secure_delete`).
fn options(url: &str) -> Result<SqliteConnectOptions, Error> {
    let options = SqliteConnectOptions::from_str(url)?;
    Ok(options.foreign_keys(true).journal_mode(SqliteJournalMode::Wal).pragma("secure_delete", "ON"))
}

/// Keeps every other server away from the database.
fn lock(database: &Path) -> Result<File, Error> {
    let path = beside(database, "-lock");
    keep_private(&path, true)?;
    let lock = File::open(&path).map_err(|source| Error::File { path: path.clone(), source })?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => Err(Error::InUse(database.to_owned())),
        Err(TryLockError::Error(source)) => Err(Error::File { path, source }),
    }
}

/// A file of the database, as SQLite names them.
fn beside(database: &Path, suffix: &str) -> PathBuf {
    let mut name = database.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

/// Takes the file from everybody but its owner. SQLite gives its other files the mode of the first.
fn keep_private(path: &Path, create: bool) -> Result<(), Error> {
    let private = || {
        if create {
            OpenOptions::new().create(true).append(true).mode(OWNER_ONLY).open(path)?;
        } else if !path.exists() {
            return Ok(());
        }
        std::fs::set_permissions(path, Permissions::from_mode(OWNER_ONLY))
    };
    private().map_err(|source| Error::File { path: path.to_owned(), source })
}

/// A new database in a folder of its own.
#[cfg(test)]
pub(super) async fn empty_store() -> (Store, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", folder.path().join("bankident.sqlite").display());
    (Store::open(&url).await.unwrap(), folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_database_has_one_server_and_any_number_of_commands() {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}", folder.path().join("bankident.sqlite").display());
        assert!(matches!(Store::open_beside(&url).await, Err(Error::Missing(_))));
        let first = Store::open(&url).await.unwrap();
        let refused = Store::open(&url).await.err().unwrap();
        assert!(matches!(refused, Error::InUse(_)), "{refused}");
        Store::open_beside(&url).await.unwrap().ping().await.unwrap();
        first.close().await;
        Store::open(&url).await.unwrap();
    }

    #[tokio::test]
    async fn a_command_leaves_the_tables_of_another_release_alone() {
        let (store, folder) = empty_store().await;
        let newest =
            "DELETE FROM _sqlx_migrations WHERE version = (SELECT max(version) FROM _sqlx_migrations)";
        sqlx::query(newest).execute(&store.pool).await.unwrap();
        let url = format!("sqlite://{}", folder.path().join("bankident.sqlite").display());
        assert!(matches!(Store::open_beside(&url).await, Err(Error::OtherRelease(_))));
    }

    #[tokio::test]
    async fn the_files_are_the_owners_alone() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("bankident.sqlite");
        std::fs::write(&file, "").unwrap();
        std::fs::set_permissions(&file, Permissions::from_mode(0o644)).unwrap();
        let store = Store::open(&format!("sqlite://{}", file.display())).await.unwrap();
        store.key("pages", [1; 32]).await.unwrap();
        let mut seen = 0;
        for entry in std::fs::read_dir(folder.path()).unwrap() {
            let entry = entry.unwrap();
            let mode = entry.metadata().unwrap().permissions().mode() & 0o777;
            assert_eq!(mode, OWNER_ONLY, "{}", entry.path().display());
            seen += 1;
        }
        assert_eq!(seen, 4, "database, log, index of the log, lock");
    }
}
