//! `/sandbox/...`: what no bank has. It needs no token.

use axum::{
    Json,
    body::Bytes,
    extract::{Path, Query, State},
    http::StatusCode,
};
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    Sandbox,
    error::Refusal,
    input::{Body, Wrong, read},
    sms::Sms,
    webhooks::{self, Event},
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

/// `DELETE /sandbox/persons/{person_id}`: the person and all that belongs to them are gone, as after a request for
/// erasure (GDPR, Article 17); `PERSON_DELETED` goes out.
pub async fn delete_person(
    State(sandbox): State<Sandbox>,
    Path(person_id): Path<String>,
) -> Result<StatusCode, Refusal> {
    sandbox.with(|state, _| {
        state.persons.get(&person_id)?;
        state.persons.0.remove(&person_id);
        state.events.push(Event::person("PERSON_DELETED", &person_id));
        Ok(StatusCode::NO_CONTENT)
    })
}

/// `GET /sandbox/webhooks`: `{"subscriptions": [..], "events": [{"id", "event_type", "entity_id", "state"}]}`.
pub async fn webhooks(State(sandbox): State<Sandbox>) -> Json<Value> {
    Json(sandbox.with(|state, _| webhooks::listed(state)))
}

/// `POST /sandbox/webhooks` with an `action`: `send`, `duplicate`, `withhold`, `release`.
pub async fn command_webhooks(State(sandbox): State<Sandbox>, body: Bytes) -> Result<StatusCode, Refusal> {
    let command =
        serde_json::from_slice(&body).map_err(|error| Refusal::invalid("action", &error.to_string()))?;
    webhooks::command(&sandbox, command)?;
    Ok(StatusCode::ACCEPTED)
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
