//! Why an identification is refused or fails (the guide, Appendix III): the codes that the sandbox itself gives.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rejection {
    MobileNumberNotVerified,
    IdentificationAttemptsExceeded,
    AlreadyIdentifiedSuccessfully,
    MatchForPersonDataNotFound,
    PersonAccountMatchNotFound,
    PreviousIdentNotFound,
    PersonMissingRequiredData,
    DependencyError,
    InternalRequestError,
    AccessByAuthorizedHolder,
    Expired,
    AccountSnapshotFailed,
    JointAccount,
    AccountSnapshotExpired,
}

impl Rejection {
    pub fn code(self) -> &'static str {
        match self {
            Rejection::MobileNumberNotVerified => "MOBILE_NUMBER_NOT_VERIFIED",
            Rejection::IdentificationAttemptsExceeded => "IDENTIFICATION_ATTEMPTS_EXCEEDED",
            Rejection::AlreadyIdentifiedSuccessfully => "ALREADY_IDENTIFIED_SUCCESSFULLY",
            Rejection::MatchForPersonDataNotFound => "MATCH_FOR_PERSON_DATA_NOT_FOUND",
            Rejection::PersonAccountMatchNotFound => "PERSON_ACCOUNT_MATCH_NOT_FOUND",
            Rejection::PreviousIdentNotFound => "PREVIOUS_IDENT_NOT_FOUND",
            Rejection::PersonMissingRequiredData => "PERSON_MISSING_REQUIRED_DATA",
            Rejection::DependencyError => "DEPENDENCY_ERROR",
            Rejection::InternalRequestError => "INTERNAL_REQUEST_ERROR",
            Rejection::AccessByAuthorizedHolder => "ACCESS_BY_AUTHORIZED_HOLDER",
            Rejection::Expired => "EXPIRED",
            Rejection::AccountSnapshotFailed => "ACCOUNT_SNAPSHOT_FAILED",
            Rejection::JointAccount => "JOINT_ACCOUNT",
            Rejection::AccountSnapshotExpired => "ACCOUNT_SNAPSHOT_EXPIRED",
        }
    }
}
