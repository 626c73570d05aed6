//! Failures. A handler returns one, [`answer_failures`] makes it a response and logs it: once, with the reference that
//! the customer can quote.

use std::sync::Arc;

use axum::{
    body::Body,
    extract::{MatchedPath, Request},
    http::{HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use bankident_wire::{Field, FieldError, FieldProblem, Problem, ProblemCode};
use chrono::TimeDelta;
use rand::{CryptoRng, RngExt};
use tracing::Instrument;

use crate::{
    solaris::{self, Unavailable},
    store,
};

#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error("the session is missing or unknown")]
    SessionUnknown,
    #[error("the start token was used, has expired, is missing or is another partner's")]
    StartTokenInvalid,
    #[error("there is nothing here")]
    NotFound,
    #[error("mistakes in {} inputs", .0.len())]
    InvalidInput(Vec<FieldError>),
    #[error("the body cannot be read")]
    UnreadableBody,
    #[error("too soon")]
    TooSoon { retry_after: TimeDelta },
    #[error("a wrong answer")]
    Wrong { mistake: FieldError, tries_left: u32 },
    /// Another process works on the journey at the same time.
    #[error("another process was faster")]
    Overtaken,
    #[error(transparent)]
    Solaris(#[from] solaris::Error),
    #[error(transparent)]
    Store(#[from] store::Error),
    /// The message of a panic may quote anything: it is not kept.
    #[error("a panic")]
    Panicked,
    #[error("a body could not be written")]
    Unwritable,
}

impl From<Vec<FieldError>> for Failure {
    fn from(errors: Vec<FieldError>) -> Failure {
        Failure::InvalidInput(errors)
    }
}

impl Failure {
    /// A code from an SMS was wrong; after the last try only another code helps.
    pub fn wrong_code(tries_left: u32) -> Failure {
        let problem = if tries_left == 0 { FieldProblem::Exhausted } else { FieldProblem::Rejected };
        Failure::Wrong { mistake: Field::Token.is(problem), tries_left }
    }

    fn code(&self) -> ProblemCode {
        match self {
            Failure::SessionUnknown => ProblemCode::SessionUnknown,
            Failure::StartTokenInvalid => ProblemCode::StartTokenInvalid,
            Failure::NotFound => ProblemCode::NotFound,
            Failure::InvalidInput(_) | Failure::Wrong { .. } | Failure::UnreadableBody => {
                ProblemCode::InvalidInput
            }
            Failure::TooSoon { .. } => ProblemCode::TooSoon,
            Failure::Solaris(solaris::Error::Unavailable(_) | solaris::Error::Unreadable(_)) => {
                ProblemCode::UpstreamUnavailable
            }
            Failure::Solaris(solaris::Error::Refused(refusal)) if !refusal.fields.is_empty() => {
                ProblemCode::InvalidInput
            }
            Failure::Solaris(_) => ProblemCode::UpstreamRefused,
            Failure::Store(_) | Failure::Overtaken | Failure::Panicked | Failure::Unwritable => {
                ProblemCode::Internal
            }
        }
    }

    fn problem(&self, reference: String) -> Problem {
        let mut problem = Problem::new(self.code(), reference);
        match self {
            Failure::InvalidInput(errors) => problem.errors.clone_from(errors),
            Failure::Solaris(solaris::Error::Refused(refusal)) => {
                problem.errors = refusal.fields.iter().map(|field| complaint(*field)).collect();
            }
            Failure::Wrong { mistake, tries_left } => {
                problem.errors = vec![*mistake];
                problem.tries_left = Some(*tries_left);
            }
            Failure::TooSoon { retry_after } => problem.retry_after = Some(whole_seconds(*retry_after)),
            Failure::Solaris(solaris::Error::Unavailable(Unavailable::Overloaded { retry_after })) => {
                problem.retry_after = retry_after.map(whole_seconds);
            }
            _ => {}
        }
        problem
    }

    fn log(&self) {
        match self.code() {
            ProblemCode::UpstreamUnavailable | ProblemCode::UpstreamRefused => tracing::warn!("{self}"),
            ProblemCode::Internal => tracing::error!("{self}"),
            _ => tracing::debug!("{self}"),
        }
    }
}

/// The next whole second: a second less would be too soon again.
fn whole_seconds(wait: TimeDelta) -> u32 {
    let seconds = (wait.num_milliseconds().max(0) + 999) / 1000;
    u32::try_from(seconds).unwrap_or(u32::MAX)
}

/// Solaris complains about a field in words of its own: what comes nearest among those that customers are told.
fn complaint(field: Field) -> FieldError {
    let nearest = [FieldProblem::Invalid, FieldProblem::OutOfBounds, FieldProblem::TooLong];
    let problem = nearest.into_iter().find(|problem| field.problems().contains(problem));
    field.is(problem.unwrap_or(FieldProblem::Missing))
}

/// Hands the failure to [`answer_failures`].
impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut response = StatusCode::INTERNAL_SERVER_ERROR.into_response();
        response.extensions_mut().insert(Arc::new(self));
        response
    }
}

/// Around every route: gives the request its reference and answers failures as problems (RFC 9457).
pub async fn answer_failures(mut request: Request, next: Next) -> Response {
    let Reference(reference) = Reference::generate();
    request.extensions_mut().insert(Reference(reference.clone()));
    // The route's pattern, not its path: nothing that a customer chose.
    let route = request.extensions().get::<MatchedPath>().map_or("-", MatchedPath::as_str);
    let span = tracing::info_span!("request", %reference, method = %request.method(), route);
    let response = next.run(request).instrument(span.clone()).await;
    let Some(failure) = response.extensions().get::<Arc<Failure>>() else {
        span.in_scope(|| tracing::debug!(status = response.status().as_u16(), "answered"));
        return response;
    };
    span.in_scope(|| failure.log());
    problem_response(&failure.problem(reference))
}

fn problem_response(problem: &Problem) -> Response {
    let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let body = serde_json::to_vec(problem).unwrap_or_default();
    let mut response = (status, Body::from(body)).into_response();
    let json = HeaderValue::from_static("application/problem+json");
    response.headers_mut().insert(header::CONTENT_TYPE, json);
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Some(seconds) = problem.retry_after {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

/// What a customer can quote to support; the same stands in the log.
#[derive(Clone)]
pub struct Reference(pub String);

impl Reference {
    pub fn generate() -> Reference {
        Reference(reference(&mut rand::rng()))
    }
}

/// Eight characters that can be read out on the telephone: Crockford's alphabet has no I, L, O and U.
fn reference(randomness: &mut impl CryptoRng) -> String {
    const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    (0..8).map(|_| char::from(ALPHABET[randomness.random_range(0..ALPHABET.len())])).collect()
}

#[cfg(test)]
mod tests {
    use rand::{SeedableRng, rngs::StdRng};

    use super::*;

    #[test]
    fn a_wait_is_told_in_whole_seconds() {
        let wait = |milliseconds| {
            let retry_after = TimeDelta::milliseconds(milliseconds);
            Failure::TooSoon { retry_after }.problem("R".into()).retry_after
        };
        assert_eq!(wait(30_000), Some(30));
        assert_eq!(wait(29_001), Some(30));
        assert_eq!(wait(-1), Some(0));
    }

    #[test]
    fn mistakes_are_told_by_field() {
        let mistakes = vec![Field::Token.is(FieldProblem::Rejected)];
        let problem = Failure::InvalidInput(mistakes.clone()).problem("R".into());
        assert_eq!((problem.code, problem.errors), (ProblemCode::InvalidInput, mistakes));
        let last = Failure::wrong_code(0).problem("R".into());
        assert_eq!(last.errors, [Field::Token.is(FieldProblem::Exhausted)]);
    }

    #[test]
    fn every_complaint_has_its_words() {
        for field in Field::all() {
            assert!(field.problems().contains(&complaint(field).problem), "{}", field.name());
        }
        assert_eq!(complaint(Field::LastName).problem, FieldProblem::Invalid);
        assert_eq!(complaint(Field::DataTerms).problem, FieldProblem::OutOfBounds);
    }

    #[test]
    fn a_reference_can_be_read_out() {
        let reference = reference(&mut StdRng::seed_from_u64(1));
        assert_eq!(reference.len(), 8);
        assert!(!reference.contains(['I', 'L', 'O', 'U']));
    }
}
