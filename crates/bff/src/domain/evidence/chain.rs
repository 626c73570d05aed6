//! The chain: every entry names the hash of the one before, and is signed. It says nothing about a person, so it stays for ever.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    canonical,
    hex::{Hash, Hex},
};
use crate::vault::{PublicKey, SigningKey};

/// An entry of the chain.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = EvidenceEntry)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Ed25519, of the statement's canonical JSON; in hex.
    #[schema(value_type = String)]
    pub signature: Hex<64>,
    pub statement: Statement,
}

/// What is signed. Its hash is the SHA-256 of its canonical JSON.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = EvidenceStatement)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    /// SHA-256 of salt and consent, in hex.
    #[schema(value_type = String)]
    pub content: Hash,
    /// The day of the entry (UTC); the exact time is in the consent.
    pub day: NaiveDate,
    /// Not a consent but an erasure: what these entries were about is gone.
    pub erases: Vec<i64>,
    /// The hash of the entry before, in hex; of the first one zeros.
    #[schema(value_type = String)]
    pub previous: Hash,
    /// The place in the chain, from 1.
    pub sequence: i64,
}

/// The newest entry of a chain.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = EvidenceHead)]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// SHA-256 of the entry's statement, in hex.
    #[schema(value_type = String)]
    pub hash: Hash,
    /// 0 where there is no entry yet.
    pub sequence: i64,
}

/// What is wrong with evidence.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Fault {
    #[error("record {0} is missing")]
    Missing(i64),
    #[error("record {0} stands in the wrong place")]
    Misplaced(i64),
    #[error("record {0} was changed, or another key has signed it")]
    Changed(i64),
    #[error("what record {0} is about was changed")]
    ContentChanged(i64),
    #[error("the journey's consent {0} is missing")]
    ConsentMissing(u32),
    #[error("the file was changed, or another key has signed it")]
    FileChanged,
}

impl Head {
    /// Of a chain without entries.
    pub const NONE: Head = Head { hash: Hex([0; 32]), sequence: 0 };

    /// The next entry, which becomes the head. An erasure names what it erases.
    pub fn add(&mut self, content: Hash, erases: Vec<i64>, day: NaiveDate, key: &SigningKey) -> Entry {
        let statement = Statement { content, day, erases, previous: self.hash, sequence: self.sequence + 1 };
        let entry = Entry { signature: Hex(key.sign(&canonical(&statement))), statement };
        *self = entry.head();
        entry
    }

    /// Goes on to the next entry.
    ///
    /// # Errors
    /// If it is not the next one, or not as it was signed.
    pub fn follow(&mut self, entry: &Entry, key: PublicKey) -> Result<(), Fault> {
        entry.is_signed_by(key)?;
        let sequence = entry.statement.sequence;
        if sequence > self.sequence + 1 {
            return Err(Fault::Missing(self.sequence + 1));
        }
        if sequence <= self.sequence || entry.statement.previous != self.hash {
            return Err(Fault::Misplaced(sequence));
        }
        *self = entry.head();
        Ok(())
    }
}

impl Entry {
    /// The head of the chain that ends with it.
    pub fn head(&self) -> Head {
        Head { hash: Hash::of(&canonical(&self.statement)), sequence: self.statement.sequence }
    }

    /// # Errors
    /// If it is not as it was signed.
    pub fn is_signed_by(&self, key: PublicKey) -> Result<(), Fault> {
        match key.has_signed(&canonical(&self.statement), &self.signature.0) {
            true => Ok(()),
            false => Err(Fault::Changed(self.statement.sequence)),
        }
    }
}

/// What an erasure commits to.
pub fn content_of_erasure(erases: &[i64]) -> Hash {
    Hash::of(&canonical(&erases))
}
