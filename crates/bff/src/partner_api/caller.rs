use std::sync::Arc;

use axum::{
    Json,
    extract::{FromRequest, FromRequestParts, Request},
    http::{StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use serde::{Serialize, de::DeserializeOwned};

use super::problem::{Problem, Standing};
use crate::{app::App, partners::Partner};

/// The partner whose key the request carries, within its limit.
pub struct Caller {
    pub partner: Arc<Partner>,
    standing: Standing,
}

impl Caller {
    /// An answer that says where the caller stands with its limit.
    pub fn answer(&self, status: StatusCode, body: impl Serialize) -> Response {
        let mut response = (status, Json(body)).into_response();
        self.standing.tell(&mut response);
        response
    }

    pub fn nothing(&self) -> Response {
        let mut response = StatusCode::NO_CONTENT.into_response();
        self.standing.tell(&mut response);
        response
    }
}

impl FromRequestParts<App> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Caller, Problem> {
        let header = parts.headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        let (scheme, key) = header.and_then(|value| value.split_once(' ')).ok_or(Problem::Unauthorized)?;
        let partner = app.partners.current().of_key(key.trim());
        let partner =
            partner.filter(|_| scheme.eq_ignore_ascii_case("bearer")).ok_or(Problem::Unauthorized)?;
        let standing = Standing::take(&partner.limit).map_err(Problem::TooManyRequests)?;
        Ok(Caller { partner, standing })
    }
}

/// A body of JSON.
pub struct Body<T>(pub T);

impl<T: DeserializeOwned> FromRequest<App> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Body<T>, Problem> {
        let bytes = axum::body::Bytes::from_request(request, app)
            .await
            .map_err(|_| Problem::Unreadable("the body is too large or broke off".to_owned()))?;
        serde_json::from_slice(&bytes).map(Body).map_err(|error| {
            // serde's own message may quote the body: only where it is, and of what kind.
            let what = match error.classify() {
                serde_json::error::Category::Data => "a member that does not exist, or of another type",
                _ => "no JSON",
            };
            Problem::Unreadable(format!("line {}, column {}: {what}", error.line(), error.column()))
        })
    }
}
