//! Faults in front of the API: the next calls of an endpoint fail as `/sandbox/faults` demanded.

use std::{convert::Infallible, future::ready, io, time::Duration};

use axum::{
    Json,
    body::{Body, Bytes, to_bytes},
    extract::{ConnectInfo, FromRequestParts, MatchedPath, Request, State},
    http::{header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};
use futures_util::{StreamExt, stream};

use crate::{
    connection::Handle,
    error::Refusal,
    fault::{Fault, ProvokedStatus},
    sandbox::Sandbox,
};

/// In real time.
const BEFORE_THE_BREAK: Duration = Duration::from_millis(100);

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
        Some(Fault::Trickle { bytes, milliseconds }) => {
            let pause = Duration::from_millis(milliseconds);
            in_pieces(carry_out(request).await, |body| {
                let pieces: Vec<Bytes> = body.chunks(bytes.max(1)).map(Bytes::copy_from_slice).collect();
                let pieces = stream::iter(pieces).then(move |piece| async move {
                    tokio::time::sleep(pause).await;
                    Ok::<_, io::Error>(piece)
                });
                Body::from_stream(pieces)
            })
            .await
        }
        Some(Fault::Break { after }) => {
            in_pieces(carry_out(request).await, |body| {
                let begin = stream::once(ready(Ok(body.slice(..after.min(body.len())))));
                let broken = stream::once(async {
                    // What was written before still leaves.
                    tokio::time::sleep(BEFORE_THE_BREAK).await;
                    Err(io::Error::from(io::ErrorKind::ConnectionReset))
                });
                Body::from_stream(begin.chain(broken))
            })
            .await
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

/// The answer with another way to send its body. It says how long the whole is, as before.
async fn in_pieces(response: Response, body: impl FnOnce(Bytes) -> Body) -> Response {
    let (mut parts, whole) = response.into_parts();
    // Every body of the sandbox is in memory already.
    let whole = to_bytes(whole, usize::MAX).await.unwrap_or_default();
    parts.headers.insert(header::CONTENT_LENGTH, whole.len().into());
    Response::from_parts(parts, body(whole))
}

impl<S: Sync> FromRequestParts<S> for Becomes {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Becomes, Infallible> {
        Ok(Becomes(parts.extensions.remove()))
    }
}
