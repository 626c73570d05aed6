use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// The qualified electronic signature (QES).
#[derive(Clone, Debug, PartialEq, Serialize, serde::Deserialize)]
pub struct SignStage {
    pub phase: SignPhase,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SignPhase {
    /// The code was sent and is waited for.
    CodeSent {
        number_masked: String,
        /// The server's deadline: `confirmation_expires_at` or `authorization_expires_at`, whichever comes first.
        #[serde(default, with = "crate::json::maybe_time")]
        expires_at: Option<DateTime<Utc>>,
        /// From when on a new code can be asked for: five minutes after the last (the guide, "PATCH Start QES process").
        #[serde(with = "crate::json::time")]
        resend_at: DateTime<Utc>,
    },
    /// The code was accepted (`confirmed`); the signed documents are being made.
    Confirming,
}
