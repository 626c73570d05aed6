//! THE TABLE: what the guide's mocked IBANs do (the guide, Appendix II, "Test scenarios"). With any other German IBAN,
//! everything succeeds.

use crate::rejection::Rejection;

/// A row of the guide's table.
pub struct Row {
    pub iban: &'static str,
    /// The description, verbatim from the guide.
    pub mocked_behavior: &'static str,
    pub behavior: Behavior,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Behavior {
    /// The identification becomes `successful`.
    Succeeds,
    /// The identification fails at a moment, with a reason.
    Fails(Moment, Rejection),
    /// A new signature code invalidates the one before it.
    NewCodeReplacesTheOld,
}

/// The moments at which an identification can fail, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// `POST .../identifications`, which asks SCHUFA: 412 with the reason as code.
    Creation,
    /// The customer logs in to the bank, and the account snapshot fails or shows the wrong kind of account. The
    /// identification is `failed` with a `failure_reason`; further calls answer 409 `expectation_mismatch`.
    BankLogin,
    /// The customer authorizes the transfer; then the identification is `failed`.
    Transfer,
    /// The customer confirms the right signature code, but Swisscom refuses: first `confirmed`, then `failed`.
    Signature,
}

pub const TABLE: [Row; 9] = [
    Row {
        iban: "DE11110101010100000020",
        mocked_behavior: "Success from service provider & Swisscom",
        behavior: Behavior::Succeeds,
    },
    Row {
        iban: "DE43110101010000000010",
        mocked_behavior: "Success—Access by authorized holder",
        behavior: Behavior::Fails(Moment::Transfer, Rejection::AccessByAuthorizedHolder),
    },
    Row {
        iban: "DE22110101010100000016",
        mocked_behavior: "User data not found in service provider DB",
        behavior: Behavior::Fails(Moment::Creation, Rejection::MatchForPersonDataNotFound),
    },
    Row {
        iban: "DE33110101010100000012",
        mocked_behavior: "User without QBit",
        behavior: Behavior::Fails(Moment::Creation, Rejection::PreviousIdentNotFound),
    },
    Row {
        iban: "DE44110101010100000008",
        mocked_behavior: "Account check failed on Schufa",
        behavior: Behavior::Fails(Moment::Creation, Rejection::PersonAccountMatchNotFound),
    },
    Row {
        iban: "DE55110101010100000004",
        mocked_behavior: "Account was JOINT",
        behavior: Behavior::Fails(Moment::BankLogin, Rejection::JointAccount),
    },
    Row {
        iban: "DE66110101010100000000",
        mocked_behavior: "Account snapshot failed",
        behavior: Behavior::Fails(Moment::BankLogin, Rejection::AccountSnapshotFailed),
    },
    Row {
        iban: "DE77110101010100000093",
        mocked_behavior: "Success from service provider and unsuccessful in Swisscom",
        behavior: Behavior::Fails(Moment::Signature, Rejection::DependencyError),
    },
    Row {
        iban: "DE77110101010100000093",
        mocked_behavior: "Every subsequent Authorize QES SMS TAN will invalidate the previous TAN",
        behavior: Behavior::NewCodeReplacesTheOld,
    },
];

/// The reason why an identification with this IBAN fails at this moment, if it does.
pub fn failure(iban: &str, moment: Moment) -> Option<Rejection> {
    behaviors(iban).find_map(|behavior| match behavior {
        Behavior::Fails(at, rejection) if at == moment => Some(rejection),
        _ => None,
    })
}

/// Whether a new signature code is valid at once. For other IBANs, the guide's rule holds: "The OTP expires after five
/// minutes. During this five-minute window, any newly requested OTPs will not be valid" (Step 5).
pub fn new_code_replaces_the_old(iban: &str) -> bool {
    behaviors(iban).any(|behavior| behavior == Behavior::NewCodeReplacesTheOld)
}

fn behaviors(iban: &str) -> impl Iterator<Item = Behavior> {
    TABLE.iter().filter(move |row| row.iban == iban).map(|row| row.behavior)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_iban_stands_there_twice() {
        let iban = "DE77110101010100000093";
        assert_eq!(behaviors(iban).count(), 2);
        assert!(failure(iban, Moment::Signature).is_some() && new_code_replaces_the_old(iban));
    }

    #[test]
    fn an_iban_that_is_not_mocked_succeeds() {
        let iban = "DE02120300000000202051";
        for moment in [Moment::Creation, Moment::BankLogin, Moment::Transfer, Moment::Signature] {
            assert_eq!(failure(iban, moment), None);
        }
        assert!(!new_code_replaces_the_old(iban));
    }
}
