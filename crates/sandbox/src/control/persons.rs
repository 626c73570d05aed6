//! `/sandbox/persons`: deletes persons, which the API cannot.

use axum::{
    extract::{Path, State},
    http::StatusCode,
};

use crate::{error::Refusal, model::webhook::Event, sandbox::Sandbox};

/// `DELETE /sandbox/persons/{person_id}`: deletes the person with everything that belongs to it, and announces
/// `PERSON_DELETED`.
///
/// 204; 404 `model_not_found`.
pub async fn delete(
    State(sandbox): State<Sandbox>,
    Path(person_id): Path<String>,
) -> Result<StatusCode, Refusal> {
    sandbox.with(|state, _| {
        state.persons.delete(&person_id)?;
        state.events.push(Event::person("PERSON_DELETED", &person_id));
        Ok(StatusCode::NO_CONTENT)
    })
}
