use serde::Serialize;

/// Why Solaris rejected an identification (the guide, Appendix III). The official words live in `locales/*/errors.ftl`
/// under [`id`](Rejection::id).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, serde::Deserialize)]
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

/// What becomes of a journey after a rejection (the guide, Appendix III, "Actions"); our words for it are under `id`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remedy {
    /// Another account may do.
    AnotherIban,
    /// Not this way of identification.
    Video,
    /// The journey ends; of a possible fraud nothing is hinted.
    Stop,
    /// The journey ends: the customer has an account already.
    UseAccount,
    /// Solaris misses data of the person.
    CompleteData,
    /// The mobile number has to be verified first.
    VerifyNumber,
    /// The time was up: another identification, with the same data.
    Restart,
    /// A technical error: support needs the reference.
    Support,
}

/// What a customer can choose to do: `POST /api/journey/choose` with `{"way": ..}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Way {
    AnotherIban,
    /// Video identification, somewhere else.
    Video,
    CompleteData,
    VerifyNumber,
    Restart,
    Retry,
}

/// Whether the official text names video identification.
#[derive(Clone, Copy)]
enum Video {
    Named,
    NotNamed,
}

type Row = (Rejection, &'static str, Remedy, Video);

use Video::{Named, NotNamed};

/// THE CATALOGUE: code, what follows, whether the text names video identification. The text is under
/// [`id`](Rejection::id).
const TABLE: &[Row] = &[
    (Rejection::IbanUsageLimitExceeded, "IBAN_USAGE_LIMIT_EXCEEDED", Remedy::Stop, Named),
    (Rejection::MobileNumberNotVerified, "MOBILE_NUMBER_NOT_VERIFIED", Remedy::VerifyNumber, NotNamed),
    (Rejection::IdentificationAttemptsExceeded, "IDENTIFICATION_ATTEMPTS_EXCEEDED", Remedy::Stop, Named),
    (
        Rejection::AlreadyIdentifiedSuccessfully,
        "ALREADY_IDENTIFIED_SUCCESSFULLY",
        Remedy::UseAccount,
        NotNamed,
    ),
    (Rejection::MatchForPersonDataNotFound, "MATCH_FOR_PERSON_DATA_NOT_FOUND", Remedy::Video, Named),
    (Rejection::PersonAccountMatchNotFound, "PERSON_ACCOUNT_MATCH_NOT_FOUND", Remedy::AnotherIban, Named),
    (Rejection::PreviousIdentNotFound, "PREVIOUS_IDENT_NOT_FOUND", Remedy::Video, Named),
    (Rejection::PersonMissingRequiredData, "PERSON_MISSING_REQUIRED_DATA", Remedy::CompleteData, NotNamed),
    (Rejection::DependencyError, "DEPENDENCY_ERROR", Remedy::Support, NotNamed),
    (Rejection::InvalidModel, "INVALID_MODEL", Remedy::Support, NotNamed),
    (Rejection::InternalRequestError, "INTERNAL_REQUEST_ERROR", Remedy::Support, NotNamed),
    (Rejection::GenericError, "GENERIC_ERROR", Remedy::Support, NotNamed),
    (Rejection::AccessByAuthorizedHolder, "ACCESS_BY_AUTHORIZED_HOLDER", Remedy::AnotherIban, Named),
    (Rejection::Expired, "EXPIRED", Remedy::Restart, NotNamed),
    (Rejection::AccountSnapshotFailed, "ACCOUNT_SNAPSHOT_FAILED", Remedy::AnotherIban, NotNamed),
    (Rejection::JointAccount, "JOINT_ACCOUNT", Remedy::AnotherIban, Named),
    (Rejection::AccountSnapshotExpired, "ACCOUNT_SNAPSHOT_EXPIRED", Remedy::Restart, NotNamed),
];

impl Remedy {
    pub const ALL: [Remedy; 8] = [
        Remedy::AnotherIban,
        Remedy::Video,
        Remedy::Stop,
        Remedy::UseAccount,
        Remedy::CompleteData,
        Remedy::VerifyNumber,
        Remedy::Restart,
        Remedy::Support,
    ];

    /// Whether nothing more can be done here.
    pub fn stops(self) -> bool {
        matches!(self, Remedy::Stop | Remedy::UseAccount)
    }

    /// The Fluent id of our words for what can be done now.
    pub fn id(self) -> &'static str {
        match self {
            Remedy::AnotherIban => "remedy-another-iban",
            Remedy::Video => "remedy-video",
            Remedy::Stop => "remedy-stop",
            Remedy::UseAccount => "remedy-use-account",
            Remedy::CompleteData => "remedy-complete-data",
            Remedy::VerifyNumber => "remedy-verify-number",
            Remedy::Restart => "remedy-restart",
            Remedy::Support => "remedy-support",
        }
    }
}

impl Way {
    pub const ALL: [Way; 6] =
        [Way::AnotherIban, Way::Video, Way::CompleteData, Way::VerifyNumber, Way::Restart, Way::Retry];

    pub fn id(self) -> &'static str {
        match self {
            Way::AnotherIban => "another-iban",
            Way::Video => "video",
            Way::CompleteData => "complete-data",
            Way::VerifyNumber => "verify-number",
            Way::Restart => "restart",
            Way::Retry => "retry",
        }
    }
}

impl Rejection {
    pub fn all() -> impl Iterator<Item = Rejection> {
        TABLE.iter().map(|row| row.0)
    }

    /// The API's code, `PERSON_ACCOUNT_MATCH_NOT_FOUND`.
    pub fn code(self) -> &'static str {
        self.row().1
    }

    /// What becomes of the journey.
    pub fn remedy(self) -> Remedy {
        self.row().2
    }

    /// What the customer can do now, the most promising first. Video identification wherever the official text names
    /// it.
    pub fn ways(self) -> &'static [Way] {
        match (self.remedy(), self.row().3) {
            (Remedy::AnotherIban, Named) => &[Way::AnotherIban, Way::Video],
            (Remedy::AnotherIban, NotNamed) => &[Way::AnotherIban],
            (Remedy::CompleteData, _) => &[Way::CompleteData],
            (Remedy::VerifyNumber, _) => &[Way::VerifyNumber],
            (Remedy::Restart, _) => &[Way::Restart],
            (Remedy::Support, _) => &[Way::Retry],
            (Remedy::Video | Remedy::Stop | Remedy::UseAccount, Named) => &[Way::Video],
            (Remedy::Video | Remedy::Stop | Remedy::UseAccount, NotNamed) => &[],
        }
    }

    fn row(self) -> &'static Row {
        &TABLE[self as usize]
    }

    /// Reads a code in upper or lower case: the reference writes lower case, the guide's table upper case.
    pub fn parse(code: &str) -> Option<Rejection> {
        Rejection::all().find(|rejection| rejection.code().eq_ignore_ascii_case(code.trim()))
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
        for rejection in Rejection::all() {
            assert_eq!(Rejection::parse(rejection.code()), Some(rejection));
            assert_eq!(Rejection::parse(&rejection.code().to_lowercase()), Some(rejection));
            assert_eq!(serde_json::to_string(&rejection).unwrap(), format!("\"{}\"", rejection.code()));
        }
        assert_eq!(Rejection::parse("null"), None);
    }

    #[test]
    fn the_table_has_every_code_at_its_place() {
        for (place, row) in TABLE.iter().enumerate() {
            assert_eq!(row.0 as usize, place, "{} stands at the wrong place", row.1);
        }
        assert_eq!(Rejection::AccountSnapshotExpired as usize + 1, TABLE.len());
    }

    #[test]
    fn only_an_end_offers_no_way() {
        for rejection in Rejection::all().filter(|rejection| rejection.ways().is_empty()) {
            assert!(rejection.remedy().stops(), "{}", rejection.code());
        }
    }

    #[test]
    fn ways_cross_as_their_ids() {
        for way in Way::ALL {
            assert_eq!(serde_json::to_string(&way).unwrap(), format!("\"{}\"", way.id()));
            assert_eq!(serde_json::from_str::<Way>(&format!("\"{}\"", way.id())).unwrap(), way);
        }
    }
}
