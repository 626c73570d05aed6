//! `/sandbox/clock`: reads and moves the sandbox's clock.

use axum::{Json, extract::State};
use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;

use crate::{
    clock::LATEST,
    error::Refusal,
    sandbox::Sandbox,
    validation::{Body, Wrong, read},
};

#[derive(Serialize)]
pub struct Time {
    now: DateTime<Utc>,
}

/// `GET /sandbox/clock`
pub async fn show(State(sandbox): State<Sandbox>) -> Json<Time> {
    Json(Time { now: sandbox.clock().now() })
}

/// `POST /sandbox/clock` with `{"advance_seconds": 600}`: moves the clock and answers the new time.
pub async fn advance(State(sandbox): State<Sandbox>, Body(body): Body) -> Result<Json<Time>, Refusal> {
    let by = read(&body, |input| {
        input.required("advance_seconds", |value| {
            let seconds = value.as_i64().ok_or_else(|| Wrong::of_type("is not an integer"))?;
            let by = TimeDelta::try_seconds(seconds).filter(|by| *by >= TimeDelta::zero());
            let is_in_reason = |by: &TimeDelta| {
                sandbox.clock().now().checked_add_signed(*by).is_some_and(|then| then <= LATEST)
            };
            by.filter(is_in_reason).ok_or_else(|| Wrong::value("is out of range: no clock goes beyond 2200"))
        })
    })?;
    sandbox.clock().advance(by);
    // Webhooks announce at once what expires by that.
    sandbox.with(|_, _| ());
    Ok(show(State(sandbox)).await)
}
