use serde::Serialize;

use crate::FieldError;

/// Why a command was not carried out: `application/problem+json` (RFC 9457) with our members `code`, `reference`,
/// `errors` and `retry_after`. It never names a person and never carries what the customer typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, serde::Deserialize)]
pub struct Problem {
    /// A URI reference that names the kind of problem: `/problems/{code}`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Short English summary for developers; customers read the words of `code` in `locales/`.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    pub code: ProblemCode,
    /// What the customer can quote to support; the same reference stands in the server's log.
    pub reference: String,
    /// Mistakes in single inputs, for `invalid-input`; their screens can be shown.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldError>,
    /// Whether the mistakes are what the bank API complains about: who sees none needs support, with the reference.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub upstream: bool,
    /// Seconds until it makes sense to try again, for `too-soon`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u32>,
    /// How many more tries there are, for a wrong code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tries_left: Option<u32>,
}

/// What went wrong, as far as the customer's next action depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProblemCode {
    /// Look at `errors`.
    InvalidInput,
    /// The session token is missing, unknown or expired: a new journey begins.
    SessionUnknown,
    /// The partner's start token was used before, has expired or is missing: the partner's page has to begin again.
    StartTokenInvalid,
    /// There is no such document or route.
    NotFound,
    /// A document that is to be signed has not reached the customer: it has to be shown or kept first.
    DocumentsUnread,
    /// Asked for another SMS before its time; see `retry_after`.
    TooSoon,
    /// The bank API did not answer or is overloaded: the same command can be sent again.
    UpstreamUnavailable,
    /// The bank API refused what we sent: support has to look, with the reference.
    UpstreamRefused,
    /// Our own fault.
    Internal,
}

impl ProblemCode {
    pub const ALL: [ProblemCode; 9] = [
        ProblemCode::InvalidInput,
        ProblemCode::SessionUnknown,
        ProblemCode::StartTokenInvalid,
        ProblemCode::NotFound,
        ProblemCode::DocumentsUnread,
        ProblemCode::TooSoon,
        ProblemCode::UpstreamUnavailable,
        ProblemCode::UpstreamRefused,
        ProblemCode::Internal,
    ];

    pub fn id(self) -> &'static str {
        match self {
            ProblemCode::InvalidInput => "invalid-input",
            ProblemCode::SessionUnknown => "session-unknown",
            ProblemCode::StartTokenInvalid => "start-token-invalid",
            ProblemCode::NotFound => "not-found",
            ProblemCode::DocumentsUnread => "documents-unread",
            ProblemCode::TooSoon => "too-soon",
            ProblemCode::UpstreamUnavailable => "upstream-unavailable",
            ProblemCode::UpstreamRefused => "upstream-refused",
            ProblemCode::Internal => "internal",
        }
    }

    pub fn status(self) -> u16 {
        match self {
            ProblemCode::InvalidInput => 422,
            ProblemCode::SessionUnknown => 401,
            ProblemCode::StartTokenInvalid => 403,
            ProblemCode::NotFound => 404,
            ProblemCode::DocumentsUnread => 409,
            ProblemCode::TooSoon => 429,
            ProblemCode::UpstreamUnavailable => 503,
            ProblemCode::UpstreamRefused => 502,
            ProblemCode::Internal => 500,
        }
    }

    fn title(self) -> &'static str {
        match self {
            ProblemCode::InvalidInput => "Some answers need another look",
            ProblemCode::SessionUnknown => "The session is missing, unknown or expired",
            ProblemCode::StartTokenInvalid => "The start token was used, has expired or is missing",
            ProblemCode::NotFound => "There is nothing here",
            ProblemCode::DocumentsUnread => "A document has not reached the customer yet",
            ProblemCode::TooSoon => "Too soon after the last request",
            ProblemCode::UpstreamUnavailable => "The bank API is not available",
            ProblemCode::UpstreamRefused => "The bank API refused the request",
            ProblemCode::Internal => "An error on our side",
        }
    }
}

impl Problem {
    pub fn new(code: ProblemCode, reference: String) -> Problem {
        Problem {
            kind: format!("/problems/{}", code.id()),
            title: code.title().to_owned(),
            status: code.status(),
            code,
            reference,
            errors: Vec::new(),
            upstream: false,
            retry_after: None,
            tries_left: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_is_what_crosses_the_wire() {
        for code in ProblemCode::ALL {
            let problem = Problem::new(code, "R-1".to_owned());
            let json = serde_json::to_value(&problem).unwrap();
            assert_eq!(json["code"], code.id());
            assert_eq!(json["type"], format!("/problems/{}", code.id()));
            assert_eq!(json["status"], code.status());
            assert_eq!(serde_json::from_value::<Problem>(json).unwrap(), problem);
        }
    }
}
