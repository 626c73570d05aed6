//! Evidence that the customer consented and signed: sentences, times and hashes, nothing that names a person.

use axum::{
    Json,
    extract::{Path, State},
};
use chrono::{DateTime, Utc};
use serde::Serialize;
use sha2::{Digest, Sha256};
use utoipa::ToSchema;

use super::{
    caller::Caller,
    journeys::find,
    problem::Problem,
    responses::{CallProblems, NotFoundProblem, UpstreamProblem},
};
use crate::{
    domain::{document::KnownDocument, evidence::SignedEvidence, identification::Identification},
    solaris::Error,
    state::AppState,
};

/// The consents with their sentences and the times of their ticks, and the signed documents with their hashes.
#[derive(Serialize, ToSchema)]
pub struct Evidence {
    journey_id: String,
    person_id: String,
    identification_id: String,
    consents: Consents,
    /// Each consent that the customer has given in this journey, as it was on the screen, with its entry in the server's chain of
    /// evidence. Keep it as it is: `bankident evidence verify FILE` checks it. Null for a journey of a release that kept none.
    consent_records: Option<SignedEvidence>,
    completed_at: DateTime<Utc>,
    documents: Vec<SignedDocument>,
}

#[derive(Serialize, ToSchema)]
pub struct Consents {
    terms_conditions_signed_at: DateTime<Utc>,
    data_terms_signed_at: Option<DateTime<Utc>>,
    own_economic_interest_signed_at: Option<DateTime<Utc>>,
    fatca_crs_confirmed_at: Option<DateTime<Utc>>,
}

#[derive(Serialize, ToSchema)]
pub struct SignedDocument {
    /// The document at Solaris.
    id: String,
    /// `contract`, `kyc-report` or `other`
    kind: String,
    /// Its name at Solaris.
    name: String,
    /// Its type at Solaris: `SIGNED_QES_DOCUMENT`.
    document_type: String,
    /// Its media type at Solaris.
    content_type: String,
    /// What Solaris says. The customer of the wizard gets every signed document.
    customer_accessible: bool,
    /// Bytes.
    size: u64,
    /// Of the PDF as Solaris keeps it, in hex.
    sha256: String,
}

/// The evidence of a journey, once the contract is signed.
#[utoipa::path(
    get,
    path = "/journeys/{id}/evidence",
    operation_id = "show_evidence",
    tag = "journeys",
    params(("id" = String, Path, description = "The journey's id")),
    responses(
        (status = 200, description = "The evidence", body = Evidence),
        CallProblems,
        NotFoundProblem,
        UpstreamProblem,
    )
)]
pub async fn show(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<Evidence>, Problem> {
    let journey = find(&state, &caller, &id).await?;
    let consent_records = state.store.evidence(journey.id, state.clock.now()).await?;
    let application = &journey.application;
    let registered = application.facts.registered().ok_or(Problem::NotFound)?;
    let Some(Identification::Signed { id: identification_id, documents, completed_at, .. }) =
        registered.mobile.identification()
    else {
        return Err(Problem::NotFound);
    };
    // Signed, but the documents are late.
    if documents.is_empty() {
        return Err(Problem::NotFound);
    }
    let mut signed = Vec::new();
    for document in documents {
        signed.push(hashed(&state, &registered.person_id, document).await?);
    }
    let answers = &registered.answers;
    let status = answers.status.as_ref();
    let evidence = Evidence {
        journey_id: id,
        person_id: registered.person_id.clone(),
        identification_id: identification_id.clone(),
        consents: Consents {
            terms_conditions_signed_at: answers.terms.terms_conditions_signed_at,
            data_terms_signed_at: answers.terms.data_terms_signed_at,
            own_economic_interest_signed_at: status.map(|status| status.own_economic_interest_signed_at),
            fatca_crs_confirmed_at: status.map(|status| status.fatca_crs_confirmed_at),
        },
        consent_records,
        completed_at: *completed_at,
        documents: signed,
    };
    Ok(Json(evidence))
}

async fn hashed(
    state: &AppState,
    person_id: &str,
    document: &KnownDocument,
) -> Result<SignedDocument, Problem> {
    let KnownDocument { shown, name, document_type, content_type, customer_accessible } = document;
    let file = state.solaris.document(person_id, &shown.id).await?;
    let pdf = file.bytes().await.map_err(|error| Error::of_transport(&error))?;
    Ok(SignedDocument {
        id: shown.id.clone(),
        kind: shown.kind.id().to_owned(),
        name: name.clone(),
        document_type: document_type.clone(),
        content_type: content_type.clone(),
        customer_accessible: *customer_accessible,
        size: shown.size,
        sha256: hex::encode(Sha256::digest(&pdf)),
    })
}
