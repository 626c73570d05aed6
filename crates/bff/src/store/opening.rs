//! How the database is opened: by one server, and by commands beside it.

use std::{
    fs::{File, OpenOptions, Permissions, TryLockError},
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

use super::{database::Store, error::Error, keyring::Keyring, sealing};
use crate::vault::Vault;

/// The tables, in the order in which they came to be.
pub(super) static MIGRATIONS: Migrator = sqlx::migrate!();

/// The first migration after which nothing is plain.
pub(super) const NOTHING_PLAIN: i64 = 14;

/// Who may read the files of a database: its owner alone.
const OWNER_ONLY: u32 = 0o600;

impl Store {
    /// Opens the database for a server, which has it alone; creates it if it does not exist, migrates its tables, and seals what
    /// earlier releases have left.
    ///
    /// # Errors
    /// If the URL is not one of SQLite, the file cannot be opened or is not a database, another server has it, or a master key is
    /// missing or wrong.
    pub async fn open(url: &str, vault: Vault) -> Result<Store, Error> {
        let options = options(url)?;
        let file = options.get_filename().to_owned();
        let lock = lock(&file)?;
        for suffix in ["", "-wal", "-shm"] {
            keep_private(&beside(&file, suffix), suffix.is_empty())?;
        }
        let pool = SqlitePoolOptions::new().connect_with(options).await?;
        let is_plain = !applied(&pool).await.contains(&NOTHING_PLAIN);
        if is_plain {
            MIGRATIONS.run_to(NOTHING_PLAIN - 1, &pool).await?;
        }
        let ring = Keyring::open(&pool, vault).await?;
        if is_plain {
            sealing::seal_all(&pool, &ring).await?;
        }
        MIGRATIONS.run(&pool).await?;
        let store = Store { pool, ring: Arc::new(ring), lock: Some(Arc::new(lock)) };
        if is_plain {
            // Pages that are free hold what was plain.
            sqlx::query("VACUUM").execute(&store.pool).await?;
            store.leave_no_trace().await?;
        }
        Ok(store)
    }

    /// Opens the database for a command, beside the server that has it or without one. Nothing is created or migrated.
    ///
    /// # Errors
    /// If there is no such database, it belongs to another release, or a master key is missing or wrong.
    pub async fn open_beside(url: &str, vault: Vault) -> Result<Store, Error> {
        let options = options(url)?;
        let file = options.get_filename().to_owned();
        if !file.exists() {
            return Err(Error::Missing(file));
        }
        let pool = SqlitePoolOptions::new().connect_with(options).await?;
        if !MIGRATIONS.iter().map(|migration| migration.version).eq(applied(&pool).await) {
            return Err(Error::OtherRelease(file));
        }
        let ring = Arc::new(Keyring::open(&pool, vault).await?);
        Ok(Store { pool, ring, lock: None })
    }
}

/// The migrations that a database has; none for a new one.
pub(super) async fn applied(pool: &SqlitePool) -> Vec<i64> {
    let applied = sqlx::query_scalar("SELECT version FROM _sqlx_migrations ORDER BY version");
    applied.fetch_all(pool).await.unwrap_or_default()
}

fn options(url: &str) -> Result<SqliteConnectOptions, Error> {
    Ok(careful(SqliteConnectOptions::from_str(url)?).journal_mode(SqliteJournalMode::Wal))
}

/// A database that nobody else uses, in one file alone: no log stays beside it.
pub(super) fn one_file(path: &Path) -> SqliteConnectOptions {
    careful(SqliteConnectOptions::new().filename(path)).journal_mode(SqliteJournalMode::Delete)
}

/// Erased rows are overwritten with zeros (`secure_delete`), and what hangs on them goes too.
fn careful(options: SqliteConnectOptions) -> SqliteConnectOptions {
    options.foreign_keys(true).pragma("secure_delete", "ON")
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
pub(super) fn beside(database: &Path, suffix: &str) -> PathBuf {
    let mut name = database.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

/// Takes the file from everybody but its owner. SQLite gives its other files the mode of the first.
pub(super) fn keep_private(path: &Path, create: bool) -> Result<(), Error> {
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

#[cfg(test)]
mod tests {
    use super::{
        super::database::{empty_store, vault},
        *,
    };

    #[tokio::test]
    async fn a_database_has_one_server_and_any_number_of_commands() {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}", folder.path().join("bankident.sqlite").display());
        assert!(matches!(Store::open_beside(&url, vault()).await, Err(Error::Missing(_))));
        let first = Store::open(&url, vault()).await.unwrap();
        let refused = Store::open(&url, vault()).await.err().unwrap();
        assert!(matches!(refused, Error::InUse(_)), "{refused}");
        Store::open_beside(&url, vault()).await.unwrap().ping().await.unwrap();
        first.close().await;
        Store::open(&url, vault()).await.unwrap();
    }

    #[tokio::test]
    async fn a_command_leaves_the_tables_of_another_release_alone() {
        let (store, folder) = empty_store().await;
        let newest =
            "DELETE FROM _sqlx_migrations WHERE version = (SELECT max(version) FROM _sqlx_migrations)";
        sqlx::query(newest).execute(&store.pool).await.unwrap();
        let url = format!("sqlite://{}", folder.path().join("bankident.sqlite").display());
        assert!(matches!(Store::open_beside(&url, vault()).await, Err(Error::OtherRelease(_))));
    }

    #[tokio::test]
    async fn the_files_are_the_owners_alone() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("bankident.sqlite");
        std::fs::write(&file, "").unwrap();
        std::fs::set_permissions(&file, Permissions::from_mode(0o644)).unwrap();
        let store = Store::open(&format!("sqlite://{}", file.display()), vault()).await.unwrap();
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
