//! Errors of the partner API (RFC 9457).

use axum::{
    body::Body,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use bankident_wire::FieldError;
use serde::Serialize;
use utoipa::ToSchema;

use super::rate_limit::RateStatus;
use crate::{
    error::{ApiError, Reference},
    solaris, store,
};

/// Why a call was not carried out.
#[derive(Debug)]
pub enum Problem {
    /// The API key is missing, unknown or no longer valid.
    Unauthorized,
    NotFound,
    /// The body is no JSON, or has members that do not exist.
    Unreadable(String),
    Invalid(Vec<Mistake>),
    TooManyRequests(RateStatus),
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
    /// `unauthorized`, `not-found`, `unreadable`, `invalid`, `too-many-requests`, `unavailable`, `internal`
    code: &'static str,
    /// For developers.
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<String>,
    /// Stands in our log too.
    reference: String,
    /// For `invalid`: what is wrong, by member of the body.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<Mistake>,
}

/// Something wrong in the body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Mistake {
    /// A JSON pointer (RFC 6901), `/person/address/postal_code`. The value itself is never quoted.
    pub pointer: String,
    /// `missing`, `invalid`, `too-long` ...
    pub problem: String,
}

impl Mistake {
    /// A mistake at a JSON pointer.
    pub fn at(pointer: impl Into<String>, problem: impl Into<String>) -> Mistake {
        Mistake { pointer: pointer.into(), problem: problem.into() }
    }

    /// A mistake in a field of the customer, below `prefix`.
    pub fn in_field(prefix: &str, error: &FieldError) -> Mistake {
        let pointer = format!("{prefix}/{}", error.field.name().replace('.', "/"));
        Mistake::at(pointer, error.problem.id())
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
            Problem::Unreadable(_) => (StatusCode::BAD_REQUEST, "unreadable", "The body cannot be read"),
            Problem::Invalid(_) => {
                (StatusCode::UNPROCESSABLE_ENTITY, "invalid", "Something in the body is wrong")
            }
            Problem::TooManyRequests(_) => {
                (StatusCode::TOO_MANY_REQUESTS, "too-many-requests", "Too many calls in a minute")
            }
            Problem::Failed(ApiError::Solaris(_)) => {
                (StatusCode::SERVICE_UNAVAILABLE, "unavailable", "The bank API is not available")
            }
            Problem::Failed(_) => (StatusCode::INTERNAL_SERVER_ERROR, "internal", "An error on our side"),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let Reference(reference) = Reference::generate();
        let (status, code, title) = self.kind();
        match &self {
            Problem::Failed(error) => tracing::error!(reference, "a partner's call: {error}"),
            _ => tracing::debug!(reference, code, "a partner's call"),
        }
        let (detail, errors, rate) = match self {
            Problem::Unreadable(detail) => (Some(detail), Vec::new(), None),
            Problem::Invalid(errors) => (None, errors, None),
            Problem::TooManyRequests(rate) => (None, Vec::new(), Some(rate)),
            _ => (None, Vec::new(), None),
        };
        let kind = format!("/problems/{code}");
        let document =
            ProblemDocument { kind, title, status: status.as_u16(), code, detail, reference, errors };
        let body = serde_json::to_vec(&document).unwrap_or_default();
        let json = [(header::CONTENT_TYPE, "application/problem+json")];
        let mut response = (status, json, Body::from(body)).into_response();
        if status == StatusCode::UNAUTHORIZED {
            let bearer = HeaderValue::from_static("Bearer");
            response.headers_mut().insert(header::WWW_AUTHENTICATE, bearer);
        }
        if let Some(rate) = rate {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(rate.wait));
            rate.add_headers(&mut response);
        }
        response
    }
}
