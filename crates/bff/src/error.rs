//! Errors of the journey API. A handler returns one; [`answer_errors`] turns it into a response and logs it, once, with
//! the reference that the customer can quote.

use std::sync::{Arc, OnceLock};

use axum::{
    body::Body,
    extract::{MatchedPath, Request, State},
    http::{HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use bankident_wire::{Field, FieldError, FieldProblem, Problem, ProblemCode};
use chrono::TimeDelta;
use rand::{CryptoRng, RngExt};
use tracing::Instrument;

use crate::{
    domain::{incident::Incident, sms_budget::Scope},
    security::{OfPartner, SecurityEvent, SecurityLog},
    solaris::{self, Unavailable},
    store,
};

/// Why a command failed.
#[derive(Debug, thiserror::Error)]
pub enum ApiError {
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
    #[error("not every document was delivered")]
    DocumentsUnread,
    #[error("too soon")]
    TooSoon { retry_after: TimeDelta },
    /// Too many SMS from other journeys.
    #[error("a budget of SMS is exhausted")]
    SmsExhausted { scope: Scope, retry_after: TimeDelta },
    #[error("a wrong answer")]
    Wrong { mistake: FieldError, tries_left: u32 },
    /// Another process works on the same journey.
    #[error("another process was faster")]
    Overtaken,
    #[error(transparent)]
    Solaris(#[from] solaris::Error),
    #[error(transparent)]
    Store(#[from] store::Error),
    /// The message of a panic may quote anything, so it is not kept.
    #[error("a panic")]
    Panicked,
    #[error("a body could not be written")]
    Unwritable,
}

impl From<Vec<FieldError>> for ApiError {
    fn from(errors: Vec<FieldError>) -> ApiError {
        ApiError::InvalidInput(errors)
    }
}

impl ApiError {
    /// A wrong code from an SMS. After the last try only a new code helps.
    pub fn wrong_code(field: Field, tries_left: u32) -> ApiError {
        let problem = if tries_left == 0 { FieldProblem::Exhausted } else { FieldProblem::Rejected };
        ApiError::Wrong { mistake: field.is(problem), tries_left }
    }

    /// What Solaris complains about and the customer can change.
    fn complaints(&self, changeable: &Changeable) -> Vec<FieldError> {
        match self {
            ApiError::Solaris(solaris::Error::Refused(refusal)) => {
                let fields = refusal.fields.iter().filter(|field| changeable.has(**field));
                fields.map(|field| field.refused()).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Without complaints, see [`complaints`](ApiError::complaints).
    fn code(&self) -> ProblemCode {
        match self {
            ApiError::SessionUnknown => ProblemCode::SessionUnknown,
            ApiError::StartTokenInvalid => ProblemCode::StartTokenInvalid,
            ApiError::NotFound => ProblemCode::NotFound,
            ApiError::InvalidInput(_) | ApiError::Wrong { .. } | ApiError::UnreadableBody => {
                ProblemCode::InvalidInput
            }
            ApiError::DocumentsUnread => ProblemCode::DocumentsUnread,
            ApiError::TooSoon { .. } | ApiError::SmsExhausted { .. } => ProblemCode::TooSoon,
            ApiError::Solaris(solaris::Error::Unavailable(_) | solaris::Error::Unreadable(_)) => {
                ProblemCode::UpstreamUnavailable
            }
            ApiError::Solaris(_) => ProblemCode::UpstreamRefused,
            ApiError::Store(_) | ApiError::Overtaken | ApiError::Panicked | ApiError::Unwritable => {
                ProblemCode::Internal
            }
        }
    }

    fn problem(&self, reference: String, changeable: &Changeable) -> Problem {
        let complaints = self.complaints(changeable);
        if !complaints.is_empty() {
            let problem = Problem::new(ProblemCode::InvalidInput, reference);
            return Problem { errors: complaints, upstream: true, ..problem };
        }
        let mut problem = Problem::new(self.code(), reference);
        match self {
            ApiError::InvalidInput(errors) => problem.errors.clone_from(errors),
            ApiError::Wrong { mistake, tries_left } => {
                problem.errors = vec![*mistake];
                problem.tries_left = Some(*tries_left);
            }
            ApiError::TooSoon { retry_after } | ApiError::SmsExhausted { retry_after, .. } => {
                problem.retry_after = Some(whole_seconds(*retry_after));
            }
            ApiError::Solaris(solaris::Error::Unavailable(Unavailable::Overloaded { retry_after })) => {
                problem.retry_after = retry_after.map(whole_seconds);
            }
            _ => {}
        }
        problem
    }

    /// Solaris' code and its id of the error, or our code: for whoever helps the customer. `None` where nobody has to.
    pub fn for_support(&self) -> Option<(String, Option<String>)> {
        match (self, self.code()) {
            (ApiError::Solaris(solaris::Error::Refused(refusal)), _) => {
                Some((refusal.code.name().to_owned(), refusal.id.clone()))
            }
            (_, code @ (ProblemCode::UpstreamUnavailable | ProblemCode::Internal)) => {
                Some((code.id().to_owned(), None))
            }
            _ => None,
        }
    }

    /// What an operator has to see.
    fn security_event(&self) -> Option<SecurityEvent> {
        match self {
            ApiError::SessionUnknown => Some(SecurityEvent::SessionRefused),
            ApiError::StartTokenInvalid => Some(SecurityEvent::StartTokenRefused),
            ApiError::TooSoon { .. } => Some(SecurityEvent::LimitReached),
            ApiError::SmsExhausted { scope: Scope::Server, .. } => Some(SecurityEvent::SmsBraked),
            ApiError::SmsExhausted { .. } => Some(SecurityEvent::SmsLimitReached),
            ApiError::Wrong { mistake, .. } if mistake.field == Field::BirthDate => {
                Some(SecurityEvent::BirthDateRefused)
            }
            ApiError::Wrong { tries_left: 0, .. } => Some(SecurityEvent::CodeExhausted),
            ApiError::Wrong { .. } => Some(SecurityEvent::CodeRefused),
            _ => None,
        }
    }

    fn log(&self, incident: Option<&Incident>) {
        let person_id = incident.and_then(|incident| incident.person_id.as_deref());
        let identification_id = incident.and_then(|incident| incident.identification_id.as_deref());
        match self.code() {
            ProblemCode::UpstreamUnavailable | ProblemCode::UpstreamRefused => {
                tracing::warn!(person_id, identification_id, "{self}");
            }
            ProblemCode::Internal => tracing::error!(person_id, identification_id, "{self}"),
            _ => tracing::debug!("{self}"),
        }
    }
}

/// Rounds up: a second less would be too soon again.
fn whole_seconds(wait: TimeDelta) -> u32 {
    let seconds = wait.num_milliseconds().max(0).saturating_add(999) / 1000;
    u32::try_from(seconds).unwrap_or(u32::MAX)
}

/// The inputs that the request's journey can show and change. A complaint about another one is support's.
#[derive(Clone, Default)]
pub struct Changeable(Arc<OnceLock<Vec<Field>>>);

impl Changeable {
    /// Noted once for each request.
    pub fn note(&self, fields: Vec<Field>) {
        self.0.set(fields).ok();
    }

    fn has(&self, field: Field) -> bool {
        self.0.get().is_some_and(|fields| fields.contains(&field))
    }
}

/// Hands the error to [`answer_errors`].
impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let mut response = StatusCode::INTERNAL_SERVER_ERROR.into_response();
        response.extensions_mut().insert(Arc::new(self));
        response
    }
}

/// Around every route: gives each request a reference, answers errors as problems (RFC 9457), and notes security events. An answer
/// that is no error has its event as an extension.
pub async fn answer_errors(
    State(security): State<SecurityLog>,
    mut request: Request,
    next: Next,
) -> Response {
    let Reference(reference) = Reference::generate();
    let changeable = Changeable::default();
    request.extensions_mut().insert(Reference(reference.clone()));
    request.extensions_mut().insert(changeable.clone());
    let partner = OfPartner::default();
    request.extensions_mut().insert(partner.clone());
    // The pattern of the route. The path itself may contain what a customer chose.
    let route = request.extensions().get::<MatchedPath>().map_or("-", MatchedPath::as_str).to_owned();
    let span = tracing::info_span!("request", %reference, method = %request.method(), route);
    let response = next.run(request).instrument(span.clone()).await;
    let error = response.extensions().get::<Arc<ApiError>>();
    let event = response.extensions().get::<SecurityEvent>().copied();
    if let Some(event) = event.or_else(|| error?.security_event()) {
        span.in_scope(|| security.note(event, &route, partner.id()));
    }
    let Some(error) = error else {
        span.in_scope(|| tracing::debug!(status = response.status().as_u16(), "answered"));
        return response;
    };
    let incident = response.extensions().get::<Arc<Incident>>();
    span.in_scope(|| error.log(incident.map(Arc::as_ref)));
    problem_response(&error.problem(reference, &changeable))
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

/// A short id that the customer can quote to support. The log has it too.
#[derive(Clone)]
pub struct Reference(pub String);

impl Reference {
    /// A new one.
    pub fn generate() -> Reference {
        Reference(reference(&mut rand::rng()))
    }
}

/// Eight characters to read out on the telephone. Crockford's alphabet has no I, L, O and U.
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
            ApiError::TooSoon { retry_after }.problem("R".into(), &Changeable::default()).retry_after
        };
        assert_eq!(wait(30_000), Some(30));
        assert_eq!(wait(29_001), Some(30));
        assert_eq!(wait(-1), Some(0));
        assert_eq!(wait(i64::MAX), Some(u32::MAX), "whatever an answer says");
    }

    #[test]
    fn mistakes_are_told_by_field() {
        let mistakes = vec![Field::Token.is(FieldProblem::Rejected)];
        let problem = ApiError::InvalidInput(mistakes.clone()).problem("R".into(), &Changeable::default());
        assert_eq!((problem.code, problem.errors), (ProblemCode::InvalidInput, mistakes));
        let last = ApiError::wrong_code(Field::Token, 0).problem("R".into(), &Changeable::default());
        assert_eq!(last.errors, [Field::Token.is(FieldProblem::Exhausted)]);
    }

    #[test]
    fn a_reference_can_be_read_out() {
        let reference = reference(&mut StdRng::seed_from_u64(1));
        assert_eq!(reference.len(), 8);
        assert!(!reference.contains(['I', 'L', 'O', 'U']));
    }
}
