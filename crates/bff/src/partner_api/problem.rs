//! Errors of the partner API (RFC 9457).

use axum::{
    body::Body,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    error::{ApiError, Reference},
    security::SecurityEvent,
    solaris, store,
};

/// Why a call was not carried out.
#[derive(Debug)]
pub enum Problem {
    /// The API key is missing, unknown or no longer valid.
    Unauthorized,
    NotFound,
    /// The path exists, but not with this method.
    MethodNotAllowed,
    /// The body is no JSON, or a header has another form.
    Unreadable(String),
    /// A member that does not exist, or is of another type.
    WrongShape(Mistake),
    Invalid(Vec<Mistake>),
    /// What a partner knows about the customer goes another way: nothing personal is stored before the customer agrees.
    PersonMoved,
    /// The customer has not accepted the terms.
    NotAgreed,
    /// No start token leads back into the journey.
    JourneyEnded,
    /// The `Idempotency-Key` was sent with another body, or by another API key.
    IdempotencyKeyReused,
    /// Until another call is possible, in seconds.
    TooManyRequests {
        wait: u64,
    },
    /// Solaris or our own database failed. The same call can be made again.
    Failed(ApiError),
}

/// `application/problem+json` (RFC 9457).
#[derive(Serialize, ToSchema)]
#[schema(as = Problem)]
pub struct ProblemDocument {
    /// `/problems/{code}`
    #[serde(rename = "type")]
    kind: String,
    title: &'static str,
    status: u16,
    /// `unauthorized`, `not-found`, `method-not-allowed`, `unreadable`, `invalid`, `not-agreed`, `journey-ended`,
    /// `idempotency-key-reused`, `too-many-requests`, `unavailable`, `internal`
    code: &'static str,
    /// For developers.
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<String>,
    /// Stands in our log too.
    reference: String,
    /// What is wrong, by member of the body.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<Mistake>,
}

/// Something wrong in the body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Mistake {
    /// A JSON pointer (RFC 6901), `/person/address/postal_code`. The value itself is never quoted.
    pub pointer: String,
    /// `unknown-member`, `wrong-type`, `missing`, `invalid`, `too-long` ...
    pub problem: String,
}

impl Mistake {
    /// A mistake at a JSON pointer.
    pub fn at(pointer: impl Into<String>, problem: impl Into<String>) -> Mistake {
        Mistake { pointer: pointer.into(), problem: problem.into() }
    }
}

impl From<ApiError> for Problem {
    fn from(error: ApiError) -> Problem {
        Problem::Failed(error)
    }
}

impl From<store::Error> for Problem {
    fn from(error: store::Error) -> Problem {
        Problem::Failed(error.into())
    }
}

impl From<solaris::Error> for Problem {
    fn from(error: solaris::Error) -> Problem {
        Problem::Failed(error.into())
    }
}

impl Problem {
    fn kind(&self) -> (StatusCode, &'static str, &'static str) {
        match self {
            Problem::Unauthorized => {
                (StatusCode::UNAUTHORIZED, "unauthorized", "The API key is missing or unknown")
            }
            Problem::NotFound => (StatusCode::NOT_FOUND, "not-found", "There is nothing here"),
            Problem::MethodNotAllowed => {
                (StatusCode::METHOD_NOT_ALLOWED, "method-not-allowed", "The path has no such method")
            }
            Problem::Unreadable(_) | Problem::WrongShape(_) => {
                (StatusCode::BAD_REQUEST, "unreadable", "The call cannot be read")
            }
            Problem::Invalid(_) | Problem::PersonMoved => {
                (StatusCode::UNPROCESSABLE_ENTITY, "invalid", "Something in the body is wrong")
            }
            Problem::NotAgreed => {
                (StatusCode::CONFLICT, "not-agreed", "The customer has not accepted the terms yet")
            }
            Problem::JourneyEnded => (StatusCode::CONFLICT, "journey-ended", "The journey has ended"),
            Problem::IdempotencyKeyReused => (
                StatusCode::UNPROCESSABLE_ENTITY,
                "idempotency-key-reused",
                "The idempotency key belongs to another call",
            ),
            Problem::TooManyRequests { .. } => {
                (StatusCode::TOO_MANY_REQUESTS, "too-many-requests", "Too many calls in a minute")
            }
            Problem::Failed(ApiError::Solaris(_)) => {
                (StatusCode::SERVICE_UNAVAILABLE, "unavailable", "The bank API is not available")
            }
            Problem::Failed(_) => (StatusCode::INTERNAL_SERVER_ERROR, "internal", "An error on our side"),
        }
    }
}

/// Where `person` has gone.
const PREFILL_IN_THE_PAGE: &str = "what you know about the customer goes from your page into the frame: \
     Bankident.mount(place, { token, prefill: { first_name: .. } }), see \"Prefill\" in docs/embedding.md";

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let Reference(reference) = Reference::generate();
        let event = match &self {
            Problem::Unauthorized => Some(SecurityEvent::ApiKeyRefused),
            Problem::TooManyRequests { .. } => Some(SecurityEvent::LimitReached),
            _ => None,
        };
        let (status, code, title) = self.kind();
        match &self {
            Problem::Failed(error) => tracing::error!(reference, "a partner's call: {error}"),
            _ => tracing::debug!(reference, code, "a partner's call"),
        }
        let (detail, errors, wait) = match self {
            Problem::Unreadable(detail) => (Some(detail), Vec::new(), None),
            Problem::WrongShape(mistake) => (None, vec![mistake], None),
            Problem::Invalid(errors) => (None, errors, None),
            Problem::PersonMoved => {
                let errors = vec![Mistake::at("/person", "moved")];
                (Some(PREFILL_IN_THE_PAGE.to_owned()), errors, None)
            }
            Problem::TooManyRequests { wait } => (None, Vec::new(), Some(wait)),
            _ => (None, Vec::new(), None),
        };
        let kind = format!("/problems/{code}");
        let document =
            ProblemDocument { kind, title, status: status.as_u16(), code, detail, reference, errors };
        let body = serde_json::to_vec(&document).unwrap_or_default();
        let json = [(header::CONTENT_TYPE, "application/problem+json")];
        let mut response = (status, json, Body::from(body)).into_response();
        if let Some(event) = event {
            response.extensions_mut().insert(event);
        }
        if status == StatusCode::UNAUTHORIZED {
            let bearer = HeaderValue::from_static("Bearer");
            response.headers_mut().insert(header::WWW_AUTHENTICATE, bearer);
        }
        if let Some(wait) = wait {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(wait));
        }
        response
    }
}
