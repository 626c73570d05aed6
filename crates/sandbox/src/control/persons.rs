//! `/sandbox/persons`: which persons are taken; deletes persons, which the API cannot.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};

use serde_json::{Value, json};

use crate::{
    error::Refusal,
    model::webhook::Event,
    sandbox::Sandbox,
    validation::{Body, boolean, read},
};

/// `POST /sandbox/persons` with `{"lenient": true}`: from now on new persons may lack `mobile_number` and
/// `data_terms_signed_at`, as the guide's Appendix II does.
///
/// 200 with the body; 400.
pub async fn choose(State(sandbox): State<Sandbox>, Body(body): Body) -> Result<Json<Value>, Refusal> {
    let lenient = read(&body, |input| input.required("lenient", boolean))?;
    sandbox.with(|state, _| state.lenient = lenient);
    Ok(Json(json!({ "lenient": lenient })))
}

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
