//! Faults in front of the API: the next calls of an endpoint fail as `/sandbox/faults` demanded.

use std::{convert::Infallible, time::Duration};

use axum::{
    Json,
    extract::{ConnectInfo, FromRequestParts, MatchedPath, Request, State},
    http::{header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};

use crate::{
    connection::Handle,
    error::Refusal,
    fault::{Fault, ProvokedStatus},
    sandbox::Sandbox,
};

/// Extracts the status that a fault demands for an identification.
pub struct Becomes(pub Option<ProvokedStatus>);

/// Middleware: counts the calls of each endpoint and applies the faults that wait for it.
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
            Refusal::Provoked(Box::new(error)).into_response()
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

impl<S: Sync> FromRequestParts<S> for Becomes {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Becomes, Infallible> {
        Ok(Becomes(parts.extensions.remove()))
    }
}
