use serde::Serialize;

use crate::json::{read_draft_from_json, read_from_json};

use super::Parsed;
use crate::{Field, MobileNumber};

/// Which number gets the codes.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MobileStage {
    /// The number given before, where the customer comes back to change it.
    pub number: Option<MobileNumber>,
}

read_from_json!(MobileStage { number });

/// `POST /api/journey/mobile`
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MobileSubmission {
    pub number: MobileNumber,
}

read_from_json!(MobileSubmission { number });

#[derive(Clone, Default, PartialEq, Serialize)]
#[serde(default)]
pub struct MobileDraft {
    pub number: String,
}

read_draft_from_json!(MobileDraft { number });

impl MobileDraft {
    pub fn parse(&self) -> Parsed<MobileSubmission> {
        let number = MobileNumber::parse(&self.number).map_err(|problem| vec![Field::Number.is(problem)])?;
        Ok(MobileSubmission { number })
    }
}
