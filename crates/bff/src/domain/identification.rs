//! One identification: from the IBAN to the signature.

use bankident_wire::{
    BankStage, ContractStage, Document, DoneStage, Field, Iban, MobileNumber, Rejection, SignPhase,
    SignStage, Stage, Step, StoppedStage,
};
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::{document::KnownDocument, refused::Rejected};

/// "Solaris recommends waiting five minutes before reissuing an OTP" (the guide, "PATCH Start QES process").
pub const SIGNATURE_CODE_PAUSE: TimeDelta = TimeDelta::minutes(5);

/// From the start of the payment to the signature (the guide, Appendix II).
pub const PAYMENT_DEADLINE: TimeDelta = TimeDelta::minutes(10);

/// How far an identification is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Identification {
    Wanted,
    /// The last identification has ended without success.
    Rejected(Rejected),
    /// It exists at Solaris but is not requested yet.
    Created {
        id: String,
        iban: Iban,
    },
    /// The customer continues with video identification, at this address or where the partner leads.
    Video {
        url: Option<String>,
    },
    AtBank {
        id: String,
        iban_masked: String,
        url: String,
        payment: Payment,
    },
    ContractReady {
        id: String,
        documents: Vec<KnownDocument>,
        expires_at: Option<DateTime<Utc>>,
    },
    CodeSent(Box<CodeSent>),
    /// The code was accepted; Solaris is signing.
    Confirming {
        id: String,
        documents: Vec<KnownDocument>,
        /// From when on we know that the code was accepted.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        since: Option<DateTime<Utc>>,
        /// The reference for support, where nothing has come of it in time; the log has it too.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reference: Option<String>,
        /// Set once it is `successful`, while the signed documents are still to come.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        completed_at: Option<DateTime<Utc>>,
    },
    Signed {
        id: String,
        /// None where they have not come in time.
        documents: Vec<KnownDocument>,
        completed_at: DateTime<Utc>,
        /// Where there are no documents, the reference for support; the log has it too.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reference: Option<String>,
    },
}

fn shown(documents: &[KnownDocument]) -> Vec<Document> {
    documents.iter().map(KnownDocument::to_show).collect()
}

/// The reference transfer of one cent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Payment {
    Awaited,
    Initiated { at: DateTime<Utc> },
}

/// A signature code that went out by SMS.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CodeSent {
    pub id: String,
    pub documents: Vec<KnownDocument>,
    pub sent_at: DateTime<Utc>,
    /// The code is valid until then.
    pub confirmation_expires_at: Option<DateTime<Utc>>,
    /// Another code can be requested until then.
    pub authorization_expires_at: Option<DateTime<Utc>>,
    pub wrong_codes: u32,
    /// What the SMS quotes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
}

impl CodeSent {
    /// A code that was sent just now.
    pub fn at(now: DateTime<Utc>) -> CodeSent {
        CodeSent {
            id: String::new(),
            documents: Vec::new(),
            sent_at: now,
            confirmation_expires_at: None,
            authorization_expires_at: None,
            wrong_codes: 0,
            reference: None,
        }
    }
}

impl Identification {
    /// A rejection without a reference yet.
    pub fn rejected(rejection: Rejection) -> Identification {
        Identification::Rejected(Rejected::new(rejection))
    }

    /// The screen of this identification. `to_complete` says what the customer can complete after a rejection.
    pub(super) fn next(
        &self,
        number: &MobileNumber,
        to_complete: impl Fn(&Rejected) -> Option<Vec<Field>>,
        now: DateTime<Utc>,
    ) -> Stage {
        if self.is_over(now) {
            return Rejected::new(Rejection::AccountSnapshotExpired).stage(true, to_complete);
        }
        match self {
            Identification::Wanted | Identification::Created { .. } => Stage::Iban,
            Identification::Rejected(rejected) => rejected.stage(true, to_complete),
            Identification::Video { url } => Stage::Stopped(StoppedStage::Video { url: url.clone() }),
            Identification::AtBank { url, iban_masked, .. } => Stage::Bank(BankStage {
                url: url.clone(),
                iban_masked: iban_masked.clone(),
                expires_at: self.deadline(),
            }),
            Identification::ContractReady { documents, .. } => self.contract_stage(documents),
            Identification::CodeSent(code) => Stage::Sign(SignStage {
                phase: SignPhase::CodeSent {
                    number_masked: number.masked(),
                    reference: code.reference.clone(),
                    expires_at: [code.confirmation_expires_at, code.authorization_expires_at]
                        .into_iter()
                        .flatten()
                        .min(),
                    resend_at: code.sent_at + SIGNATURE_CODE_PAUSE,
                },
                late: None,
            }),
            Identification::Confirming { reference, .. } => {
                Stage::Sign(SignStage { phase: SignPhase::Confirming, late: reference.clone() })
            }
            Identification::Signed { documents, completed_at, reference, .. } => Stage::Done(DoneStage {
                completed_at: *completed_at,
                documents: shown(documents),
                reference: reference.clone(),
            }),
        }
    }

    /// An earlier screen of this identification, where it still makes sense.
    pub(super) fn revisit(&self, step: Step, now: DateTime<Utc>) -> Option<Stage> {
        if self.is_over(now) {
            return None;
        }
        match (self, step) {
            // Another IBAN begins another identification.
            (Identification::Rejected(rejected), Step::Iban) if rejected.leads_to_iban() => Some(Stage::Iban),
            (Identification::AtBank { .. }, Step::Iban) => Some(Stage::Iban),
            (Identification::CodeSent(code), Step::Contract) => Some(self.contract_stage(&code.documents)),
            _ => None,
        }
    }

    fn contract_stage(&self, documents: &[KnownDocument]) -> Stage {
        Stage::Contract(ContractStage { documents: shown(documents), expires_at: self.deadline() })
    }

    /// The deadline is Solaris' own. After it nothing can be done, even before Solaris tells us.
    pub(super) fn is_over(&self, now: DateTime<Utc>) -> bool {
        self.deadline().is_some_and(|deadline| deadline <= now)
    }

    /// The customer has to finish before this time.
    pub fn deadline(&self) -> Option<DateTime<Utc>> {
        match self {
            Identification::AtBank { payment: Payment::Initiated { at }, .. } => Some(*at + PAYMENT_DEADLINE),
            Identification::ContractReady { expires_at, .. } => *expires_at,
            Identification::CodeSent(code) => code.authorization_expires_at,
            _ => None,
        }
    }

    /// The id at Solaris.
    pub fn id(&self) -> Option<&str> {
        match self {
            Identification::Wanted
            | Identification::Rejected(_)
            | Identification::Created { .. }
            | Identification::Video { .. } => None,
            Identification::AtBank { id, .. }
            | Identification::ContractReady { id, .. }
            | Identification::Confirming { id, .. }
            | Identification::Signed { id, .. } => Some(id),
            Identification::CodeSent(code) => Some(&code.id),
        }
    }

    /// The documents to read: first those to sign, then the signed ones.
    pub fn documents(&self) -> &[KnownDocument] {
        match self {
            Identification::Wanted
            | Identification::Rejected(_)
            | Identification::Created { .. }
            | Identification::Video { .. }
            | Identification::AtBank { .. } => &[],
            Identification::ContractReady { documents, .. }
            | Identification::Confirming { documents, .. }
            | Identification::Signed { documents, .. } => documents,
            Identification::CodeSent(code) => &code.documents,
        }
    }

    /// Whether Solaris may still change its status.
    pub fn is_under_way(&self) -> bool {
        match self {
            Identification::Signed { documents, .. } => documents.is_empty(),
            _ => self.id().is_some(),
        }
    }

    /// Whether it is successful, and the signed documents are still to come.
    pub fn awaits_documents(&self) -> bool {
        matches!(self, Identification::Confirming { completed_at: Some(_), .. })
    }

    /// Where the code was accepted at least `wait` ago, and nothing has come of it: its id, and where the reference for support
    /// belongs. No guide says how long it may take, so it can still succeed.
    pub fn unnamed_delay(
        &mut self,
        wait: TimeDelta,
        now: DateTime<Utc>,
    ) -> Option<(&str, &mut Option<String>)> {
        match self {
            Identification::Confirming {
                id,
                since: Some(since),
                completed_at: None,
                reference: reference @ None,
                ..
            } if *since + wait <= now => Some((id, reference)),
            _ => None,
        }
    }

    /// Waits for the signed documents no longer than `wait`: then it is signed without them, as far as we know.
    pub fn without_late_documents(self, wait: TimeDelta, now: DateTime<Utc>) -> Identification {
        match self {
            Identification::Confirming { id, completed_at: Some(completed_at), .. }
                if completed_at + wait <= now =>
            {
                Identification::Signed { id, documents: Vec::new(), completed_at, reference: None }
            }
            other => other,
        }
    }

    /// Whether a payment was initiated. From then on an expiry is the payment's.
    pub fn payment_was_initiated(&self) -> bool {
        self.id().is_some() && !matches!(self, Identification::AtBank { payment: Payment::Awaited, .. })
    }
}
