//! Master keys: where a command gets them from, and the commands about them.

use std::{
    fs::{self, OpenOptions},
    io::{self, ErrorKind, Write},
    os::unix::fs::{OpenOptionsExt, PermissionsExt},
    path::{Path, PathBuf},
};

use bankident_bff::{
    clock::Clock,
    store::{self, Store},
    vault::{MasterKeys, Unreadable, Vault},
};
use clap::{Args, Subcommand};
use secrecy::{ExposeSecret, SecretString};

/// Where the master keys are. With neither, the file that a demonstration has made beside its database.
#[derive(Args)]
pub struct KeySource {
    /// The file of the master keys that seal the database: one NAME:KEY a line, the newest last (`bankident keys new`). Nobody but its
    /// owner and group may read it.
    #[arg(long, env = "BANKIDENT_MASTER_KEY_FILE", conflicts_with = "master_keys")]
    master_key_file: Option<PathBuf>,

    #[arg(long, env = "BANKIDENT_MASTER_KEYS", hide = true, hide_env_values = true)]
    master_keys: Option<SecretString>,
}

/// The database that a command is about, and what opens it.
#[derive(Args)]
pub struct Database {
    /// The database of the server.
    #[arg(
        id = "database",
        long = "database",
        value_name = "DATABASE",
        default_value = "sqlite://bankident.sqlite",
        env = "BANKIDENT_DATABASE"
    )]
    pub url: String,

    #[command(flatten)]
    keys: KeySource,
}

impl Database {
    /// Opens it beside the server that has it, or without one.
    ///
    /// # Errors
    /// If there are no master keys, or it cannot be opened.
    pub async fn open(&self) -> Result<Store, KeysError> {
        Ok(Store::open_beside(&self.url, self.vault()?).await?)
    }

    /// Its vault.
    ///
    /// # Errors
    /// If there are no master keys, or they cannot be read.
    pub fn vault(&self) -> Result<Vault, KeysError> {
        self.keys.vault(&self.url)
    }
}

#[derive(Subcommand)]
pub enum Keys {
    /// Make a new master key: append the line to the file of the master keys.
    New,
    /// Seal the key of every journey with the newest master key. The server may be running, if it was started with that key.
    Rotate(Database),
    /// Remove the journeys that no key opens: after PostgreSQL was restored from a copy and newer keys.
    Prune(Database),
}

#[derive(Debug, thiserror::Error)]
pub enum KeysError {
    #[error(
        "no master key: `bankident keys new >> FILE` makes one, and --master-key-file or BANKIDENT_MASTER_KEYS names it"
    )]
    None,
    #[error("the master keys: {0}")]
    Unreadable(#[from] Unreadable),
    #[error("{}: {source}", .path.display())]
    File { path: PathBuf, source: io::Error },
    #[error("{} can be read by everybody: chmod o-rwx", .0.display())]
    Open(PathBuf),
    #[error(transparent)]
    Store(#[from] store::Error),
}

impl KeySource {
    /// The vault of a command on a database.
    ///
    /// # Errors
    /// If there are no master keys, or they cannot be read.
    fn vault(&self, database: &str) -> Result<Vault, KeysError> {
        let beside = beside(database)?;
        let file = self.master_key_file.as_ref().or_else(|| Some(&beside).filter(|file| file.exists()));
        let keys = match (&self.master_keys, file) {
            (Some(keys), _) => MasterKeys::read(keys.expose_secret())?,
            (None, Some(file)) => read(file)?,
            (None, None) => return Err(KeysError::None),
        };
        Ok(Vault::new(keys, random))
    }

    /// The same for a server. One for real customers has to be told; a demonstration makes a key, once, beside its database.
    ///
    /// # Errors
    /// As [`KeySource::vault`], or if the file cannot be written.
    pub fn vault_of_server(&self, database: &str, demonstrates: bool) -> Result<Vault, KeysError> {
        if self.master_key_file.is_none() && self.master_keys.is_none() {
            if !demonstrates {
                return Err(KeysError::None);
            }
            make(&beside(database)?)?;
        }
        self.vault(database)
    }
}

impl Keys {
    pub async fn run(self) -> Result<(), KeysError> {
        match self {
            Keys::New => println!("{}", MasterKeys::new_line(random)),
            Keys::Rotate(database) => {
                let rotated = database.open().await?.rotate_keys().await?;
                println!("sealed {rotated} keys with the newest master key");
            }
            Keys::Prune(database) => {
                let removed = database.open().await?.prune(Clock::system().now()).await?;
                println!("removed {removed} journeys that do not open");
            }
        }
        Ok(())
    }
}

/// `NAME-keys` beside the database.
fn beside(database: &str) -> Result<PathBuf, KeysError> {
    let mut name = Store::place_of(database)?.into_os_string();
    name.push("-keys");
    Ok(name.into())
}

fn read(path: &Path) -> Result<MasterKeys, KeysError> {
    let failed = |source| KeysError::File { path: path.to_owned(), source };
    let mode = fs::metadata(path).map_err(failed)?.permissions().mode();
    if mode & 0o007 != 0 {
        return Err(KeysError::Open(path.to_owned()));
    }
    let text = SecretString::from(fs::read_to_string(path).map_err(failed)?);
    Ok(MasterKeys::read(text.expose_secret())?)
}

/// Makes a file with a master key, unless there is one.
fn make(path: &Path) -> Result<(), KeysError> {
    let new = || match OpenOptions::new().write(true).create_new(true).mode(0o600).open(path) {
        Ok(mut file) => writeln!(file, "{}", MasterKeys::new_line(random)),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(error),
    };
    new().map_err(|source| KeysError::File { path: path.to_owned(), source })
}

fn random(bytes: &mut [u8]) {
    rand::fill(bytes);
}
