//! Faults: the next calls of an endpoint fail as they are told to.

use std::{convert::Infallible, time::Duration};

use axum::{
    Json,
    extract::{ConnectInfo, FromRequestParts, MatchedPath, Request, State},
    http::{StatusCode, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    Sandbox,
    connection::Handle,
    endpoints::{Endpoints, SMS, Waiting},
    error::Refusal,
    input::{Body, Wrong, read, text},
};

/// How a call fails. `carried_out`: what the call is for is done, and only its answer is not the right one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Fault {
    /// Of real time: before the call is carried out, or before its answer.
    Delay {
        milliseconds: u64,
        #[serde(default)]
        carried_out: bool,
    },
    Status(ProvokedError),
    /// The connection is reset without an answer.
    Reset {
        #[serde(default)]
        carried_out: bool,
    },
    /// 200, and a body that is not JSON.
    Garbage {
        #[serde(default)]
        carried_out: bool,
    },
    /// 200, and this body instead of what the call would answer.
    Answer {
        body: Value,
    },
    /// The call is carried out, and the identification then has this status.
    Becomes(ProvokedStatus),
    /// Of the SMS gateway: it refuses; or it takes the message (`carried_out`), which never arrives.
    NotSent {
        #[serde(default)]
        carried_out: bool,
    },
}

/// An error of the API, as its body says it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProvokedError {
    pub status: u16,
    pub code: String,
    #[serde(default)]
    pub title: Option<String>,
    #[serde(default)]
    pub detail: Option<String>,
    /// `source.field`
    #[serde(default)]
    pub field: Option<String>,
    /// The header `Retry-After`, in seconds.
    #[serde(default)]
    pub retry_after: Option<u64>,
    #[serde(default)]
    pub carried_out: bool,
}

/// A status of an identification, known to the API or not, and its reason to the letter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProvokedStatus {
    pub status: String,
    #[serde(default)]
    pub failure_reason: Option<String>,
}

/// What a call about an identification has to make of it.
pub struct Becomes(pub Option<ProvokedStatus>);

/// The calls that read [`Becomes`].
const CHANGE_AN_IDENTIFICATION: [&str; 4] = [
    "POST /v1/persons/{person_id}/identifications",
    "PATCH /v1/persons/{person_id}/identifications/{id}/request",
    "PATCH /v1/persons/{person_id}/identifications/{id}/authorize",
    "PATCH /v1/persons/{person_id}/identifications/{id}/confirm",
];

/// The longest run of faults that is provoked at once.
const CALLS: u64 = 1000;

/// The layer that counts the calls of the endpoints and lets them fail.
pub async fn provoke(
    State(sandbox): State<Sandbox>,
    ConnectInfo(connection): ConnectInfo<Handle>,
    path: Option<MatchedPath>,
    mut request: Request,
    next: Next,
) -> Response {
    let path = path.as_ref().map_or("", MatchedPath::as_str);
    let name = format!("{} {path}", request.method());
    let fault = sandbox.with(|state, _| state.endpoints.call(&name));
    let carry_out = async |request| {
        let response = next.run(request).await;
        if response.status().is_success() {
            sandbox.with(|state, _| state.endpoints.carried_out(&name));
        }
        response
    };
    match fault {
        None | Some(Fault::NotSent { .. }) => carry_out(request).await,
        Some(Fault::Becomes(status)) => {
            request.extensions_mut().insert(status);
            carry_out(request).await
        }
        Some(Fault::Delay { milliseconds, carried_out: false }) => {
            tokio::time::sleep(Duration::from_millis(milliseconds)).await;
            carry_out(request).await
        }
        Some(Fault::Delay { milliseconds, carried_out: true }) => {
            let response = carry_out(request).await;
            tokio::time::sleep(Duration::from_millis(milliseconds)).await;
            response
        }
        Some(Fault::Status(error)) => {
            if error.carried_out {
                carry_out(request).await;
            }
            Refusal::Provoked(error).into_response()
        }
        Some(Fault::Reset { carried_out }) => {
            if carried_out {
                carry_out(request).await;
            }
            connection.cut();
            ().into_response()
        }
        Some(Fault::Answer { body }) => Json(body).into_response(),
        Some(Fault::Garbage { carried_out }) => {
            if carried_out {
                carry_out(request).await;
            }
            ([(header::CONTENT_TYPE, "application/json")], "<p>This is not JSON.</p>").into_response()
        }
    }
}

/// `POST /sandbox/faults` with `{"endpoint", "calls", "fault"}`: the next calls of the endpoint fail so, one if `calls`
/// is missing.
///
/// 201 with what waits now because of it; 400.
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
                fault.check(endpoint)?;
                Ok(fault)
            });
            Some((endpoint?, calls.unwrap_or(1), fault?))
        })?;
        let calls = usize::try_from(calls).unwrap_or(1);
        state.endpoints.provoke(Waiting { endpoint, calls, fault: fault.clone() });
        Ok((StatusCode::CREATED, Json(Waiting { endpoint, calls, fault })))
    })
}

/// `GET /sandbox/faults`: those that wait, by endpoint, the next first.
pub async fn index(State(sandbox): State<Sandbox>) -> Json<Vec<Waiting>> {
    Json(sandbox.with(|state, _| state.endpoints.waiting()))
}

/// `DELETE /sandbox/faults`: none waits any more. 204.
pub async fn clear(State(sandbox): State<Sandbox>) -> StatusCode {
    sandbox.with(|state, _| state.endpoints.clear_faults());
    StatusCode::NO_CONTENT
}

impl Fault {
    /// Whether such a call can fail so; where the endpoint is unknown, that is mistake enough.
    fn check(&self, endpoint: Option<&str>) -> Result<(), Wrong> {
        let Some(endpoint) = endpoint else { return Ok(()) };
        let is_of_sms = matches!(self, Fault::NotSent { .. });
        if (endpoint == SMS) != is_of_sms {
            return Err(Wrong::value(
                "is not one of this endpoint: not_sent is for SMS, and nothing else is",
            ));
        }
        match self {
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
}

fn known(endpoints: &Endpoints, name: &str) -> Result<&'static str, Wrong> {
    let names: Vec<_> = endpoints.names().collect();
    let known = names.iter().find(|known| **known == name).copied();
    known.ok_or_else(|| Wrong::value(format!("is not one of {}", names.join(", "))))
}

impl<S: Sync> FromRequestParts<S> for Becomes {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Becomes, Infallible> {
        Ok(Becomes(parts.extensions.remove()))
    }
}
