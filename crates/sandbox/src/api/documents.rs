//! The documents of a person, and their files.

use axum::{
    Json,
    extract::{Path, State},
    http::header,
    response::{IntoResponse, Response},
};
use serde_json::Value;

use crate::{
    error::Refusal,
    model::{document::Document, person::Person},
    sandbox::Sandbox,
};

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
