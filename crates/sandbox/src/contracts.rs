//! What is signed: a KYC report and a sample contract, made from the person's data; and their signed versions.

use axum::body::Bytes;
use bankident_wire::Rejection;
use chrono::{DateTime, Utc};
use serde_json::Value;
use tokio::task::spawn_blocking;

use crate::{
    Sandbox,
    documents::{Document, DocumentType},
    error::Refusal,
    language::Language,
    pdf::{self, Contract, Signature},
    state::Person,
};

/// What the documents of an identification are made from.
struct Facts {
    person: Value,
    iban: String,
    identification_id: String,
    language: Language,
    made_at: DateTime<Utc>,
    signed: Option<Signature>,
}

/// A document's name in the API, and its PDF.
type Made = (&'static str, Bytes);

/// The payment is authorized: makes the documents, then the identification waits to be signed.
pub async fn prepare(sandbox: &Sandbox, person_id: &str, id: &str) -> Result<(), Refusal> {
    let facts = sandbox.with(|state, now| Facts::to_sign(state.persons.get(person_id)?, id, now))?;
    let made = facts.write().await;
    sandbox.with(|state, now| {
        let person = state.persons.get(person_id)?;
        let identification = person.identification(id)?;
        let Some(made) = made else {
            identification.fail(Rejection::InternalRequestError);
            return Ok(());
        };
        if identification.transfer() {
            let documents = made.into_iter().map(|(kind, pdf)| Document {
                id: state.random.id("cdoc"),
                identification_id: id.to_owned(),
                name: format!("{id}_prepared_for_signing_{kind}.pdf"),
                document_type: DocumentType::ToSign,
                created_at: now,
                pdf,
            });
            person.documents.extend(documents);
        }
        Ok(())
    })
}

/// The signing was confirmed: Swisscom signs, or refuses to.
pub async fn sign(sandbox: Sandbox, person_id: String, id: String) {
    let facts = sandbox.with(|state, now| Facts::signed(state.persons.get(&person_id)?, &id, now));
    let Ok(facts) = facts else { return };
    let made = facts.write().await;
    sandbox.with(|state, now| {
        let Ok(person) = state.persons.get(&person_id) else { return };
        let Ok(identification) = person.identification(&id) else { return };
        let Some(made) = made else { return identification.fail(Rejection::InternalRequestError) };
        if identification.finish(now) {
            let documents = made.into_iter().map(|(kind, pdf)| Document {
                id: state.random.id("cdoc"),
                identification_id: id.clone(),
                name: format!("SIGNED_{id}_prepared_for_signing_{kind}.pdf"),
                document_type: DocumentType::Signed,
                created_at: now,
                pdf,
            });
            person.documents.extend(documents);
        }
    });
}

impl Facts {
    fn to_sign(person: &mut Person, id: &str, now: DateTime<Utc>) -> Result<Facts, Refusal> {
        let identification = person.identification(id)?;
        Ok(Facts {
            iban: identification.iban.clone(),
            identification_id: id.to_owned(),
            language: identification.language(),
            made_at: now,
            signed: None,
            person: person.resource.clone().into(),
        })
    }

    /// The documents that were read are the ones that are signed: they keep their date.
    fn signed(person: &mut Person, id: &str, now: DateTime<Utc>) -> Result<Facts, Refusal> {
        let reference_token = person.identification(id)?.reference_token().unwrap_or_default().to_owned();
        let read = person.documents.iter().find(|document| document.identification_id == id);
        let made_at = read.map_or(now, |document| document.created_at);
        let signed = Some(Signature { at: now, reference_token });
        Ok(Facts { made_at, signed, ..Facts::to_sign(person, id, now)? })
    }

    /// Writes the PDFs, away from the threads that answer requests. `None` where that failed.
    async fn write(self) -> Option<[Made; 2]> {
        let written = spawn_blocking(move || {
            let contract = Contract {
                person: &self.person,
                iban: &self.iban,
                identification_id: &self.identification_id,
                language: self.language,
                made_at: self.made_at,
                signed: self.signed,
            };
            [
                ("kyc_report", pdf::kyc_report(&contract).into()),
                ("contract", pdf::sample_contract(&contract).into()),
            ]
        });
        written.await.inspect_err(|error| tracing::error!("the documents could not be made: {error}")).ok()
    }
}
