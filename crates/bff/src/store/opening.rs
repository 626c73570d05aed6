//! How the database is opened: by one server, and by commands beside it.

use std::{
    fs::{File, OpenOptions, Permissions, TryLockError},
    io::ErrorKind,
    os::unix::fs::{OpenOptionsExt, PermissionsExt},
    path::{Path, PathBuf},
    str::FromStr,
    sync::Arc,
    time::Duration,
};

use reqwest::Url;
use sqlx::{
    AnyPool, Connection, Executor,
    any::{AnyConnectOptions, AnyPoolOptions, install_default_drivers},
    migrate::Migrator,
    postgres::PgConnectOptions,
};

use super::{
    database::{Engine, Store},
    error::Error,
    keyring::Keyring,
    nodes::Nodes,
    sealing,
};
use crate::vault::Vault;

/// The tables of SQLite, in the order in which they came to be.
pub(super) static MIGRATIONS: Migrator = sqlx::migrate!("migrations/sqlite");

/// Those of PostgreSQL. Nodes that start together wait for each other.
static POSTGRES_MIGRATIONS: Migrator = sqlx::migrate!("migrations/postgres");

/// How many connections a server has to PostgreSQL, beside one for its locks and one for news.
const CONNECTIONS: u32 = 20;

/// How long a request waits for a free connection, or for a database that does not answer.
const ACQUIRE: Duration = Duration::from_secs(5);

/// The first migration after which nothing is plain.
pub(super) const NOTHING_PLAIN: i64 = 14;

/// Who may read the files of a database: its owner alone.
const OWNER_ONLY: u32 = 0o600;

impl Store {
    /// Opens the database for a server, and migrates its tables. One of SQLite is created if it does not exist, the server has it
    /// alone, and what earlier releases have left is sealed.
    ///
    /// # Errors
    /// If the URL is neither one of SQLite nor one of PostgreSQL, the database cannot be opened, another server has its file, or a
    /// master key is missing or wrong.
    pub async fn open(url: &str, vault: Vault) -> Result<Store, Error> {
        let Some(file) = Store::file_of(url)? else {
            let pool = postgres(url).await?;
            POSTGRES_MIGRATIONS.run(&pool).await?;
            return Store::of_postgres(url, pool, vault).await;
        };
        let lock = lock(&file)?;
        for suffix in ["", "-wal", "-shm"] {
            keep_private(&beside(&file, suffix), suffix.is_empty())?;
        }
        let pool = sqlite(&file, Journal::Wal).await?;
        let is_plain = !applied(&pool).await.contains(&NOTHING_PLAIN);
        if is_plain {
            MIGRATIONS.run_to(NOTHING_PLAIN - 1, &pool).await?;
        }
        let ring = Keyring::open(&pool, vault).await?;
        if is_plain {
            sealing::seal_all(&pool, &ring).await?;
        }
        MIGRATIONS.run(&pool).await?;
        let engine = Engine::Sqlite { lock: Some(Arc::new(lock)) };
        let store = Store { pool, ring: Arc::new(ring), engine };
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
        let Some(file) = Store::file_of(url)? else {
            let pool = postgres(url).await?;
            if !POSTGRES_MIGRATIONS.iter().map(|migration| migration.version).eq(applied(&pool).await) {
                return Err(Error::OtherRelease("the PostgreSQL database".into()));
            }
            return Store::of_postgres(url, pool, vault).await;
        };
        if !file.exists() {
            return Err(Error::Missing(file));
        }
        let pool = sqlite(&file, Journal::Wal).await?;
        if !MIGRATIONS.iter().map(|migration| migration.version).eq(applied(&pool).await) {
            return Err(Error::OtherRelease(file));
        }
        let ring = Arc::new(Keyring::open(&pool, vault).await?);
        Ok(Store { pool, ring, engine: Engine::Sqlite { lock: None } })
    }

    async fn of_postgres(url: &str, pool: AnyPool, vault: Vault) -> Result<Store, Error> {
        let ring = Arc::new(Keyring::open(&pool, vault).await?);
        let nodes = Nodes::join(PgConnectOptions::from_str(url)?, hex::encode(rand::random::<[u8; 8]>()));
        Ok(Store { pool, ring, engine: Engine::Postgres(Arc::new(nodes)) })
    }
}

/// The migrations that a database has; none for a new one.
pub(super) async fn applied(pool: &AnyPool) -> Vec<i64> {
    let applied = sqlx::query_scalar("SELECT version FROM _sqlx_migrations ORDER BY version");
    applied.fetch_all(pool).await.unwrap_or_default()
}

/// How SQLite gets ready for a crash.
#[derive(Clone, Copy)]
pub(super) enum Journal {
    /// In a log beside the database: who reads does not wait for who writes.
    Wal,
    /// In one file alone: no log stays beside it. For a database that nobody else uses.
    Delete,
}

/// A database of SQLite, in a file that is there. Erased rows are overwritten with zeros (`secure_delete`), and what hangs on them
/// goes too.
pub(super) async fn sqlite(file: &Path, journal: Journal) -> Result<AnyPool, Error> {
    install_default_drivers();
    let (mode, most) = match journal {
        Journal::Wal => ("PRAGMA journal_mode = WAL", 10),
        Journal::Delete => ("PRAGMA journal_mode = DELETE", 1),
    };
    let failed = |source| Error::File { path: file.to_owned(), source };
    let path = std::path::absolute(file).map_err(failed)?;
    let url = Url::from_file_path(&path).map_err(|()| failed(ErrorKind::InvalidFilename.into()))?;
    let options = AnyConnectOptions::from_str(&url.as_str().replacen("file", "sqlite", 1))?;
    let prepared = AnyPoolOptions::new().max_connections(most).after_connect(move |connection, _| {
        Box::pin(async move {
            for pragma in [mode, "PRAGMA foreign_keys = ON", "PRAGMA secure_delete = ON"] {
                connection.execute(pragma).await?;
            }
            Ok(())
        })
    });
    // SQLite ends a transaction by itself when the disk is full. Then sqlx's own ROLLBACK fails, and the connection would count
    // as one in a transaction for ever.
    let prepared =
        prepared.before_acquire(|connection, _| Box::pin(async move { Ok(!connection.is_in_transaction()) }));
    Ok(prepared.connect_with(options).await?)
}

async fn postgres(url: &str) -> Result<AnyPool, Error> {
    install_default_drivers();
    let options = AnyConnectOptions::from_str(url)?;
    let pool = AnyPoolOptions::new().max_connections(CONNECTIONS).acquire_timeout(ACQUIRE);
    Ok(pool.connect_with(options).await?)
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

/// A new database of a PostgreSQL; its URL.
#[cfg(test)]
pub(super) async fn new_database(server: &str) -> String {
    let name = format!("tests_{}", hex::encode(rand::random::<[u8; 8]>()));
    let mut options: Url = server.parse().unwrap();
    let pool = postgres(server).await.unwrap();
    pool.execute(sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}"))).await.unwrap();
    options.set_path(&name);
    options.into()
}

#[cfg(test)]
mod tests {
    use super::{
        super::database::{empty_file, vault},
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
        let (store, folder) = empty_file().await;
        let newest =
            "DELETE FROM _sqlx_migrations WHERE version = (SELECT max(version) FROM _sqlx_migrations)";
        sqlx::query(newest).execute(&store.pool).await.unwrap();
        let url = format!("sqlite://{}", folder.path().join("bankident.sqlite").display());
        assert!(matches!(Store::open_beside(&url, vault()).await, Err(Error::OtherRelease(_))));
    }

    #[tokio::test]
    async fn the_next_transaction_begins_when_one_was_ended_by_sqlite_itself() {
        let (store, _folder) = empty_file().await;
        for _ in 0..20 {
            let mut transaction = store.pool.begin().await.unwrap();
            // As SQLite does when the disk is full.
            sqlx::query("ROLLBACK").execute(&mut *transaction).await.unwrap();
            transaction.rollback().await.unwrap_err();
        }
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
