//! Who calls the partner API, and how often.

use std::sync::Arc;

use axum::{
    extract::{FromRequestParts, Request, State},
    http::{HeaderMap, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};
use secrecy::SecretString;

use super::{problem::Problem, rate_limit::RateStatus};
use crate::{
    partners::{Partner, Registry},
    security::OfPartner,
    state::AppState,
};

/// The partner that the request's API key belongs to.
#[derive(Clone)]
pub struct Caller {
    pub partner: Arc<Partner>,
    /// As the request has it: the server keeps only its hash.
    pub api_key: SecretString,
}

/// Around every call: only partners pass, within their limit, and each answer says what is left of it.
pub async fn admit(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let Some(caller) = Caller::of(&state.partners, request.headers()) else {
        return Problem::Unauthorized.into_response();
    };
    if let Some(partner) = request.extensions().get::<OfPartner>() {
        partner.note(&caller.partner.id);
    }
    let rate = match RateStatus::take(&state, &caller.partner).await {
        Ok(rate) => rate,
        Err(error) => return Problem::from(error).into_response(),
    };
    let mut response = if rate.is_exhausted() {
        Problem::TooManyRequests { wait: rate.wait }.into_response()
    } else {
        request.extensions_mut().insert(caller);
        next.run(request).await
    };
    rate.add_headers(&mut response);
    response
}

impl Caller {
    fn of(registry: &Registry, headers: &HeaderMap) -> Option<Caller> {
        let header = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
        let (_, key) = header.split_once(' ').filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))?;
        let partner = registry.current().of_key(key.trim())?;
        Some(Caller { partner, api_key: key.trim().into() })
    }
}

/// Whom [`admit`] let in.
impl<S: Send + Sync> FromRequestParts<S> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Caller, Problem> {
        parts.extensions.get::<Caller>().cloned().ok_or(Problem::Unauthorized)
    }
}
