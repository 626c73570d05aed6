//! Whether a person may begin an identification (the guide, Step 3).

use crate::rejection::Rejection;
use axum::{
    Json,
    extract::{Path, State},
};
use serde_json::{Value, json};

use crate::{
    error::Refusal,
    model::identification::METHOD,
    sandbox::Sandbox,
    validation::{Body, one_of, read},
};

/// `POST .../identification_eligibility_checks`
///
/// Accepts addresses of any country (the guide, Appendix IV). A person is not eligible if it was identified already, has
/// no attempts left, or lacks required data.
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
