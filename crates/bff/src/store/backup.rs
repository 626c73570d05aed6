//! Copies of the database. The keys of the journeys go into a file of their own, which each copy replaces: what was erased since
/// then opens in no copy any more.
use std::{
    fs,
    io::ErrorKind,
    path::{Path, PathBuf},
};

use chrono::{DateTime, Utc};
use sqlx::{AnyConnection, AnyPool, Row};

use super::{
    database::{Engine, Store},
    error::Error,
    journey_id::JourneyId,
    journeys::delete,
    keyring::Keyring,
    opening::{Journal, NOTHING_PLAIN, applied, beside, keep_private, sqlite},
    sealed_row::sealed_as,
};
use crate::vault::Vault;

/// How many journeys are read at once.
const AT_ONCE: i64 = 500;

/// What a restored database has.
#[derive(Debug, PartialEq, Eq)]
pub struct Restored {
    pub journeys: u64,
    /// Those that were left out, because they were erased since the copy, or their key is in no older file of keys.
    pub left_out: u64,
}

impl Store {
    /// Copies everything as it is now, also while a server writes. What stands in the two files is replaced.
    ///
    /// # Errors
    /// If a file cannot be written; then both are as they were.
    pub async fn back_up(&self, data: &Path, keys: &Path) -> Result<(), Error> {
        if let Engine::Postgres(_) = self.engine {
            return Err(Error::OfPostgres);
        }
        let (new_data, new_keys) = (new(data)?, new(keys)?);
        sqlx::query("VACUUM INTO $1").bind(text(&new_data)).execute(&self.pool).await?;
        let copies = sqlite(&new_data, Journal::Delete).await?;
        let mut copy = copies.acquire().await?;
        attach(&mut copy, &new_keys).await?;
        for statement in [
            "CREATE TABLE keys.journey_keys \
             (journey INTEGER PRIMARY KEY, master_key TEXT NOT NULL, wrapped BLOB NOT NULL) STRICT",
            "INSERT INTO keys.journey_keys SELECT journey, master_key, wrapped FROM main.journey_keys",
            "DELETE FROM main.journey_keys",
            "DETACH DATABASE keys",
            "VACUUM",
        ] {
            sqlx::query(statement).execute(&mut *copy).await?;
        }
        drop(copy);
        copies.close().await;
        // Newer keys open older data, and not the other way round.
        rename(&new_keys, keys)?;
        rename(&new_data, data)
    }

    /// Removes the journeys that no key opens, and the keys of journeys that are not there; returns how many journeys.
    ///
    /// # Errors
    /// If the database cannot be read or written.
    pub async fn prune(&self, now: DateTime<Utc>) -> Result<u64, Error> {
        let removed = prune(&self.pool, &self.ring, now).await?;
        self.leave_no_trace().await?;
        Ok(removed)
    }

    /// Makes a database of a copy and the newest file of keys. A server can open it then.
    ///
    /// # Errors
    /// If there is a database already, a file is missing or no copy, or a master key is missing or wrong.
    pub async fn restore(
        database: &str,
        (data, keys): (&Path, &Path),
        vault: Vault,
        now: DateTime<Utc>,
    ) -> Result<Restored, Error> {
        let file = Store::file_of(database)?.ok_or(Error::OfPostgres)?;
        if file.exists() {
            return Err(Error::Occupied(file));
        }
        for path in [data, keys] {
            fs::metadata(path).map_err(|source| Error::File { path: path.to_owned(), source })?;
        }
        let restored = new(&file)?;
        fs::copy(data, &restored).map_err(|source| Error::File { path: restored.clone(), source })?;
        keep_private(&restored, true)?;
        let pool = sqlite(&restored, Journal::Delete).await?;
        if !applied(&pool).await.contains(&NOTHING_PLAIN) {
            return Err(Error::NoCopy(data.to_owned()));
        }
        let mut connection = pool.acquire().await?;
        attach(&mut connection, keys).await?;
        for statement in [
            "INSERT INTO main.journey_keys SELECT journey, master_key, wrapped FROM keys.journey_keys \
             WHERE journey IN (SELECT id FROM main.journeys)",
            "DETACH DATABASE keys",
        ] {
            sqlx::query(statement).execute(&mut *connection).await?;
        }
        drop(connection);
        let ring = Keyring::open(&pool, vault).await?;
        let left_out = prune(&pool, &ring, now).await?;
        let journeys: i64 = sqlx::query_scalar("SELECT count(*) FROM journeys").fetch_one(&pool).await?;
        pool.close().await;
        rename(&restored, &file)?;
        Ok(Restored { journeys: journeys.unsigned_abs(), left_out })
    }
}

/// Deletes the journeys that cannot be read, and keys of none; returns how many journeys.
async fn prune(pool: &AnyPool, ring: &Keyring, now: DateTime<Utc>) -> Result<u64, Error> {
    sqlx::query("DELETE FROM journey_keys WHERE journey NOT IN (SELECT id FROM journeys)")
        .execute(pool)
        .await?;
    let mut left_out = 0;
    let mut after = i64::MIN;
    loop {
        let query = "SELECT id, sealed, master_key, wrapped FROM journeys LEFT JOIN journey_keys ON journey = id \
             WHERE id > $1 ORDER BY id LIMIT $2";
        let rows = sqlx::query(query).bind(after).bind(AT_ONCE).fetch_all(pool).await?;
        if rows.is_empty() {
            return Ok(left_out);
        }
        for row in rows {
            let id = JourneyId(row.try_get("id")?);
            let sealed: Vec<u8> = row.try_get("sealed")?;
            let opens = ring.key_in(row, id).is_ok_and(|key| key.open(&sealed_as(id), &sealed).is_ok());
            if !opens {
                delete(&mut *pool.acquire().await?, ring, id, now).await?;
                left_out += 1;
            }
            after = id.0;
        }
    }
}

async fn attach(connection: &mut AnyConnection, keys: &Path) -> Result<(), sqlx::Error> {
    sqlx::query("ATTACH DATABASE $1 AS keys").bind(text(keys)).execute(connection).await?;
    Ok(())
}

/// An empty file beside the one that it will replace, for its owner alone.
fn new(path: &Path) -> Result<PathBuf, Error> {
    let new = beside(path, "-new");
    match fs::remove_file(&new) {
        Err(source) if source.kind() != ErrorKind::NotFound => Err(Error::File { path: new, source }),
        _ => {
            keep_private(&new, true)?;
            Ok(new)
        }
    }
}

fn rename(from: &Path, to: &Path) -> Result<(), Error> {
    fs::rename(from, to).map_err(|source| Error::File { path: to.to_owned(), source })
}

fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use rand::{SeedableRng, rngs::StdRng};

    use super::{
        super::database::{empty_file, vault},
        *,
    };
    use crate::domain::{application::Application, samples, session::Session};

    async fn begun(store: &Store, seed: u64) -> JourneyId {
        let session = Session::generate(&mut StdRng::seed_from_u64(seed)).hash();
        store.begin(&session, &Application::new(samples::began_at())).await.unwrap()
    }

    async fn erase(store: &Store, id: JourneyId) {
        let mut journey = store.load(id).await.unwrap().unwrap();
        journey.application.erase();
        store.save(&mut journey, samples::began_at()).await.unwrap();
    }

    #[tokio::test]
    async fn what_was_erased_since_a_copy_opens_in_none() {
        let (store, folder) = empty_file().await;
        let file = |name: &str| folder.path().join(name);
        let url = format!("sqlite://{}", file("restored.sqlite").display());
        let (kept, erased) = (begun(&store, 1).await, begun(&store, 2).await);
        store.back_up(&file("monday"), &file("keys")).await.unwrap();
        let key = "SELECT wrapped FROM journey_keys WHERE journey = $1";
        let key: Vec<u8> = sqlx::query_scalar(key).bind(erased.0).fetch_one(&store.pool).await.unwrap();
        let has_key =
            |name: &str| fs::read(file(name)).unwrap().windows(key.len()).any(|window| window == key);
        assert!(has_key("keys") && !has_key("monday"));

        erase(&store, erased).await;
        let later = begun(&store, 3).await;
        store.back_up(&file("tuesday"), &file("keys")).await.unwrap();
        assert!(!has_key("keys") && !has_key("tuesday"));
        assert!(store.load(later).await.unwrap().is_some(), "a copy takes nothing away");

        let restored = Store::restore(&url, (&file("monday"), &file("keys")), vault(), samples::began_at())
            .await
            .unwrap();
        assert_eq!(restored, Restored { journeys: 1, left_out: 1 });
        let again = Store::open(&url, vault()).await.unwrap();
        assert!(again.load(kept).await.unwrap().is_some());
        assert!(again.load(erased).await.unwrap().is_none());
    }

    #[tokio::test]
    async fn a_copy_is_never_put_over_a_database_and_nothing_else_is_a_copy() {
        let (store, folder) = empty_file().await;
        let file = |name: &str| folder.path().join(name);
        let url = |name: &str| format!("sqlite://{}", file(name).display());
        store.back_up(&file("copy"), &file("keys")).await.unwrap();
        let restore = async |to: &str, data: &str, keys: &str| {
            Store::restore(&url(to), (&file(data), &file(keys)), vault(), samples::began_at()).await
        };
        let over = restore("bankident.sqlite", "copy", "keys").await;
        assert!(matches!(over, Err(Error::Occupied(_))), "{over:?}");
        let keys = restore("new.sqlite", "keys", "keys").await;
        assert!(matches!(keys, Err(Error::NoCopy(_))), "{keys:?}");
        let missing = restore("new.sqlite", "copy", "none").await;
        assert!(matches!(missing, Err(Error::File { .. })), "{missing:?}");
        assert!(!file("new.sqlite").exists() && !file("none").exists());
        for name in ["copy", "keys"] {
            let mode = fs::metadata(file(name)).unwrap().permissions().mode() & 0o777;
            assert_eq!(mode, 0o600, "{name}");
        }
    }
}
