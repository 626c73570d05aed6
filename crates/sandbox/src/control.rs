//! `/sandbox/...`: what no bank has. It needs no token.

use axum::{
    Json,
    extract::{Path, Query, State},
    http::StatusCode,
};
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    Sandbox,
    endpoints::Calls,
    error::Refusal,
    input::{Body, Wrong, read},
    sms::Sms,
    webhooks::Event,
};

#[derive(Deserialize)]
pub struct Filter {
    number: Option<String>,
}

/// `GET /sandbox/sms?number=%2B15550101`: the newest first; all without a number.
pub async fn sms(State(sandbox): State<Sandbox>, Query(filter): Query<Filter>) -> Json<Vec<Sms>> {
    let number = filter.number.as_deref();
    Json(sandbox.with(|state, _| state.inbox.newest_first(number).cloned().collect()))
}

#[derive(Serialize)]
pub struct Time {
    now: DateTime<Utc>,
}

/// `GET /sandbox/clock`
pub async fn clock(State(sandbox): State<Sandbox>) -> Json<Time> {
    Json(Time { now: sandbox.clock().now() })
}

/// `POST /sandbox/clock` with `{"advance_seconds": 600}`: answers the new time.
pub async fn advance_clock(State(sandbox): State<Sandbox>, Body(body): Body) -> Result<Json<Time>, Refusal> {
    let by = read(&body, |input| {
        input.required("advance_seconds", |value| {
            let seconds = value.as_i64().ok_or_else(|| Wrong::of_type("is not an integer"))?;
            // About a century: no clock runs out of years.
            let seconds = Some(seconds).filter(|seconds| (0..=3_000_000_000).contains(seconds));
            seconds.map(TimeDelta::seconds).ok_or_else(|| Wrong::value("is out of range"))
        })
    })?;
    sandbox.clock().advance(by);
    // What has expired by that is told at once.
    sandbox.with(|_, _| ());
    Ok(clock(State(sandbox)).await)
}

/// `GET /sandbox/calls`: of each endpoint, by name.
pub async fn calls(State(sandbox): State<Sandbox>) -> Json<Vec<Calls>> {
    Json(sandbox.with(|state, _| state.endpoints.calls()))
}

/// `DELETE /sandbox/persons/{person_id}`: the person and all that is theirs is gone, and the subscribers are told so.
///
/// 204; 404 `model_not_found`.
pub async fn delete_person(
    State(sandbox): State<Sandbox>,
    Path(person_id): Path<String>,
) -> Result<StatusCode, Refusal> {
    sandbox.with(|state, _| {
        state.persons.delete(&person_id)?;
        state.events.push(Event::person("PERSON_DELETED", &person_id));
        Ok(StatusCode::NO_CONTENT)
    })
}
