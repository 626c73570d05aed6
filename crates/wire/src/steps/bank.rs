use chrono::{DateTime, Utc};
use serde::Serialize;

/// The bank login, in the bank provider's own frame.
#[derive(Clone, Debug, PartialEq, Serialize, serde::Deserialize)]
pub struct BankStage {
    /// What the frame shows; it carries a session key, so it goes nowhere else.
    pub url: String,
    pub iban_masked: String,
    /// Ten minutes after the payment was initiated (the guide, Appendix IV): until then the contract has to be signed.
    /// Absent as long as the customer has not logged in.
    #[serde(default, with = "crate::json::maybe_time")]
    pub expires_at: Option<DateTime<Utc>>,
}
