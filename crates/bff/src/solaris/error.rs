//! Errors of the API. Its `detail` and `message` may quote a customer's data, so they are not kept.

use bankident_wire::{Field, Rejection};
use chrono::TimeDelta;
use reqwest::StatusCode;
use serde::Deserialize;

/// Why a call failed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No answer, or one that says to come back later. The same call can be made again.
    #[error("the Solaris API is not available: {0}")]
    Unavailable(Unavailable),
    #[error("the Solaris API refused the call: {0}")]
    Refused(Refusal),
    /// An answer of an unexpected form.
    #[error("the Solaris API's answer to {0} cannot be read")]
    Unreadable(&'static str),
}

/// Why the API did not answer.
#[derive(Debug, thiserror::Error)]
pub enum Unavailable {
    #[error("no connection")]
    NoConnection,
    #[error("no answer in time")]
    Timeout,
    #[error("the connection broke")]
    Broken,
    #[error("status {0}")]
    Status(StatusCode),
    /// 429.
    #[error("too many calls")]
    Overloaded { retry_after: Option<TimeDelta> },
    /// The result of an earlier call is still unknown.
    #[error("an earlier call is still open")]
    Open,
}

/// An answer that refuses the call.
#[derive(Clone, Debug, thiserror::Error)]
#[error("status {status}, code {code:?}, error id {}", id.as_deref().unwrap_or("-"))]
pub struct Refusal {
    pub status: StatusCode,
    pub code: Code,
    /// The id for Solaris' support, `84b6...ex`.
    pub id: Option<String>,
    /// The refused fields, as far as the wizard knows them.
    pub fields: Vec<Field>,
    /// Whether it names fields that the wizard does not have.
    pub names_others: bool,
}

/// An error code. The API writes codes in lower case, the guide in upper case; case is ignored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Code {
    Rejection(Rejection),
    /// 409: the resource is in another state than the call expects.
    ExpectationMismatch,
    MobileNumberExists,
    /// A wrong or expired code from an SMS.
    InvalidTan,
    InvalidToken,
    ModelNotFound,
    Other(String),
}

impl Error {
    /// The code of a refusal.
    pub fn code(&self) -> Option<&Code> {
        match self {
            Error::Refused(refusal) => Some(&refusal.code),
            _ => None,
        }
    }

    /// Whether the call was refused with this code.
    pub fn is(&self, code: Code) -> bool {
        self.code() == Some(&code)
    }

    /// Whether the call may have been carried out although it failed.
    pub fn may_have_been_carried_out(&self) -> bool {
        match self {
            Error::Unavailable(unavailable) => {
                matches!(unavailable, Unavailable::Timeout | Unavailable::Broken | Unavailable::Status(_))
            }
            Error::Unreadable(_) => true,
            Error::Refused(_) => false,
        }
    }

    /// Whether it can be the answer to a wrong code from an SMS: it refuses what was sent, and says nothing about the
    /// identification (the guide, Appendix III).
    pub fn may_mean_a_wrong_code(&self) -> bool {
        let Error::Refused(Refusal { status, code, .. }) = self else { return false };
        match code {
            Code::InvalidTan => true,
            // Of the JSON body only the code can be wrong.
            Code::Rejection(Rejection::InvalidModel) => *status == StatusCode::BAD_REQUEST,
            Code::InvalidToken | Code::Other(_) => matches!(status.as_u16(), 400 | 403 | 412 | 422),
            Code::Rejection(_)
            | Code::ExpectationMismatch
            | Code::MobileNumberExists
            | Code::ModelNotFound => false,
        }
    }

    /// An error below HTTP.
    pub fn of_transport(error: &reqwest::Error) -> Error {
        Error::Unavailable(match error {
            error if error.is_timeout() => Unavailable::Timeout,
            error if error.is_connect() => Unavailable::NoConnection,
            _ => Unavailable::Broken,
        })
    }

    /// Reads an answer without a status of success.
    pub(super) fn of_answer(status: StatusCode, retry_after: Option<TimeDelta>, body: &[u8]) -> Error {
        if status == StatusCode::TOO_MANY_REQUESTS {
            return Error::Unavailable(Unavailable::Overloaded { retry_after });
        }
        if status.is_server_error() {
            return Error::Unavailable(Unavailable::Status(status));
        }
        let errors = serde_json::from_slice::<ErrorBody>(body).map(|body| body.errors).unwrap_or_default();
        let named = errors.iter().filter_map(|error| error.source.as_ref()?.field.as_deref());
        let named: Vec<Option<Field>> = named.map(Field::from_api).collect();
        let first = errors.into_iter().next();
        Error::Refused(Refusal {
            status,
            code: Code::read(first.as_ref().map_or("", |error| &error.code)),
            id: first.and_then(|error| error.id).filter(|id| is_harmless(id)),
            names_others: named.contains(&None),
            fields: named.into_iter().flatten().collect(),
        })
    }
}

impl Code {
    /// As the API or the guide writes it; never more than an identifier.
    pub fn name(&self) -> &str {
        match self {
            Code::Rejection(rejection) => rejection.code(),
            Code::ExpectationMismatch => "expectation_mismatch",
            Code::MobileNumberExists => "mobile_number_exists",
            Code::InvalidTan => "invalid_tan",
            Code::InvalidToken => "invalid_token",
            Code::ModelNotFound => "model_not_found",
            Code::Other(code) => code,
        }
    }

    fn read(code: &str) -> Code {
        if let Some(rejection) = Rejection::parse(code) {
            return Code::Rejection(rejection);
        }
        match code.to_ascii_lowercase().as_str() {
            "expectation_mismatch" => Code::ExpectationMismatch,
            "mobile_number_exists" => Code::MobileNumberExists,
            "invalid_tan" => Code::InvalidTan,
            "invalid_token" | "token_required" => Code::InvalidToken,
            "model_not_found" => Code::ModelNotFound,
            other if is_harmless(other) => Code::Other(other.to_owned()),
            _ => Code::Other("-".to_owned()),
        }
    }
}

/// Whether the text has the form of an identifier and so may be logged.
pub(super) fn is_harmless(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-')
}

#[derive(Deserialize)]
struct ErrorBody {
    #[serde(default)]
    errors: Vec<OneError>,
}

#[derive(Deserialize)]
struct OneError {
    id: Option<String>,
    #[serde(default)]
    code: String,
    source: Option<Source>,
}

#[derive(Deserialize)]
struct Source {
    field: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(status: u16, body: &str) -> Refusal {
        match Error::of_answer(StatusCode::from_u16(status).unwrap(), None, body.as_bytes()) {
            Error::Refused(refusal) => refusal,
            other => panic!("{other}"),
        }
    }

    #[test]
    fn a_code_is_read_in_any_case() {
        for code in ["PERSON_ACCOUNT_MATCH_NOT_FOUND", "person_account_match_not_found"] {
            let body = format!(r#"{{"errors":[{{"id":"84b6ex","status":"412","code":"{code}"}}]}}"#);
            let refusal = refusal(412, &body);
            assert_eq!(refusal.code, Code::Rejection(Rejection::PersonAccountMatchNotFound));
            assert_eq!(refusal.id.as_deref(), Some("84b6ex"));
        }
        assert_eq!(refusal(403, r#"{"errors":[{"code":"INVALID_TAN"}]}"#).code, Code::InvalidTan);
    }

    #[test]
    fn the_fields_are_the_wizards() {
        let body = r#"{"errors":[{"code":"invalid_model","detail":"Zierfisch is too long",
            "source":{"field":"last_name","message":"Zierfisch"}},{"code":"invalid_model","source":{"field":"birth_name"}}]}"#;
        let refusal = refusal(400, body);
        assert_eq!((refusal.fields.as_slice(), refusal.names_others), (&[Field::LastName][..], true));
        assert!(!format!("{refusal} {refusal:?}").contains("Zierfisch"), "details are not kept");
    }

    #[test]
    fn an_overloaded_api_is_not_a_refusal() {
        for status in [429, 500, 503] {
            let error = Error::of_answer(StatusCode::from_u16(status).unwrap(), None, b"<html>");
            assert!(matches!(error, Error::Unavailable(_)));
            assert_eq!(error.may_have_been_carried_out(), status != 429);
        }
        assert_eq!(refusal(404, "<html>").code, Code::Other("-".into()));
    }
}
