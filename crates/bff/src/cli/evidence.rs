//! `bankident evidence`: what customers have consented to, to be handed on and checked.

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

use bankident_bff::{
    clock::Clock,
    domain::evidence::{Fault, Head, Hex, SignedEvidence},
    receipt,
    store::{self, JourneyId, Store, Verified},
    vault::PublicKey,
};
use clap::{Subcommand, ValueEnum};

use super::{
    journey,
    keys::{Database, KeysError},
};

#[derive(Subcommand)]
pub enum Evidence {
    /// Print the consents of a journey: signed, or as the receipt that the customer gets.
    Export {
        /// As `bankident journey` takes it, or the number of one of its records.
        journey: String,

        #[arg(long, value_enum, default_value = "json")]
        format: Format,

        /// The file to write instead.
        #[arg(long)]
        output: Option<PathBuf>,

        #[command(flatten)]
        database: Database,
    },
    /// Check the evidence of the whole database, or a file that was exported: nothing is changed, missing or in another order.
    Verify {
        /// What `bankident evidence export` or the partner API has given.
        file: Option<PathBuf>,

        /// The key that has to have signed the file [default: the one that the file names].
        #[arg(long, value_parser = public_key, requires = "file")]
        key: Option<PublicKey>,

        /// A head that an earlier check has printed, SEQUENCE:HASH: nothing before it was changed or cut off.
        #[arg(long, value_parser = head, conflicts_with = "file")]
        known: Option<Head>,

        #[command(flatten)]
        database: Database,
    },
    /// Print the key that evidence is checked with (Ed25519).
    Key(Database),
}

#[derive(Clone, Copy, ValueEnum)]
pub enum Format {
    /// For programs, and for `bankident evidence verify`.
    Json,
    /// For people, in the language of the customer's last consent.
    Pdf,
}

#[derive(Debug, thiserror::Error)]
pub enum EvidenceError {
    #[error(transparent)]
    Store(#[from] store::Error),
    #[error(transparent)]
    Keys(#[from] KeysError),
    #[error(
        "no journey, or none with consents, has this reference; one that was erased has no consents any more"
    )]
    Unknown,
    #[error("several journeys have this reference or number: name one by its id (jrn_...)")]
    Several,
    #[error("{0}")]
    Fault(#[from] Fault),
    #[error("{}: {source}", .path.display())]
    File { path: PathBuf, source: io::Error },
    // The text may quote what is not evidence.
    #[error("{} is no evidence: line {line}, column {column}", .path.display())]
    NoEvidence { path: PathBuf, line: usize, column: usize },
}

impl Evidence {
    pub async fn run(self) -> Result<(), EvidenceError> {
        match self {
            Evidence::Export { journey, format, output, database } => {
                let store = database.open().await?;
                let id = find(&store, &journey).await?;
                let evidence = store.evidence(id, Clock::system().now()).await?;
                let evidence = evidence.ok_or(EvidenceError::Unknown)?;
                write(output.as_deref(), &format.of(&evidence)?)
            }
            Evidence::Verify { file: Some(file), key, .. } => verify_file(&file, key),
            Evidence::Verify { file: None, known, database, .. } => {
                let verified = database.open().await?.verify_evidence(known).await?;
                let Verified { head: Head { hash, sequence }, erased, kept } = verified;
                println!("{kept} consents as they were given, {erased} erased");
                println!("head {sequence}:{hash}");
                Ok(())
            }
            Evidence::Key(database) => {
                println!("{}", Hex(database.open().await?.evidence_key().await?.0));
                Ok(())
            }
        }
    }
}

impl Format {
    fn of(self, evidence: &SignedEvidence) -> Result<Vec<u8>, EvidenceError> {
        match self {
            Format::Json => {
                let mut json = serde_json::to_vec_pretty(evidence).map_err(store::Error::Json)?;
                json.push(b'\n');
                Ok(json)
            }
            Format::Pdf => {
                let newest = evidence.evidence.records.last();
                Ok(receipt::pdf(evidence, newest.map_or("de", |record| &record.consent.language)))
            }
        }
    }
}

async fn find(store: &Store, journey: &str) -> Result<JourneyId, EvidenceError> {
    let mut found = journey::found(store, journey).await?;
    if let Ok(sequence) = journey.parse() {
        // A partner may call a journey by a number too.
        found.extend(store.of_evidence(sequence).await?.filter(|id| !found.contains(id)));
    }
    match found[..] {
        [id] => Ok(id),
        [] => Err(EvidenceError::Unknown),
        _ => Err(EvidenceError::Several),
    }
}

fn write(output: Option<&Path>, content: &[u8]) -> Result<(), EvidenceError> {
    let written = match output {
        Some(path) => fs::write(path, content),
        None => io::stdout().write_all(content),
    };
    let path = output.unwrap_or(Path::new("-"));
    written.map_err(|source| EvidenceError::File { path: path.to_owned(), source })
}

/// The evidence alone, or within the answer of the partner API.
fn verify_file(path: &Path, key: Option<PublicKey>) -> Result<(), EvidenceError> {
    let text = fs::read(path).map_err(|source| EvidenceError::File { path: path.to_owned(), source })?;
    let refused = |error: serde_json::Error| EvidenceError::NoEvidence {
        path: path.to_owned(),
        line: error.line(),
        column: error.column(),
    };
    #[derive(serde::Deserialize)]
    struct Answer {
        consent_records: SignedEvidence,
    }
    let file = match serde_json::from_slice::<Answer>(&text) {
        Ok(answer) => answer.consent_records,
        Err(_) => serde_json::from_slice(&text).map_err(refused)?,
    };
    let named = file.evidence.public_key;
    file.verify(key.unwrap_or(PublicKey(named.0)))?;
    println!("{} consents as they were given, on {}", file.evidence.records.len(), file.evidence.exported_at);
    if key.is_none() {
        println!("signed with {named}: compare it with the server's (`bankident evidence key`)");
    }
    Ok(())
}

fn public_key(text: &str) -> Result<PublicKey, &'static str> {
    Hex::read(text).map(|key: Hex<32>| PublicKey(key.0)).ok_or("a key has 64 hexadecimal digits")
}

fn head(text: &str) -> Result<Head, &'static str> {
    let read = || {
        let (sequence, hash) = text.split_once(':')?;
        Some(Head { hash: Hex::read(hash)?, sequence: sequence.parse().ok()? })
    };
    read().ok_or("a head is SEQUENCE:HASH, as `bankident evidence verify` prints it")
}
