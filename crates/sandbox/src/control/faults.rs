//! `/sandbox/faults`: which calls fail next, and how.

use axum::{Json, extract::State, http::StatusCode};

use crate::{
    error::Refusal,
    fault::Fault,
    model::calls::{Endpoints, SMS, Waiting},
    sandbox::Sandbox,
    validation::{Body, Wrong, read, text},
};

/// The endpoints that apply [`Fault::Becomes`].
const CHANGE_AN_IDENTIFICATION: [&str; 4] = [
    "POST /v1/persons/{person_id}/identifications",
    "PATCH /v1/persons/{person_id}/identifications/{id}/request",
    "PATCH /v1/persons/{person_id}/identifications/{id}/authorize",
    "PATCH /v1/persons/{person_id}/identifications/{id}/confirm",
];

/// How many calls one request can let fail.
const CALLS: u64 = 1000;

/// `POST /sandbox/faults` with `{"endpoint", "calls", "fault"}`: the next calls of the endpoint fail that way. `calls`
/// is 1 by default.
///
/// 201 with the fault as it was understood; 400.
pub async fn add(
    State(sandbox): State<Sandbox>,
    Body(body): Body,
) -> Result<(StatusCode, Json<Waiting>), Refusal> {
    sandbox.with(|state, _| {
        let (endpoint, calls, fault) = read(&body, |input| {
            let endpoint = input.required("endpoint", |value| known(&state.endpoints, &text(value)?));
            let calls = input.optional("calls", |value| {
                let calls = value.as_u64().ok_or_else(|| Wrong::of_type("is not a number"))?;
                let calls = Some(calls).filter(|calls| (1..=CALLS).contains(calls));
                calls.ok_or_else(|| Wrong::value(format!("is not between 1 and {CALLS}")))
            });
            let fault = input.required("fault", |value| {
                let fault: Fault = serde_json::from_value(value.clone())
                    .map_err(|error| Wrong::value(format!("is none: {error}")))?;
                check(&fault, endpoint)?;
                Ok(fault)
            });
            Some((endpoint?, calls.unwrap_or(1), fault?))
        })?;
        let calls = usize::try_from(calls).unwrap_or(1);
        state.endpoints.provoke(Waiting { endpoint, calls, fault: fault.clone() });
        Ok((StatusCode::CREATED, Json(Waiting { endpoint, calls, fault })))
    })
}

/// `GET /sandbox/faults`: the faults that wait, by endpoint, the next one first.
pub async fn index(State(sandbox): State<Sandbox>) -> Json<Vec<Waiting>> {
    Json(sandbox.with(|state, _| state.endpoints.waiting()))
}

/// `DELETE /sandbox/faults`: drops all faults that wait. 204.
pub async fn clear(State(sandbox): State<Sandbox>) -> StatusCode {
    sandbox.with(|state, _| state.endpoints.clear_faults());
    StatusCode::NO_CONTENT
}

/// Checks that the endpoint can fail this way. An unknown endpoint (`None`) was reported already.
fn check(fault: &Fault, endpoint: Option<&str>) -> Result<(), Wrong> {
    let Some(endpoint) = endpoint else { return Ok(()) };
    let is_of_sms = matches!(fault, Fault::NotSent { .. });
    if (endpoint == SMS) != is_of_sms {
        return Err(Wrong::value("is not one of this endpoint: not_sent is for SMS, and nothing else is"));
    }
    match fault {
        Fault::Becomes(_) if !CHANGE_AN_IDENTIFICATION.contains(&endpoint) => {
            let able = CHANGE_AN_IDENTIFICATION.join(", ");
            Err(Wrong::value(format!("is not one of this endpoint: becomes is for {able}")))
        }
        Fault::Status(error) if !(400..=599).contains(&error.status) => {
            Err(Wrong::value("has a status that is no error: it is from 400 to 599"))
        }
        _ => Ok(()),
    }
}

fn known(endpoints: &Endpoints, name: &str) -> Result<&'static str, Wrong> {
    let names: Vec<_> = endpoints.names().collect();
    let known = names.iter().find(|known| **known == name).copied();
    known.ok_or_else(|| Wrong::value(format!("is not one of {}", names.join(", "))))
}
