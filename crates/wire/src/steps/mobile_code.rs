use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::{Field, Otp, draft::Parsed};

/// The code that was sent to verify the number.
#[derive(Clone, Debug, PartialEq, Serialize, serde::Deserialize)]
pub struct MobileCodeStage {
    pub number_masked: String,
    /// From when on another SMS can be asked for.
    #[serde(with = "crate::json::time")]
    pub resend_at: DateTime<Utc>,
}

/// The code from the SMS: `POST /api/journey/mobile-code`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, serde::Deserialize)]
pub struct CodeSubmission {
    pub token: Otp,
}

#[derive(Clone, Default, PartialEq, Serialize, serde::Deserialize)]
#[serde(default)]
pub struct CodeDraft {
    pub token: String,
}

impl CodeDraft {
    pub fn parse(&self) -> Parsed<CodeSubmission> {
        let token = Otp::parse(&self.token).map_err(|problem| vec![Field::Token.is(problem)])?;
        Ok(CodeSubmission { token })
    }
}
