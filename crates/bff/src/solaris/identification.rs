//! Translates Solaris' identification into ours. Pure.

use bankident_wire::{Iban, Rejection};
use chrono::{DateTime, Utc};
use reqwest::StatusCode;

use super::{
    error::{Code, Error, Refusal},
    resources::{IdentificationResource, IdentificationStatus as Status},
};
use crate::domain::{
    document::KnownDocument,
    identification::{CodeSent, Identification, PAYMENT_DEADLINE, Payment},
    refused::Rejected,
};

impl Identification {
    /// The state of an identification that was just created, requested or found.
    pub fn begun(resource: &IdentificationResource, iban: &Iban, now: DateTime<Utc>) -> Identification {
        let id = resource.id.clone();
        let begun = match (resource.status, resource.url.clone()) {
            (Status::Created, _) => return Identification::Created { id, iban: iban.clone() },
            (_, Some(url)) => {
                Identification::AtBank { id, iban_masked: iban.masked(), url, payment: Payment::Awaited }
            }
            // Without a page of the bank login, the status has to say why.
            (_, None) => Identification::rejected(Rejection::GenericError),
        };
        // A check of the creation can also end in a status.
        begun.updated_from(resource, false, now)
    }

    /// The new state after reading Solaris' resource. `payment_initiated` says whether the account snapshot exists.
    pub fn updated_from(
        self,
        resource: &IdentificationResource,
        payment_initiated: bool,
        now: DateTime<Utc>,
    ) -> Identification {
        let id = resource.id.clone();
        match resource.status {
            Status::Created
            | Status::Pending
            | Status::IdentificationDataRequired
            | Status::PendingAccountCreation
            | Status::PendingRefTransfer => match payment_initiated {
                true => self.with_payment_initiated(now),
                false => self,
            },
            Status::AuthorizationRequired => Identification::ContractReady {
                id,
                documents: self.documents_to_sign(resource),
                expires_at: Some(self.signing_deadline(resource, now)),
            },
            Status::ConfirmationRequired => Identification::CodeSent(Box::new(CodeSent {
                id,
                documents: self.documents_to_sign(resource),
                confirmation_expires_at: resource.confirmation_expires_at,
                authorization_expires_at: Some(self.signing_deadline(resource, now)),
                reference: resource.current_reference_token.clone(),
                ..self.code_still_valid(resource).unwrap_or(CodeSent::at(now))
            })),
            Status::Confirmed
            | Status::Signed
            | Status::Processed
            | Status::PendingSuccessful
            | Status::PreSuccessful => self.confirming(resource, None, now),
            Status::Successful => self.successful(resource, now),
            Status::PendingFailed
            | Status::Failed
            | Status::Rejected
            | Status::Aborted
            | Status::Canceled => {
                Identification::rejected(resource.rejection().unwrap_or(Rejection::GenericError))
            }
            Status::Expired => Identification::rejected(match resource.rejection() {
                Some(rejection) => rejection,
                None if self.payment_was_initiated() => Rejection::AccountSnapshotExpired,
                None => Rejection::Expired,
            }),
            Status::Unknown => {
                tracing::warn!(
                    identification = id,
                    "an unknown identification status: waiting for the next one"
                );
                self
            }
        }
    }

    /// Until when the customer has to sign: the API's `authorization_expires_at`. It can be null (the guide, "GET Retrieve
    /// an identification"); then ten minutes from the payment, as far as we know when that was.
    fn signing_deadline(&self, resource: &IdentificationResource, now: DateTime<Utc>) -> DateTime<Utc> {
        resource.authorization_expires_at.or(self.deadline()).unwrap_or(now + PAYMENT_DEADLINE)
    }

    /// The code that was sent before. If Solaris names another deadline, it is another code.
    fn code_still_valid(&self, resource: &IdentificationResource) -> Option<CodeSent> {
        match self {
            Identification::CodeSent(code)
                if code.confirmation_expires_at == resource.confirmation_expires_at =>
            {
                Some(CodeSent::clone(code))
            }
            _ => None,
        }
    }

    fn with_payment_initiated(self, now: DateTime<Utc>) -> Identification {
        match self {
            Identification::AtBank { id, iban_masked, url, payment: Payment::Awaited } => {
                Identification::AtBank { id, iban_masked, url, payment: Payment::Initiated { at: now } }
            }
            other => other,
        }
    }

    /// It is signed once the signed documents are listed. The answer to a command lists none, and they may come later than the
    /// status.
    fn successful(self, resource: &IdentificationResource, now: DateTime<Utc>) -> Identification {
        let (id, documents) = (resource.id.clone(), resource.signed_documents());
        let known = match &self {
            Identification::Confirming { completed_at, .. } => *completed_at,
            _ => None,
        };
        let completed_at = resource.completed_at.or(known).unwrap_or(now);
        match self {
            _ if !documents.is_empty() => {
                Identification::Signed { id, documents, completed_at, reference: None }
            }
            given_up @ Identification::Signed { .. } => given_up,
            _ => self.confirming(resource, Some(completed_at), now),
        }
    }

    fn confirming(
        self,
        resource: &IdentificationResource,
        completed_at: Option<DateTime<Utc>>,
        now: DateTime<Utc>,
    ) -> Identification {
        let documents = self.documents_to_sign(resource);
        let (since, reference) = match self {
            Identification::Confirming { since, reference, .. } => (since, reference),
            _ => (None, None),
        };
        let (id, since) = (resource.id.clone(), Some(since.unwrap_or(now)));
        Identification::Confirming { id, documents, since, reference, completed_at }
    }

    fn documents_to_sign(&self, resource: &IdentificationResource) -> Vec<KnownDocument> {
        match resource.documents {
            Some(_) => resource.documents_to_sign(),
            None => self.documents().to_vec(),
        }
    }
}

/// What a 409 `expectation_mismatch` means: the identification's own reason, or else a failed snapshot (the guide,
/// Appendix II, rows DE55 and DE66).
pub fn snapshot_failure(resource: &IdentificationResource) -> Rejection {
    resource.rejection().unwrap_or(Rejection::AccountSnapshotFailed)
}

/// Reads a refusal with a code of the guide's Appendix III, whatever was asked for.
///
/// # Errors
/// Returns any other error, and a complaint about inputs: it is shown beside them.
pub fn rejected(error: Error) -> Result<Rejected, Error> {
    match &error {
        Error::Refused(Refusal {
            code: Code::Rejection(Rejection::InvalidModel), status, fields, ..
        }) if *status == StatusCode::BAD_REQUEST || !fields.is_empty() => Err(error),
        Error::Refused(refusal @ Refusal { code: Code::Rejection(rejection), .. }) => {
            Ok(of_refusal(*rejection, refusal))
        }
        _ => Err(error),
    }
}

/// Reads a refusal of a call about an identification. There a code that is in no table rejects it, too.
///
/// # Errors
/// Returns the error if it does not reject the identification.
pub fn identification_rejected(error: Error) -> Result<Rejected, Error> {
    match &error {
        Error::Refused(refusal @ Refusal { code: Code::ExpectationMismatch, .. }) => {
            Ok(of_refusal(Rejection::AccountSnapshotFailed, refusal))
        }
        Error::Refused(refusal @ Refusal { code: Code::Other(code), status, .. })
            if matches!(status.as_u16(), 412 | 422) =>
        {
            tracing::warn!(code, "a rejection that is not in the catalogue");
            Ok(of_refusal(Rejection::GenericError, refusal))
        }
        _ => rejected(error),
    }
}

fn of_refusal(rejection: Rejection, refusal: &Refusal) -> Rejected {
    let Refusal { id, fields, names_others, .. } = refusal.clone();
    Rejected { error_id: id, missing: fields, names_others, ..Rejected::new(rejection) }
}

#[cfg(test)]
mod tests;
