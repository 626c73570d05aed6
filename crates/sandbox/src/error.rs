//! What the API refuses, and the body that says so:
//! `{"errors":[{"id","status","code","title","detail","source":{"field","message"}}]}` (the public reference).

use axum::{
    Json,
    extract::{Request, State},
    http::{StatusCode, header},
    middleware::Next,
    response::{AppendHeaders, IntoResponse, Response},
};
use bankident_wire::Rejection;
use serde_json::{Value, json};

use crate::{Sandbox, faults::ProvokedError, random::Random};

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    TokenRequired,
    InvalidToken,
    /// The body is not JSON.
    InvalidJson,
    /// All that is wrong with the body.
    Invalid(Vec<Mistake>),
    /// There is no such resource: `Solaris::Person`.
    ModelNotFound(&'static str),
    RouteNotFound,
    MethodNotAllowed,
    MobileNumberExists,
    /// A code from an SMS is wrong, too old, or was never sent.
    InvalidTan,
    /// The resource is in another status than the call expects.
    ExpectationMismatch,
    /// The guide, Appendix III.
    Rejected(Rejection),
    /// `PERSON_MISSING_REQUIRED_DATA` (the guide, Appendix III), with the fields that are missing.
    MissingData(Vec<&'static str>),
    /// The SMS gateway fails.
    SmsNotSent,
    /// What `/sandbox/faults` asked for.
    Provoked(ProvokedError),
}

/// What is wrong with one field. Says nothing of what stood in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// `address.postal_code`
    pub field: String,
    pub kind: MistakeKind,
    /// `is too long (maximum is 50 characters)`
    pub message: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MistakeKind {
    /// Of another JSON type.
    Type,
    Value,
}

impl Refusal {
    /// A single mistake.
    pub fn invalid(field: &str, message: &str) -> Refusal {
        let mistake =
            Mistake { field: field.to_owned(), kind: MistakeKind::Value, message: message.to_owned() };
        Refusal::Invalid(vec![mistake])
    }

    pub fn status(&self) -> StatusCode {
        match self {
            Refusal::TokenRequired | Refusal::InvalidToken => StatusCode::UNAUTHORIZED,
            Refusal::InvalidJson | Refusal::Invalid(_) => StatusCode::BAD_REQUEST,
            Refusal::ModelNotFound(_) | Refusal::RouteNotFound => StatusCode::NOT_FOUND,
            Refusal::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Refusal::MobileNumberExists | Refusal::ExpectationMismatch => StatusCode::CONFLICT,
            Refusal::InvalidTan => StatusCode::FORBIDDEN,
            Refusal::Rejected(Rejection::AlreadyIdentifiedSuccessfully) => StatusCode::UNPROCESSABLE_ENTITY,
            Refusal::Rejected(_) | Refusal::MissingData(_) => StatusCode::PRECONDITION_FAILED,
            Refusal::SmsNotSent => StatusCode::SERVICE_UNAVAILABLE,
            Refusal::Provoked(error) => {
                StatusCode::from_u16(error.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
            }
        }
    }

    /// In seconds.
    fn retry_after(&self) -> Option<u64> {
        match self {
            Refusal::Provoked(error) => error.retry_after,
            _ => None,
        }
    }

    /// The body, each error with an id that support is told.
    fn body(&self, random: &mut Random) -> Value {
        let mut error = |code: &str, title: &str, detail: String, source: Value| {
            json!({
                "id": random.id("ex"),
                "status": self.status().as_u16(),
                "code": code,
                "title": title,
                "detail": detail,
                "source": source,
            })
        };
        let mut plain = |code: &str, title: &str, detail: &str| {
            vec![error(code, title, detail.to_owned(), json!({ "field": null, "message": detail }))]
        };
        let errors = match self {
            Refusal::TokenRequired => plain("token_required", "Token Required", "a bearer token is required"),
            Refusal::InvalidToken => {
                plain("invalid_token", "Invalid Token", "the token is unknown or has expired")
            }
            Refusal::InvalidJson => plain("invalid_json", "Invalid JSON", "the body is not a JSON object"),
            Refusal::Invalid(mistakes) => mistakes
                .iter()
                .map(|Mistake { field, kind, message }| {
                    let (code, title) = match kind {
                        MistakeKind::Type => ("type_error", "Type Error"),
                        MistakeKind::Value => ("invalid_model", "Invalid Model"),
                    };
                    let source = json!({ "field": field, "message": message });
                    error(code, title, format!("{field} {message}"), source)
                })
                .collect(),
            Refusal::ModelNotFound(model) => {
                plain("model_not_found", "Model Not Found", &format!("couldn't find '{model}'"))
            }
            Refusal::RouteNotFound => plain("not_found", "Not Found", "there is no such endpoint"),
            Refusal::MethodNotAllowed => {
                plain("method_not_allowed", "Method Not Allowed", "the endpoint does not take this method")
            }
            Refusal::MobileNumberExists => plain(
                "mobile_number_exists",
                "Mobile Number Exists",
                "the person has a mobile number already",
            ),
            Refusal::InvalidTan => plain("invalid_tan", "Invalid TAN", "the TAN is wrong or has expired"),
            Refusal::ExpectationMismatch => plain(
                "expectation_mismatch",
                "Expectation Mismatch",
                "the identification is in another status than this call expects",
            ),
            Refusal::Rejected(rejection) => {
                plain(rejection.code(), "Precondition Failed", "the identification was rejected")
            }
            Refusal::MissingData(fields) => fields
                .iter()
                .map(|field| {
                    let source = json!({ "field": field, "message": "is missing" });
                    let code = Rejection::PersonMissingRequiredData.code();
                    error(code, "Precondition Failed", format!("{field} is missing"), source)
                })
                .collect(),
            Refusal::SmsNotSent => {
                plain("service_unavailable", "Service Unavailable", "the SMS could not be sent")
            }
            Refusal::Provoked(ProvokedError { code, title, detail, field, .. }) => {
                let detail = detail.as_deref().unwrap_or("provoked by /sandbox/faults");
                let source = json!({ "field": field, "message": detail });
                vec![error(code, title.as_deref().unwrap_or(code), detail.to_owned(), source)]
            }
        };
        json!({ "errors": errors })
    }
}

/// The refusal travels as an extension; [`write_bodies`] gives it its ids.
impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// The layer that writes the body of each refusal.
pub async fn write_bodies(State(sandbox): State<Sandbox>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    match response.extensions_mut().remove::<Refusal>() {
        Some(refusal) => {
            let body = sandbox.with(|state, _| refusal.body(&mut state.random));
            tracing::debug!(status = refusal.status().as_u16(), "a call was refused");
            let retry_after = refusal.retry_after().map(|seconds| (header::RETRY_AFTER, seconds));
            (refusal.status(), AppendHeaders(retry_after), Json(body)).into_response()
        }
        None => response,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_mistake_has_its_field() {
        let mistakes = vec![
            Mistake {
                field: "last_name".into(),
                kind: MistakeKind::Value,
                message: "is too long (maximum is 50 characters)".into(),
            },
            Mistake {
                field: "address.city".into(),
                kind: MistakeKind::Type,
                message: "is not a string".into(),
            },
        ];
        let body = Refusal::Invalid(mistakes).body(&mut Random::new(Some(1)));
        let errors = body["errors"].as_array().unwrap();
        assert_eq!(errors.len(), 2);
        assert_eq!(errors[0]["code"], "invalid_model");
        assert_eq!(errors[0]["title"], "Invalid Model");
        assert_eq!(errors[0]["status"], 400);
        assert_eq!(errors[0]["detail"], "last_name is too long (maximum is 50 characters)");
        assert_eq!(errors[0]["source"]["field"], "last_name");
        assert_eq!(errors[1]["code"], "type_error");
        assert!(errors.iter().all(|error| error["id"].as_str().unwrap().ends_with("ex")));
    }

    #[test]
    fn a_rejection_has_the_guides_status() {
        for rejection in Rejection::all() {
            let expected = if rejection == Rejection::AlreadyIdentifiedSuccessfully { 422 } else { 412 };
            assert_eq!(Refusal::Rejected(rejection).status().as_u16(), expected, "{rejection:?}");
        }
    }
}
