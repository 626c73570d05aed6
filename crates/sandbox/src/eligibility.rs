//! Eligibility (the guide, Step 3).

use axum::{
    Json,
    extract::{Path, State},
};
use bankident_wire::Rejection;
use serde_json::{Value, json};

use crate::{
    Sandbox,
    error::Refusal,
    identifications::METHOD,
    input::{Body, one_of, read},
};

/// `POST .../identification_eligibility_checks`
///
/// Everybody may try; addresses of any country are accepted (the guide, Appendix IV). Not eligible is who has been
/// identified, has no attempts left or lacks required data.
pub async fn check(
    State(sandbox): State<Sandbox>,
    Path(person_id): Path<String>,
    Body(body): Body,
) -> Result<Json<Value>, Refusal> {
    sandbox.with(|state, _| {
        let person = state.persons.get(&person_id)?;
        let method = read(&body, |input| input.required("method", one_of(&[METHOD])))?;
        let missing = (!person.missing_data().is_empty()).then_some(Rejection::PersonMissingRequiredData);
        let failure = person.reason_not_to_begin().or(missing);
        Ok(Json(json!({
            "method": method,
            "eligible": failure.is_none(),
            // The guide's example has the string.
            "failure_reason": failure.map_or("null", |rejection| rejection.code()),
        })))
    })
}
