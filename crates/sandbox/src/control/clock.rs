//! `/sandbox/clock`: reads and moves the sandbox's clock.

use axum::{Json, extract::State};
use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;

use crate::{
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
            // About a century: no clock runs out of years.
            let seconds = Some(seconds).filter(|seconds| (0..=3_000_000_000).contains(seconds));
            seconds.map(TimeDelta::seconds).ok_or_else(|| Wrong::value("is out of range"))
        })
    })?;
    sandbox.clock().advance(by);
    // Webhooks announce at once what expires by that.
    sandbox.with(|_, _| ());
    Ok(show(State(sandbox)).await)
}
