//! An identification as JSON: as the API answers it and as webhooks announce it.

use serde_json::{Value, json};

use crate::{
    format::timestamp,
    model::{
        identification::{Identification, METHOD},
        identification_status::Status,
    },
};

impl Identification {
    /// The body of the webhook `IDENTIFICATION`.
    pub fn webhook(&self) -> Value {
        json!({
            "id": self.id,
            "reference": null,
            "url": self.bank.as_ref().map(|bank| &bank.url),
            "status": self.status.name(),
            "completed_at": self.completed_at(),
            "method": METHOD,
        })
    }

    /// The resource as the API answers it.
    pub fn resource(&self) -> Value {
        json!({
            "id": self.id,
            "reference": null,
            "url": self.bank.as_ref().map(|bank| &bank.url),
            "status": self.status.name(),
            "failure_reason": self.failure_reason(),
            "completed_at": self.completed_at(),
            "method": METHOD,
            "proof_of_address_type": null,
            "proof_of_address_issued_at": null,
            "iban": self.iban,
            "terms_and_conditions_signed_at": self.terms_and_conditions_signed_at,
            "authorization_expires_at": self.authorization_expires_at().map(timestamp),
            "confirmation_expires_at": self.signing.as_ref().map(|signing| timestamp(signing.expires_at)),
            "current_reference_token": self.reference_token(),
            "estimated_waiting_time": null,
        })
    }

    fn completed_at(&self) -> Option<String> {
        match &self.status {
            Status::Successful { completed_at } => Some(timestamp(*completed_at)),
            _ => None,
        }
    }
}
