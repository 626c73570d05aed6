//! Copies of the database, and the way back from one.

use std::path::PathBuf;

use bankident_bff::{
    clock::Clock,
    store::{Restored, Store},
};
use clap::Args;

use super::keys::{Database, KeysError};

/// Copy the database, while the server runs or not. The keys of its journeys go into another file: keep every copy, and of the keys
/// only the newest. Then what was erased opens in no copy.
#[derive(Args)]
pub struct Backup {
    #[command(flatten)]
    copy: Copy,

    #[command(flatten)]
    database: Database,
}

/// Make a database of a copy, for a server that does not run yet. Journeys that were erased since the copy are left out.
#[derive(Args)]
pub struct Restore {
    #[command(flatten)]
    copy: Copy,

    #[command(flatten)]
    database: Database,
}

#[derive(Args)]
struct Copy {
    /// The copy.
    file: PathBuf,

    /// The keys of the journeys: the same file for every copy.
    #[arg(long)]
    keys: PathBuf,
}

impl Backup {
    pub async fn run(self) -> Result<(), KeysError> {
        let Copy { file, keys } = self.copy;
        Ok(self.database.open().await?.back_up(&file, &keys).await?)
    }
}

impl Restore {
    pub async fn run(self) -> Result<(), KeysError> {
        let (Copy { file, keys }, vault) = (self.copy, self.database.vault()?);
        let restored =
            Store::restore(&self.database.url, (&file, &keys), vault, Clock::system().now()).await?;
        let Restored { journeys, left_out } = restored;
        println!("restored {journeys} journeys, left out {left_out} that do not open");
        Ok(())
    }
}
