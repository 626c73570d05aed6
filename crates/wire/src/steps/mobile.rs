use serde::Serialize;

use crate::{Field, MobileNumber, draft::Parsed};

/// Which number gets the codes.
#[derive(Clone, Debug, PartialEq, Serialize, serde::Deserialize)]
pub struct MobileStage {
    /// The number given before, where the customer comes back to change it.
    pub number: Option<MobileNumber>,
}

/// `POST /api/journey/mobile`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, serde::Deserialize)]
pub struct MobileSubmission {
    pub number: MobileNumber,
}

#[derive(Clone, Default, PartialEq, Serialize, serde::Deserialize)]
#[serde(default)]
pub struct MobileDraft {
    pub number: String,
}

impl MobileDraft {
    pub fn parse(&self) -> Parsed<MobileSubmission> {
        let number = MobileNumber::parse(&self.number).map_err(|problem| vec![Field::Number.is(problem)])?;
        Ok(MobileSubmission { number })
    }
}
