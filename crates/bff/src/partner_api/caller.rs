//! Who calls the partner API, and what they send.

use std::sync::Arc;

use axum::{
    Json,
    extract::{FromRef, FromRequest, FromRequestParts, Request},
    http::{StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use serde::{Serialize, de::DeserializeOwned};

use super::{problem::Problem, rate_limit::RateStatus};
use crate::partners::{Partner, Registry};

/// The partner that the request's API key belongs to, within its limit.
pub struct Caller {
    pub partner: Arc<Partner>,
    rate: RateStatus,
}

impl Caller {
    /// An answer with the headers of the limit.
    pub fn answer(&self, status: StatusCode, body: impl Serialize) -> Response {
        let mut response = (status, Json(body)).into_response();
        self.rate.add_headers(&mut response);
        response
    }

    /// An answer without a body.
    pub fn nothing(&self) -> Response {
        let mut response = StatusCode::NO_CONTENT.into_response();
        self.rate.add_headers(&mut response);
        response
    }
}

impl<S> FromRequestParts<S> for Caller
where
    Arc<Registry>: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Caller, Problem> {
        let header = parts.headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        let (scheme, key) = header.and_then(|value| value.split_once(' ')).ok_or(Problem::Unauthorized)?;
        let partner = Arc::<Registry>::from_ref(state).current().of_key(key.trim());
        let partner =
            partner.filter(|_| scheme.eq_ignore_ascii_case("bearer")).ok_or(Problem::Unauthorized)?;
        let rate = RateStatus::take(&partner.limit).map_err(Problem::TooManyRequests)?;
        Ok(Caller { partner, rate })
    }
}

/// A JSON body.
pub struct Body<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Body<T>, Problem> {
        let bytes = axum::body::Bytes::from_request(request, state)
            .await
            .map_err(|_| Problem::Unreadable("the body is too large or broke off".to_owned()))?;
        serde_json::from_slice(&bytes).map(Body).map_err(|error| {
            // serde's own message may quote the body. Only the place and the kind of the mistake are told.
            let what = match error.classify() {
                serde_json::error::Category::Data => "a member that does not exist, or of another type",
                _ => "no JSON",
            };
            Problem::Unreadable(format!("line {}, column {}: {what}", error.line(), error.column()))
        })
    }
}
