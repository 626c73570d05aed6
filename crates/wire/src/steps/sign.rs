use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{Field, SignatureToken, draft::Parsed};

/// The qualified electronic signature (QES).
#[derive(Clone, Debug, PartialEq, Serialize, serde::Deserialize)]
pub struct SignStage {
    pub phase: SignPhase,
    /// The reference for support, where the code was accepted and nothing has come of it in time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub late: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SignPhase {
    /// The code was sent and is waited for.
    CodeSent {
        number_masked: String,
        /// What the SMS quotes: Solaris' `current_reference_token`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reference: Option<String>,
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

/// The code from the SMS: `POST /api/journey/sign`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SignSubmission {
    pub token: SignatureToken,
}

#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SignDraft {
    pub token: String,
}

impl SignDraft {
    pub fn parse(&self) -> Parsed<SignSubmission> {
        let token =
            SignatureToken::parse(&self.token).map_err(|problem| vec![Field::SignatureToken.is(problem)])?;
        Ok(SignSubmission { token })
    }
}
