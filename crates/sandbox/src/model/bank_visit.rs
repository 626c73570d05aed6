//! The customer's visit to the bank, which an identification waits for (the guide, Step 4).

use chrono::{DateTime, Utc};

use crate::language::Language;

/// A customer's visit to the pages of their bank.
pub struct BankVisit {
    pub wizard_session_key: String,
    pub url: String,
    pub language: Language,
    pub page: BankPage,
    pub payment_initiated_at: Option<DateTime<Utc>>,
}

/// The page of the bank that comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BankPage {
    Iban,
    Login,
    Tan,
    Done,
    Failed,
}
