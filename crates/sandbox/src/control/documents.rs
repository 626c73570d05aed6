//! `/sandbox/documents`: which contract is made.

use axum::{Json, extract::State};
use serde_json::{Value, json};

use crate::{
    error::Refusal,
    pdf::special::Special,
    sandbox::Sandbox,
    validation::{Body, Wrong, read},
};

/// `POST /sandbox/documents` with `{"contract": "jpeg2000"}`: the contracts from now on.
///
/// 200 with the body; 400.
pub async fn choose(State(sandbox): State<Sandbox>, Body(body): Body) -> Result<Json<Value>, Refusal> {
    let contract = read(&body, |input| {
        input.required("contract", |value| {
            serde_json::from_value::<Special>(value.clone())
                .map_err(|_| Wrong::value("is not one of usual, jpeg2000, cjk, broken"))
        })
    })?;
    sandbox.with(|state, _| state.contract = contract);
    Ok(Json(json!({ "contract": contract })))
}
