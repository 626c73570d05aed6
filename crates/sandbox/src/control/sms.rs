//! `/sandbox/sms`: the messages that were sent.

use axum::{
    Json,
    extract::{Query, State},
};
use serde::Deserialize;

use crate::{model::sms::Sms, sandbox::Sandbox};

#[derive(Deserialize)]
pub struct Filter {
    number: Option<String>,
}

/// `GET /sandbox/sms?number=%2B15550101`: the messages to a number, or all; newest first.
pub async fn index(State(sandbox): State<Sandbox>, Query(filter): Query<Filter>) -> Json<Vec<Sms>> {
    let number = filter.number.as_deref();
    Json(sandbox.with(|state, _| state.inbox.newest_first(number).cloned().collect()))
}
