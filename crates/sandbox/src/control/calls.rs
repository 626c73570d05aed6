//! `/sandbox/calls`: how often each endpoint was called.

use axum::{Json, extract::State};

use crate::{model::calls::Calls, sandbox::Sandbox};

/// `GET /sandbox/calls`: the counts of each endpoint, by name.
pub async fn index(State(sandbox): State<Sandbox>) -> Json<Vec<Calls>> {
    Json(sandbox.with(|state, _| state.endpoints.calls()))
}
