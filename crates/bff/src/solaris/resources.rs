//! The parts of Solaris' resources that the journey uses (the guide; names are the API's own).

use bankident_wire::Rejection;
use chrono::{DateTime, Utc};
use serde::Deserialize;

use super::error::is_harmless;
use crate::domain::{
    document::{KnownDocument, numbered},
    gathering::Answers,
};

#[derive(Deserialize)]
pub struct Token {
    pub access_token: secrecy::SecretString,
    /// Seconds.
    pub expires_in: i64,
}

/// A resource whose id alone matters.
#[derive(Deserialize)]
pub struct Created {
    pub id: String,
}

/// A person in the index, with the members that identify one of ours.
#[derive(Deserialize)]
pub struct PersonResource {
    pub id: String,
    #[serde(default)]
    first_name: String,
    #[serde(default)]
    last_name: String,
    #[serde(default)]
    terms_conditions_signed_at: Option<DateTime<Utc>>,
    #[serde(default)]
    data_terms_signed_at: Option<DateTime<Utc>>,
}

impl PersonResource {
    /// Whether it was created from these answers. Two customers with the same name do not tick two boxes in the same
    /// milliseconds.
    pub fn is_of(&self, answers: &Answers) -> bool {
        let Answers { terms, person, .. } = answers;
        self.first_name == person.first_name.as_str()
            && self.last_name == person.last_name.as_str()
            && same_time(self.terms_conditions_signed_at, terms.terms_conditions_signed_at)
            && terms.data_terms_signed_at.is_some_and(|ours| same_time(self.data_terms_signed_at, ours))
    }
}

/// Compares with the precision of the API: milliseconds.
pub fn same_time(theirs: Option<DateTime<Utc>>, ours: DateTime<Utc>) -> bool {
    theirs.is_some_and(|theirs| theirs.timestamp_millis() == ours.timestamp_millis())
}

/// The answer to an eligibility check: the guide shows `failure_reason`, the reference shows `reasons`.
#[derive(Deserialize)]
pub struct Eligibility {
    eligible: bool,
    #[serde(default)]
    failure_reason: Option<String>,
    #[serde(default)]
    reasons: Vec<String>,
}

impl Eligibility {
    /// The reason why the person cannot be identified.
    pub fn reason_against(&self) -> Option<Rejection> {
        let reason = self.failure_reason.iter().chain(&self.reasons).find(|reason| *reason != "null");
        let known = reason.and_then(|reason| Rejection::parse(reason));
        // For an unknown reason the customer reads that a precondition is not met.
        (!self.eligible).then(|| known.unwrap_or(Rejection::PreviousIdentNotFound))
    }
}

/// One attempt to identify a person.
#[derive(Deserialize)]
pub struct Attempt {
    pub identification_id: String,
    pub iban: String,
    #[serde(default)]
    pub successful: bool,
    #[serde(default)]
    pub failure_reason: Option<String>,
    #[serde(default)]
    pub created_at: Option<DateTime<Utc>>,
}

#[derive(Deserialize)]
pub struct MobileNumberResource {
    pub number: String,
    pub verified: bool,
}

#[derive(Deserialize)]
pub struct IdentificationResource {
    pub id: String,
    pub url: Option<String>,
    pub status: IdentificationStatus,
    #[serde(default)]
    pub failure_reason: Option<String>,
    #[serde(default)]
    pub terms_and_conditions_signed_at: Option<DateTime<Utc>>,
    #[serde(default)]
    pub completed_at: Option<DateTime<Utc>>,
    #[serde(default)]
    pub authorization_expires_at: Option<DateTime<Utc>>,
    #[serde(default)]
    pub confirmation_expires_at: Option<DateTime<Utc>>,
    /// What the SMS with the code quotes.
    #[serde(default)]
    pub current_reference_token: Option<String>,
    #[serde(default)]
    pub documents: Option<Vec<DocumentResource>>,
}

/// The guide, Appendix I, and the webhook reference, which lists more than the guide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IdentificationStatus {
    Created,
    Pending,
    IdentificationDataRequired,
    PendingAccountCreation,
    PendingRefTransfer,
    AuthorizationRequired,
    ConfirmationRequired,
    Confirmed,
    Signed,
    Processed,
    PendingSuccessful,
    PreSuccessful,
    Successful,
    PendingFailed,
    Failed,
    Rejected,
    Aborted,
    Canceled,
    Expired,
    /// A status that this program does not know: wait for the next one.
    #[serde(other)]
    Unknown,
}

#[derive(Deserialize)]
pub struct DocumentResource {
    pub id: String,
    pub name: String,
    pub document_type: String,
    #[serde(default)]
    pub content_type: String,
    #[serde(default)]
    pub customer_accessible: bool,
    pub size: u64,
}

#[derive(Deserialize)]
pub struct AccountSnapshot {
    pub status: String,
}

#[derive(Deserialize)]
pub struct IbanLookup {
    #[serde(default)]
    pub bank_name: Option<String>,
}

#[derive(Deserialize)]
pub struct WebhookSubscription {
    pub id: String,
    pub event_type: String,
    pub secret: secrecy::SecretString,
}

impl IdentificationResource {
    /// The reason of a failure.
    pub fn rejection(&self) -> Option<Rejection> {
        reason_read(self.failure_reason.as_deref()?)
    }

    /// The documents to sign.
    pub fn documents_to_sign(&self) -> Vec<KnownDocument> {
        self.documents_of_type("QES_DOCUMENT")
    }

    /// The documents with a signature.
    pub fn signed_documents(&self) -> Vec<KnownDocument> {
        self.documents_of_type("SIGNED_QES_DOCUMENT")
    }

    fn documents_of_type(&self, document_type: &str) -> Vec<KnownDocument> {
        let documents = self.documents.iter().flatten();
        let of_type = documents.filter(|document| document.document_type == document_type);
        numbered(of_type.map(|document| KnownDocument {
            document_type: document.document_type.clone(),
            content_type: document.content_type.clone(),
            customer_accessible: document.customer_accessible,
            ..KnownDocument::new(document.id.clone(), document.name.clone(), document.size)
        }))
    }
}

/// Reads a failure reason in upper or lower case. The string `null` means none (the guide, eligibility checks). A reason
/// that is not in the catalogue becomes a generic error and is logged.
pub fn reason_read(reason: &str) -> Option<Rejection> {
    if reason.is_empty() || reason.eq_ignore_ascii_case("null") {
        return None;
    }
    Rejection::parse(reason).or_else(|| {
        if is_harmless(reason) {
            tracing::warn!(code = reason, "a rejection that is not in the catalogue");
        }
        Some(Rejection::GenericError)
    })
}

impl AccountSnapshot {
    /// "as soon as it is `available` ... the cent payment has been initiated" (the guide, Step 4).
    pub fn payment_was_initiated(&self) -> bool {
        self.status.eq_ignore_ascii_case("available")
    }
}

#[cfg(test)]
mod tests {
    use bankident_wire::DocumentKind;

    use super::*;

    #[test]
    fn an_unknown_status_is_no_error() {
        let read = |status: &str| serde_json::from_value::<IdentificationStatus>(status.into()).unwrap();
        assert_eq!(read("authorization_required"), IdentificationStatus::AuthorizationRequired);
        assert_eq!(read("waiting_for_the_moon"), IdentificationStatus::Unknown);
    }

    #[test]
    fn documents_are_told_apart_by_type() {
        let identification: IdentificationResource = serde_json::from_value(serde_json::json!({
            "id": "1cidt", "url": null, "status": "successful", "failure_reason": "null",
            "documents": [
                {"id": "1cdoc", "name": "1cidt_prepared_for_signing_contract.pdf", "document_type": "QES_DOCUMENT", "size": 1},
                {"id": "2cdoc", "name": "SIGNED_1cidt_prepared_for_signing_contract.pdf", "document_type": "SIGNED_QES_DOCUMENT",
                 "content_type": "application/pdf", "customer_accessible": true, "size": 2},
            ],
        }))
        .unwrap();
        let [signed] = &identification.signed_documents()[..] else { panic!("one is signed") };
        assert_eq!((signed.shown.id.as_str(), signed.shown.kind), ("2cdoc", DocumentKind::Contract));
        assert_eq!((signed.shown.size, signed.customer_accessible), (2, true));
        assert_eq!(
            (signed.name.as_str(), signed.document_type.as_str(), signed.content_type.as_str()),
            ("SIGNED_1cidt_prepared_for_signing_contract.pdf", "SIGNED_QES_DOCUMENT", "application/pdf")
        );
        assert_eq!(identification.documents_to_sign()[0].shown.id, "1cdoc");
        assert_eq!(identification.rejection(), None);
    }
}
