//! Makes and signs the documents of an identification: a KYC report and a sample contract.

use crate::rejection::Rejection;
use axum::body::Bytes;
use chrono::{DateTime, Utc};
use serde_json::Value;
use tokio::task::spawn_blocking;

use crate::{
    error::Refusal,
    language::Language,
    model::{
        document::{Document, DocumentType},
        person::Person,
    },
    pdf::{
        contract::{Contract, Signature},
        kyc_report::kyc_report,
        sample_contract::sample_contract,
        special::Special,
    },
    sandbox::Sandbox,
};

/// What the documents of an identification are made from.
struct Facts {
    person: Value,
    iban: String,
    identification_id: String,
    language: Language,
    made_at: DateTime<Utc>,
    signed: Option<Signature>,
    contract: Special,
}

/// The kind of a document in its file name, and the PDF.
type Made = (&'static str, Bytes);

/// The payment was authorized: makes the documents, then the identification waits for a signature.
pub async fn prepare(sandbox: &Sandbox, person_id: &str, id: &str) -> Result<(), Refusal> {
    let facts = sandbox.with(|state, now| {
        let facts = Facts::to_sign(state.persons.get(person_id)?, id, now)?;
        Ok(Facts { contract: state.contract, ..facts })
    })?;
    add_documents(sandbox, person_id, id, facts, DocumentType::ToSign).await
}

/// The signature was confirmed: Swisscom signs or refuses.
pub async fn sign(sandbox: Sandbox, person_id: String, id: String) {
    let facts = sandbox.with(|state, now| {
        let facts = Facts::signed(state.persons.get(&person_id)?, &id, now)?;
        Ok::<_, Refusal>(Facts { contract: state.contract, ..facts })
    });
    let Ok(facts) = facts else { return };
    // The only refusal is that the person has been deleted: then nothing is left to sign.
    let _ = add_documents(&sandbox, &person_id, &id, facts, DocumentType::Signed).await;
}

/// Makes the documents of one kind, and adds them if the identification moves on.
async fn add_documents(
    sandbox: &Sandbox,
    person_id: &str,
    id: &str,
    facts: Facts,
    document_type: DocumentType,
) -> Result<(), Refusal> {
    let made = facts.write().await;
    sandbox.with(|state, now| {
        let person = state.persons.get(person_id)?;
        let identification = person.identification(id)?;
        let Some(made) = made else {
            identification.fail(Rejection::InternalRequestError);
            return Ok(());
        };
        let (moves_on, prefix) = match document_type {
            DocumentType::ToSign => (identification.transfer(), ""),
            DocumentType::Signed => (identification.finish(now), "SIGNED_"),
        };
        if moves_on {
            person.documents.extend(made.into_iter().map(|(kind, pdf)| Document {
                id: state.random.id("cdoc"),
                identification_id: id.to_owned(),
                name: format!("{prefix}{id}_prepared_for_signing_{kind}.pdf"),
                document_type,
                created_at: now,
                pdf,
            }));
        }
        Ok(())
    })
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
            contract: Special::default(),
            person: person.resource.clone().into(),
        })
    }

    /// The signed documents keep the date of those that the customer read.
    fn signed(person: &mut Person, id: &str, now: DateTime<Utc>) -> Result<Facts, Refusal> {
        let reference_token = person.identification(id)?.reference_token().unwrap_or_default().to_owned();
        let read = person.documents.iter().find(|document| document.identification_id == id);
        let made_at = read.map_or(now, |document| document.created_at);
        let signed = Some(Signature { at: now, reference_token });
        Ok(Facts { made_at, signed, ..Facts::to_sign(person, id, now)? })
    }

    /// Writes the PDFs on a thread for blocking work. `None` if that failed.
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
            let special = self.contract.pdf().map(Bytes::from_static);
            let product = special.unwrap_or_else(|| sample_contract(&contract).into());
            [("kyc_report", kyc_report(&contract).into()), ("contract", product)]
        });
        written.await.inspect_err(|error| tracing::error!("the documents could not be made: {error}")).ok()
    }
}
