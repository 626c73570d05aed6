//! What can be made to go wrong: the next calls of an endpoint are slow, refused, broken off or answered with garbage.
//! And how often each endpoint was called, so that a test can tell once from twice.

use std::{collections::BTreeMap, io, time::Duration};

use axum::{
    Json,
    body::Body as HttpBody,
    extract::{MatchedPath, Request, State},
    http::{HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use futures_util::stream;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::{Sandbox, error::Refusal, identifications::Ended};

/// The SMS gateway, as an endpoint among the others: both `authorize` call it.
const SMS: &str = "SMS";

/// The endpoints that can fail: method and route.
const ENDPOINTS: [&str; 25] = [
    SMS,
    "POST /oauth/token",
    "GET /v1/persons",
    "POST /v1/persons",
    "GET /v1/persons/{person_id}",
    "PATCH /v1/persons/{person_id}",
    "POST /v1/persons/{person_id}/mobile_number",
    "GET /v1/persons/{person_id}/mobile_number",
    "DELETE /v1/persons/{person_id}/mobile_number",
    "POST /v1/persons/{person_id}/mobile_number/authorize",
    "POST /v1/persons/{person_id}/mobile_number/confirm",
    "POST /v1/persons/{person_id}/identification_eligibility_checks",
    "POST /v1/iban_lookups",
    "POST /v1/persons/{person_id}/identifications",
    "GET /v1/persons/{person_id}/identifications",
    "GET /v1/persons/{person_id}/identifications/{id}",
    "PATCH /v1/persons/{person_id}/identifications/{id}/request",
    "PATCH /v1/persons/{person_id}/identifications/{id}/authorize",
    "PATCH /v1/persons/{person_id}/identifications/{id}/confirm",
    "GET /v1/persons/{person_id}/identifications/{id}/account_snapshot",
    "GET /v1/persons/{person_id}/bank_identification_attempts",
    "GET /v1/persons/{person_id}/documents",
    "GET /v1/persons/{person_id}/documents/{id}",
    "GET /v1/persons/{person_id}/documents/{id}/file",
    "POST /v1/webhooks",
];

/// Faults that wait for their calls, and what was called.
#[derive(Default)]
pub struct Faults {
    waiting: Vec<Waiting>,
    calls: BTreeMap<String, Count>,
}

/// A fault for the next calls of an endpoint.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Waiting {
    endpoint: String,
    #[serde(default = "once")]
    calls: u32,
    fault: Fault,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Fault {
    /// Milliseconds of real time before anything else.
    delay: u64,
    /// Whether the call is carried out and only its answer is lost.
    carried_out: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    answer: Option<Answer>,
    /// What becomes of the identification that the call is about, afterwards.
    #[serde(skip_serializing_if = "Option::is_none")]
    becomes: Option<Ended>,
}

/// What is answered instead.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Answer {
    /// The connection is closed.
    Reset,
    /// 200, and a body that is not JSON.
    Garbage,
    Error {
        status: u16,
        code: String,
        /// For `source.field`.
        #[serde(default)]
        field: Option<String>,
        /// Seconds.
        #[serde(default)]
        retry_after: Option<u32>,
    },
}

/// How often an endpoint was called, and how often that was carried out.
#[derive(Clone, Copy, Default, Serialize)]
struct Count {
    calls: u32,
    carried_out: u32,
}

fn once() -> u32 {
    1
}

/// `GET /sandbox/faults`: those that wait for their calls.
pub async fn index(State(sandbox): State<Sandbox>) -> Json<Vec<Waiting>> {
    Json(sandbox.with(|state, _| state.faults.waiting.clone()))
}

/// `POST /sandbox/faults`
///
/// 400 for a body that is none, and for an unknown endpoint: the message lists the known ones.
pub async fn add(State(sandbox): State<Sandbox>, body: axum::body::Bytes) -> Result<StatusCode, Refusal> {
    let waiting: Waiting =
        serde_json::from_slice(&body).map_err(|error| Refusal::invalid("base", &error.to_string()))?;
    if !ENDPOINTS.contains(&waiting.endpoint.as_str()) {
        return Err(Refusal::invalid("endpoint", &format!("is none of {}", ENDPOINTS.join(", "))));
    }
    sandbox.with(|state, _| state.faults.waiting.push(waiting));
    Ok(StatusCode::CREATED)
}

/// `DELETE /sandbox/faults`: nothing goes wrong any more.
pub async fn clear(State(sandbox): State<Sandbox>) -> StatusCode {
    sandbox.with(|state, _| state.faults.waiting.clear());
    StatusCode::NO_CONTENT
}

/// `GET /sandbox/calls`: `[{"endpoint", "calls", "carried_out"}]`.
pub async fn calls(State(sandbox): State<Sandbox>) -> Json<Vec<Value>> {
    let listed = |(endpoint, Count { calls, carried_out }): (&String, &Count)| json!({ "endpoint": endpoint, "calls": calls, "carried_out": carried_out });
    Json(sandbox.with(|state, _| state.faults.calls.iter().map(listed).collect()))
}

impl Faults {
    fn take(&mut self, endpoint: &str) -> Option<Fault> {
        let place = self.waiting.iter().position(|waiting| waiting.endpoint == endpoint)?;
        let waiting = &mut self.waiting[place];
        waiting.calls = waiting.calls.saturating_sub(1);
        let fault = waiting.fault.clone();
        if waiting.calls == 0 {
            self.waiting.remove(place);
        }
        Some(fault)
    }

    fn count(&mut self, endpoint: &str, carried_out: bool) {
        let count = self.calls.entry(endpoint.to_owned()).or_default();
        count.calls += 1;
        count.carried_out += u32::from(carried_out);
    }
}

/// The layer around the API.
pub async fn provoke(State(sandbox): State<Sandbox>, request: Request, next: Next) -> Response {
    let Some(endpoint) = endpoint(&request) else { return next.run(request).await };
    let path = request.uri().path().to_owned();
    let sends_sms = endpoint.ends_with("/authorize");
    let fault = sandbox.with(|state, _| {
        let of_gateway = if sends_sms { state.faults.take(SMS) } else { None };
        of_gateway.or_else(|| state.faults.take(&endpoint))
    });
    let Some(Fault { delay, carried_out, answer, becomes }) = fault else {
        return counted(&sandbox, &endpoint, next.run(request).await);
    };
    if delay > 0 {
        tokio::time::sleep(Duration::from_millis(delay)).await;
    }
    let carried_out = match (&answer, carried_out) {
        (Some(_), false) => None,
        _ => Some(counted(&sandbox, &endpoint, next.run(request).await)),
    };
    if carried_out.is_none() {
        sandbox.with(|state, _| state.faults.count(&endpoint, false));
    }
    if let Some(ended) = becomes {
        sandbox.with(|state, _| state.persons.end_identification(&path, &ended));
    }
    match (answer, carried_out) {
        (Some(answer), _) => answer.into_response(),
        (None, response) => response.unwrap_or_default(),
    }
}

/// `POST /v1/persons`
fn endpoint(request: &Request) -> Option<String> {
    let route = request.extensions().get::<MatchedPath>()?.as_str();
    let method = if request.method() == Method::HEAD { &Method::GET } else { request.method() };
    let endpoint = format!("{method} {route}");
    ENDPOINTS.contains(&endpoint.as_str()).then_some(endpoint)
}

fn counted(sandbox: &Sandbox, endpoint: &str, response: Response) -> Response {
    let carried_out = response.status().is_success();
    sandbox.with(|state, _| state.faults.count(endpoint, carried_out));
    response
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        match self {
            Answer::Reset => {
                // A body that breaks before its first byte: the server closes the connection.
                let broken = Err::<&[u8], io::Error>(io::ErrorKind::ConnectionReset.into());
                HttpBody::from_stream(stream::once(std::future::ready(broken))).into_response()
            }
            Answer::Garbage => "<html>Bad Gateway</html>".into_response(),
            Answer::Error { status, code, field, retry_after } => {
                let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
                let error = json!({
                    "id": "0provokedex", "status": status.as_u16(), "code": code, "title": "Provoked",
                    "detail": "this was asked for", "source": { "field": field, "message": "this was asked for" },
                });
                let mut response = (status, Json(json!({ "errors": [error] }))).into_response();
                if let Some(seconds) = retry_after {
                    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
                }
                response
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_fault_is_for_so_many_calls_of_its_endpoint() {
        let mut faults = Faults::default();
        let fault = Fault { delay: 7, ..Fault::default() };
        faults.waiting.push(Waiting { endpoint: SMS.into(), calls: 2, fault: fault.clone() });
        assert_eq!(faults.take("POST /v1/persons"), None);
        assert_eq!((faults.take(SMS), faults.take(SMS)), (Some(fault.clone()), Some(fault)));
        assert_eq!(faults.take(SMS), None);
    }
}
