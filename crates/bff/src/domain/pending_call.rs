//! A call that must not be made twice, as it is stored before it is made.

use bankident_wire::{Iban, MobileNumber};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// A call that is being made, or was being made when the server stopped.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PendingCall {
    pub call: Call,
    pub at: DateTime<Utc>,
}

/// The calls that must not be made twice. All other calls can be repeated: they set the same value again, or read
/// before they write.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Call {
    CreatePerson,
    AuthorizeMobileNumber { number: MobileNumber },
    ConfirmMobileNumber { number: MobileNumber },
    CreateIdentification { iban: Iban, terms_and_conditions_signed_at: DateTime<Utc> },
    AuthorizeIdentification,
    ConfirmIdentification,
}
