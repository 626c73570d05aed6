//! The documents of a person, and their files.

use axum::body::Bytes;
use axum::{
    Json,
    extract::{Path, State},
    http::header,
    response::{IntoResponse, Response},
};
use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use crate::{Sandbox, error::Refusal, identifications::written, state::Person};

pub struct Document {
    pub id: String,
    pub identification_id: String,
    /// The file's: `a7a5...cidt_prepared_for_signing_contract.pdf`.
    pub name: String,
    pub document_type: DocumentType,
    pub created_at: DateTime<Utc>,
    pub pdf: Bytes,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DocumentType {
    ToSign,
    Signed,
}

/// `GET .../documents`
pub async fn index(
    State(sandbox): State<Sandbox>,
    Path(person_id): Path<String>,
) -> Result<Json<Value>, Refusal> {
    sandbox.with(|state, _| {
        Ok(Json(state.persons.get(&person_id)?.documents.iter().map(Document::resource).collect()))
    })
}

/// `GET .../documents/{id}`
pub async fn show(
    State(sandbox): State<Sandbox>,
    Path((person_id, id)): Path<(String, String)>,
) -> Result<Json<Value>, Refusal> {
    sandbox.with(|state, _| Ok(Json(find(state.persons.get(&person_id)?, &id)?.resource())))
}

/// `GET .../documents/{id}/file`
pub async fn file(
    State(sandbox): State<Sandbox>,
    Path((person_id, id)): Path<(String, String)>,
) -> Result<Response, Refusal> {
    let (name, pdf) = sandbox.with(|state, _| {
        let document = find(state.persons.get(&person_id)?, &id)?;
        Ok((document.name.clone(), document.pdf.clone()))
    })?;
    let headers = [
        (header::CONTENT_TYPE, "application/pdf".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    Ok((headers, pdf).into_response())
}

fn find<'a>(person: &'a Person, id: &str) -> Result<&'a Document, Refusal> {
    let found = person.documents.iter().find(|document| document.id == id);
    found.ok_or(Refusal::ModelNotFound("Solaris::Document"))
}

impl Document {
    pub fn resource(&self) -> Value {
        json!({
            "id": self.id,
            "name": self.name,
            "content_type": "application/pdf",
            "document_type": match self.document_type {
                DocumentType::ToSign => "QES_DOCUMENT",
                DocumentType::Signed => "SIGNED_QES_DOCUMENT",
            },
            "size": self.pdf.len(),
            "customer_accessible": false,
            "created_at": written(self.created_at),
        })
    }
}
