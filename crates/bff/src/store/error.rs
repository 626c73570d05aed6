//! Why the database could not be used.

use std::{io, path::PathBuf};

use crate::{domain::evidence::Fault, vault};

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
    #[error("{} is there already: a copy is not put over a database", .0.display())]
    Occupied(PathBuf),
    #[error("{} is no copy of a database: `bankident backup` makes one", .0.display())]
    NoCopy(PathBuf),
    #[error("PostgreSQL has its own copies: docs/operating.md says how")]
    OfPostgres,
    #[error("the file {}: {source}", .path.display())]
    File { path: PathBuf, source: io::Error },
    #[error(transparent)]
    Sealed(#[from] vault::Error),
    #[error("the evidence of consents: {0}")]
    Evidence(#[from] Fault),
    // The stored text and serde's message are left out: both may quote a customer's answers.
    #[error("a stored journey cannot be read or written (line {}, column {})", .0.line(), .0.column())]
    Json(serde_json::Error),
}
