//! What the API refuses, and the error body:
//! `{"errors":[{"id","status","code","title","detail","source":{"field","message"}}]}` (the public reference).

use crate::rejection::Rejection;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};

use crate::{fault::ProvokedError, random::Random};

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    TokenRequired,
    InvalidToken,
    /// The body is not JSON.
    InvalidJson,
    /// Every mistake in the body.
    Invalid(Vec<Mistake>),
    /// The resource does not exist; names its model, such as `Solaris::Person`.
    ModelNotFound(&'static str),
    RouteNotFound,
    MethodNotAllowed,
    /// A request to `/sandbox/..` lacks its header.
    ControlHeaderRequired,
    MobileNumberExists,
    /// The code from an SMS is wrong, has expired, or was never sent.
    InvalidTan,
    /// The resource does not have the status that the call expects.
    ExpectationMismatch,
    /// The identification is rejected (the guide, Appendix III).
    Rejected(Rejection),
    /// `PERSON_MISSING_REQUIRED_DATA` (the guide, Appendix III), with the fields that are missing.
    MissingData(Vec<&'static str>),
    /// The SMS gateway fails.
    SmsNotSent,
    /// Demanded by `/sandbox/faults`.
    Provoked(Box<ProvokedError>),
}

/// What is wrong with one field. It never contains the field's value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// The path of the field, such as `address.postal_code`.
    pub field: String,
    pub kind: MistakeKind,
    /// Continues the field's name: `is too long (maximum is 50 characters)`.
    pub message: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MistakeKind {
    /// The JSON type is wrong.
    Type,
    /// The type is right, the value is not.
    Value,
}

impl Refusal {
    /// Refuses a body for a single mistake.
    pub fn invalid(field: &str, message: &str) -> Refusal {
        let mistake =
            Mistake { field: field.to_owned(), kind: MistakeKind::Value, message: message.to_owned() };
        Refusal::Invalid(vec![mistake])
    }

    /// The HTTP status.
    pub fn status(&self) -> StatusCode {
        match self {
            Refusal::TokenRequired | Refusal::InvalidToken => StatusCode::UNAUTHORIZED,
            Refusal::InvalidJson | Refusal::Invalid(_) => StatusCode::BAD_REQUEST,
            Refusal::ModelNotFound(_) | Refusal::RouteNotFound => StatusCode::NOT_FOUND,
            Refusal::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Refusal::MobileNumberExists | Refusal::ExpectationMismatch => StatusCode::CONFLICT,
            Refusal::InvalidTan | Refusal::ControlHeaderRequired => StatusCode::FORBIDDEN,
            Refusal::Rejected(Rejection::AlreadyIdentifiedSuccessfully) => StatusCode::UNPROCESSABLE_ENTITY,
            Refusal::Rejected(_) | Refusal::MissingData(_) => StatusCode::PRECONDITION_FAILED,
            Refusal::SmsNotSent => StatusCode::SERVICE_UNAVAILABLE,
            Refusal::Provoked(error) => {
                StatusCode::from_u16(error.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
            }
        }
    }

    /// The header `Retry-After`, in seconds.
    pub fn retry_after(&self) -> Option<u64> {
        match self {
            Refusal::Provoked(error) => error.retry_after,
            _ => None,
        }
    }

    /// The JSON body. Each error has a new id, which a partner can give to Solaris' support.
    pub fn body(&self, random: &mut Random) -> Value {
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
            Refusal::ControlHeaderRequired => plain(
                "control_header_required",
                "Control Header Required",
                "a request to /sandbox needs the header Sandbox-Control (docs/sandbox.md)",
            ),
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
            Refusal::Provoked(provoked) => {
                let ProvokedError { code, title, detail, field, further_fields, .. } = &**provoked;
                let detail = detail.as_deref().unwrap_or("provoked by /sandbox/faults");
                let mut about = |field: Option<&String>| {
                    let source = json!({ "field": field, "message": detail });
                    error(code, title.as_deref().unwrap_or(code), detail.to_owned(), source)
                };
                let first = about(field.as_ref());
                [first].into_iter().chain(further_fields.iter().map(|field| about(Some(field)))).collect()
            }
        };
        json!({ "errors": errors })
    }
}

/// The refusal travels as an extension. The router writes its body, because error ids need the sandbox's randomness.
impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
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
        for (rejection, expected) in [
            (Rejection::AlreadyIdentifiedSuccessfully, 422),
            (Rejection::MobileNumberNotVerified, 412),
            (Rejection::MatchForPersonDataNotFound, 412),
        ] {
            assert_eq!(Refusal::Rejected(rejection).status().as_u16(), expected, "{rejection:?}");
        }
    }
}
