//! `/sandbox/...`: what no bank has, to observe and steer the sandbox. It needs no token, but a header.

pub mod calls;
pub mod clock;
pub mod documents;
pub mod faults;
pub mod persons;
pub mod sms;
pub mod webhooks;

use axum::{extract::Request, middleware::Next, response::Response};

use crate::error::Refusal;

/// The header that every request to `/sandbox/..` needs, with any value (`docs/sandbox.md`).
pub const CONTROL_HEADER: &str = "sandbox-control";

/// Middleware: refuses requests without [`CONTROL_HEADER`]. A browser sends it for no form, and for a script of another origin
/// only if the sandbox had allowed it beforehand (Fetch, "CORS-preflight request"). It never does. So no page that a developer
/// visits can steer the sandbox on their machine.
pub async fn require_header(request: Request, next: Next) -> Result<Response, Refusal> {
    match request.headers().contains_key(CONTROL_HEADER) {
        true => Ok(next.run(request).await),
        false => Err(Refusal::ControlHeaderRequired),
    }
}
