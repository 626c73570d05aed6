use std::fmt;

use serde::Serialize;

use crate::{Field, MobileNumber, TypedNumber, draft::Parsed};

/// Which number gets the codes.
#[derive(Clone, Debug, PartialEq, Serialize, serde::Deserialize)]
pub struct MobileStage {
    /// The number given before, where the customer comes back to change it.
    pub number: Option<MobileNumber>,
    /// Whether an SMS goes out at once, and not only when all answers are confirmed.
    #[serde(default)]
    pub sends_code: bool,
    /// What the customer has to confirm before the number is used.
    #[serde(default)]
    pub question: Option<NumberQuestion>,
}

/// The number as the server read it: it was not typed like that, or it may not receive an SMS.
#[derive(Clone, PartialEq, Serialize, serde::Deserialize)]
pub struct NumberQuestion {
    /// In international form, `+43 664 1234567`.
    pub written: String,
    pub is_mobile: bool,
}

/// Never printed: it helps to name a person.
impl fmt::Debug for NumberQuestion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NumberQuestion(..)")
    }
}

/// `POST /api/journey/mobile`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, serde::Deserialize)]
pub struct MobileSubmission {
    pub number: TypedNumber,
    /// The customer has seen the number as the server read it.
    pub confirmed: bool,
}

#[derive(Clone, Default, PartialEq, Serialize, serde::Deserialize)]
#[serde(default)]
pub struct MobileDraft {
    pub number: String,
    pub confirmed: bool,
    /// The question that it was typed under, as [`NumberQuestion::written`]: what was typed under another one is not what this
    /// one asks about. Only the browser reads it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub question: Option<String>,
}

impl MobileDraft {
    pub fn parse(&self) -> Parsed<MobileSubmission> {
        let number = TypedNumber::parse(&self.number).map_err(|problem| vec![Field::Number.is(problem)])?;
        Ok(MobileSubmission { number, confirmed: self.confirmed })
    }
}
