use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::json::{read_draft_from_json, read_from_json};

use super::Parsed;
use crate::{Field, Otp};

/// The code that was sent to verify the number.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MobileCodeStage {
    pub number_masked: String,
    /// From when on another SMS can be asked for.
    pub resend_at: DateTime<Utc>,
}

read_from_json!(MobileCodeStage { number_masked, resend_at by time });

/// A code from an SMS: `POST /api/journey/mobile-code`, `POST /api/journey/sign`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CodeSubmission {
    pub token: Otp,
}

read_from_json!(CodeSubmission { token });

#[derive(Clone, Default, PartialEq, Serialize)]
#[serde(default)]
pub struct CodeDraft {
    pub token: String,
}

read_draft_from_json!(CodeDraft { token });

impl CodeDraft {
    pub fn parse(&self) -> Parsed<CodeSubmission> {
        let token = Otp::parse(&self.token).map_err(|problem| vec![Field::Token.is(problem)])?;
        Ok(CodeSubmission { token })
    }
}
