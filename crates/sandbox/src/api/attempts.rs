//! The attempts of a person to identify (the guide, Step 5, "GET Index person bank identification attempts").

use axum::{
    Json,
    extract::{Path, State},
};
use serde_json::{Value, json};

use crate::{error::Refusal, format::timestamp, model::identification::Identification, sandbox::Sandbox};

/// `GET .../bank_identification_attempts`: every identification, including those that were refused at creation.
pub async fn index(
    State(sandbox): State<Sandbox>,
    Path(person_id): Path<String>,
) -> Result<Json<Value>, Refusal> {
    sandbox.with(|state, _| {
        let identifications = &state.persons.get(&person_id)?.identifications;
        Ok(Json(identifications.iter().map(|identification| attempt(&person_id, identification)).collect()))
    })
}

fn attempt(person_id: &str, identification: &Identification) -> Value {
    json!({
        "id": identification.attempt_id,
        "person_id": person_id,
        "identification_id": identification.id,
        "successful": identification.is_successful(),
        // The guide's example has the string.
        "failure_reason": identification.failure_reason().unwrap_or("null"),
        "iban": identification.iban,
        "created_at": timestamp(identification.created_at),
    })
}
