use chrono::{DateTime, Utc};
use serde::{Deserialize, Deserializer, Serialize, de::Error};
use serde_json::Value;

use crate::json::{maybe_time, member, read_from_json, time};

/// The qualified electronic signature (QES).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SignStage {
    pub phase: SignPhase,
}

read_from_json!(SignStage { phase });

#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SignPhase {
    /// The code was sent and is waited for.
    CodeSent {
        number_masked: String,
        /// The server's deadline: `confirmation_expires_at` or `authorization_expires_at`, whichever comes first.
        expires_at: Option<DateTime<Utc>>,
        /// From when on a new code can be asked for: five minutes after the last (the guide, "PATCH Start QES process").
        resend_at: DateTime<Utc>,
    },
    /// The code was accepted (`confirmed`); the signed documents are being made.
    Confirming,
}

impl<'de> Deserialize<'de> for SignPhase {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<SignPhase, D::Error> {
        let mut phase = Value::deserialize(deserializer)?;
        if phase == "confirming" {
            return Ok(SignPhase::Confirming);
        }
        // An unknown word has no members: an error, where indexing would panic.
        let sent = member(&mut phase, "code-sent").and_then(|mut sent| code_sent(&mut sent));
        sent.map_err(D::Error::custom)
    }
}

fn code_sent(sent: &mut Value) -> serde_json::Result<SignPhase> {
    Ok(SignPhase::CodeSent {
        number_masked: member(sent, "number_masked")?,
        expires_at: maybe_time(sent, "expires_at")?,
        resend_at: time(sent, "resend_at")?,
    })
}
