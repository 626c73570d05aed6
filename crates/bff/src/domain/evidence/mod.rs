//! Evidence of consents: the sentence that was shown, when the box was ticked, and a chain that shows that nothing was changed
//! since (docs/decisions/0012-evidence-of-consents.md).

mod chain;
mod hex;
#[cfg(test)]
mod tests;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

pub use self::{
    chain::{Entry, Fault, Head, Statement, content_of_erasure},
    hex::{Hash, Hex},
};
use crate::vault::{PublicKey, SigningKey};

/// A sentence that a customer has agreed to, as it was on the screen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Consent {
    /// The API's name of what the tick is sent as.
    pub field: String,
    /// What stood below the sentence.
    pub hint: Option<String>,
    /// The journey's id for its partner.
    pub journey_id: Option<String>,
    /// BCP 47
    pub language: String,
    /// The words in the sentence that are links.
    pub links: Vec<Link>,
    /// Counts the journey's consents, from 1.
    pub number: u32,
    /// The files of words that the page says it shows; null if it says nothing.
    pub page_words: Option<String>,
    /// The partner's id.
    pub partner: Option<String>,
    /// When the server took it, by its clock.
    pub recorded_at: DateTime<Utc>,
    /// The whole sentence, without markup.
    pub text: String,
    /// SHA-256 of the text (UTF-8), in hex.
    #[schema(value_type = String)]
    pub text_sha256: Hash,
    /// When the customer has ticked it, by the page (RFC 3339); the day (ISO 8601) of one that only its day is known of.
    pub ticked_at: String,
    /// The files that the sentence and its links were read from. Ours have a hash of their content in their names.
    pub words: String,
}

/// A link in a sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = ConsentLink)]
#[serde(deny_unknown_fields)]
pub struct Link {
    pub address: String,
    pub label: String,
}

/// A consent, its salt, and its entry in the chain.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = ConsentRecord)]
#[serde(deny_unknown_fields)]
pub struct Record {
    pub consent: Consent,
    pub entry: Entry,
    /// Random bytes in hex: without them nobody guesses an erased consent from its entry.
    #[schema(value_type = String)]
    pub salt: Hash,
}

/// The consents of a journey, to be handed on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = ConsentEvidence)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    pub exported_at: DateTime<Utc>,
    /// `bankident-evidence-1`
    pub format: String,
    /// The newest entry of the chain at that time.
    pub head: Head,
    /// What the server signs with (Ed25519), in hex.
    #[schema(value_type = String)]
    pub public_key: Hex<32>,
    pub records: Vec<Record>,
}

/// Evidence with the server's signature. It can be checked without the server: `bankident evidence verify FILE`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = SignedConsentEvidence)]
#[serde(deny_unknown_fields)]
pub struct SignedEvidence {
    pub evidence: Evidence,
    /// Ed25519, of the evidence's canonical JSON; in hex.
    #[schema(value_type = String)]
    pub signature: Hex<64>,
}

const FORMAT: &str = "bankident-evidence-1";

/// Canonical JSON (RFC 8785). Our types have their members in alphabetical order and no fractions, so it is what serde writes.
fn canonical(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(value).expect("what has only text and numbers can be written")
}

impl Consent {
    /// What its entry commits to.
    pub fn content(&self, salt: &Hash) -> Hash {
        Hash::of(&[&salt.0[..], &canonical(self)].concat())
    }
}

impl Record {
    /// # Errors
    /// If the consent is not what the entry was made for, or the entry is not as it was signed.
    pub fn verify(&self, key: PublicKey) -> Result<(), Fault> {
        self.entry.is_signed_by(key)?;
        let is_kept = self.consent.content(&self.salt) == self.entry.statement.content
            && self.consent.text_sha256 == Hash::of(self.consent.text.as_bytes());
        if is_kept { Ok(()) } else { Err(Fault::ContentChanged(self.entry.statement.sequence)) }
    }
}

impl SignedEvidence {
    /// Signs the records of a journey.
    pub fn new(records: Vec<Record>, head: Head, now: DateTime<Utc>, key: &SigningKey) -> SignedEvidence {
        let public_key = Hex(key.public().0);
        let evidence = Evidence { exported_at: now, format: FORMAT.to_owned(), head, public_key, records };
        SignedEvidence { signature: Hex(key.sign(&canonical(&evidence))), evidence }
    }

    /// Checks everything: each record, that there is none too few, their order, and the whole.
    ///
    /// # Errors
    /// The first fault.
    pub fn verify(&self, key: PublicKey) -> Result<(), Fault> {
        let mut before = 0;
        for (number, record) in (1..).zip(&self.evidence.records) {
            record.verify(key)?;
            let sequence = record.entry.statement.sequence;
            if record.consent.number > number {
                return Err(Fault::ConsentMissing(number));
            }
            if record.consent.number < number || sequence <= before {
                return Err(Fault::Misplaced(sequence));
            }
            before = sequence;
        }
        match key.has_signed(&canonical(&self.evidence), &self.signature.0) {
            true => Ok(()),
            false => Err(Fault::FileChanged),
        }
    }
}
