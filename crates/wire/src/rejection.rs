use serde::Serialize;

use crate::json::read_word_from_json;

/// Why Solaris rejected an identification (the guide, Appendix III). The official words live in `locales/*/errors.ftl`
/// under [`id`](Rejection::id).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Rejection {
    IbanUsageLimitExceeded,
    MobileNumberNotVerified,
    IdentificationAttemptsExceeded,
    AlreadyIdentifiedSuccessfully,
    MatchForPersonDataNotFound,
    PersonAccountMatchNotFound,
    PreviousIdentNotFound,
    PersonMissingRequiredData,
    DependencyError,
    InvalidModel,
    InternalRequestError,
    GenericError,
    AccessByAuthorizedHolder,
    Expired,
    AccountSnapshotFailed,
    JointAccount,
    AccountSnapshotExpired,
}

read_word_from_json!(Rejection, Rejection::parse);

impl Rejection {
    pub const ALL: [Rejection; 17] = [
        Rejection::IbanUsageLimitExceeded,
        Rejection::MobileNumberNotVerified,
        Rejection::IdentificationAttemptsExceeded,
        Rejection::AlreadyIdentifiedSuccessfully,
        Rejection::MatchForPersonDataNotFound,
        Rejection::PersonAccountMatchNotFound,
        Rejection::PreviousIdentNotFound,
        Rejection::PersonMissingRequiredData,
        Rejection::DependencyError,
        Rejection::InvalidModel,
        Rejection::InternalRequestError,
        Rejection::GenericError,
        Rejection::AccessByAuthorizedHolder,
        Rejection::Expired,
        Rejection::AccountSnapshotFailed,
        Rejection::JointAccount,
        Rejection::AccountSnapshotExpired,
    ];

    /// The API's code, `PERSON_ACCOUNT_MATCH_NOT_FOUND`.
    pub fn code(self) -> &'static str {
        match self {
            Rejection::IbanUsageLimitExceeded => "IBAN_USAGE_LIMIT_EXCEEDED",
            Rejection::MobileNumberNotVerified => "MOBILE_NUMBER_NOT_VERIFIED",
            Rejection::IdentificationAttemptsExceeded => "IDENTIFICATION_ATTEMPTS_EXCEEDED",
            Rejection::AlreadyIdentifiedSuccessfully => "ALREADY_IDENTIFIED_SUCCESSFULLY",
            Rejection::MatchForPersonDataNotFound => "MATCH_FOR_PERSON_DATA_NOT_FOUND",
            Rejection::PersonAccountMatchNotFound => "PERSON_ACCOUNT_MATCH_NOT_FOUND",
            Rejection::PreviousIdentNotFound => "PREVIOUS_IDENT_NOT_FOUND",
            Rejection::PersonMissingRequiredData => "PERSON_MISSING_REQUIRED_DATA",
            Rejection::DependencyError => "DEPENDENCY_ERROR",
            Rejection::InvalidModel => "INVALID_MODEL",
            Rejection::InternalRequestError => "INTERNAL_REQUEST_ERROR",
            Rejection::GenericError => "GENERIC_ERROR",
            Rejection::AccessByAuthorizedHolder => "ACCESS_BY_AUTHORIZED_HOLDER",
            Rejection::Expired => "EXPIRED",
            Rejection::AccountSnapshotFailed => "ACCOUNT_SNAPSHOT_FAILED",
            Rejection::JointAccount => "JOINT_ACCOUNT",
            Rejection::AccountSnapshotExpired => "ACCOUNT_SNAPSHOT_EXPIRED",
        }
    }

    /// Reads a code in upper or lower case: the reference writes lower case, the guide's table upper case.
    pub fn parse(code: &str) -> Option<Rejection> {
        Rejection::ALL.into_iter().find(|rejection| rejection.code().eq_ignore_ascii_case(code.trim()))
    }

    /// The Fluent id of its words: `rejection-joint-account`.
    pub fn id(self) -> String {
        format!("rejection-{}", self.code().to_ascii_lowercase().replace('_', "-"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_in_any_case() {
        for rejection in Rejection::ALL {
            assert_eq!(Rejection::parse(rejection.code()), Some(rejection));
            assert_eq!(Rejection::parse(&rejection.code().to_lowercase()), Some(rejection));
            assert_eq!(serde_json::to_string(&rejection).unwrap(), format!("\"{}\"", rejection.code()));
        }
        assert_eq!(Rejection::parse("null"), None);
    }
}
