//! Copies of the database, and the way back from one.

use std::path::PathBuf;

use bankident_bff::store::{Restored, Store};
use clap::Args;

use super::keys::{KeySource, KeysError};

/// Copy the database, while the server runs or not. The keys of its journeys go into another file: keep every copy, and of the keys
/// only the newest. Then what was erased opens in no copy.
#[derive(Args)]
pub struct Backup {
    /// Where the copy goes.
    file: PathBuf,

    /// Where the keys of the journeys go: the same file each time.
    #[arg(long)]
    keys: PathBuf,

    /// The database of the server.
    #[arg(long, default_value = "sqlite://bankident.sqlite", env = "BANKIDENT_DATABASE")]
    database: String,

    #[command(flatten)]
    source: KeySource,
}

/// Make a database of a copy, for a server that does not run yet. Journeys that were erased since the copy are left out.
#[derive(Args)]
pub struct Restore {
    /// The copy.
    file: PathBuf,

    /// The newest file of the journeys' keys.
    #[arg(long)]
    keys: PathBuf,

    /// The database to make.
    #[arg(long, default_value = "sqlite://bankident.sqlite", env = "BANKIDENT_DATABASE")]
    database: String,

    #[command(flatten)]
    source: KeySource,
}

impl Backup {
    pub async fn run(self) -> Result<(), KeysError> {
        let Backup { file, keys, database, source } = self;
        let store = Store::open_beside(&database, source.vault(&database)?).await?;
        Ok(store.back_up(&file, &keys).await?)
    }
}

impl Restore {
    pub async fn run(self) -> Result<(), KeysError> {
        let Restore { file, keys, database, source } = self;
        let vault = source.vault(&database)?;
        let Restored { journeys, left_out } = Store::restore(&database, &file, &keys, vault).await?;
        println!("restored {journeys} journeys, left out {left_out} that do not open");
        Ok(())
    }
}
