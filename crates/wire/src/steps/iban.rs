use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::{
    Field, Iban,
    draft::{Parsed, ticked},
    field::Mistakes,
};

/// `POST /api/journey/iban`. The Swisscom consent belongs to this one identification and is asked for each time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, serde::Deserialize)]
pub struct IbanSubmission {
    pub iban: Iban,
    #[serde(with = "crate::json::time")]
    pub terms_and_conditions_signed_at: DateTime<Utc>,
}

#[derive(Clone, Default, PartialEq, Serialize, serde::Deserialize)]
#[serde(default)]
pub struct IbanDraft {
    pub iban: String,
    #[serde(default, with = "crate::json::maybe_time")]
    pub terms_and_conditions_signed_at: Option<DateTime<Utc>>,
}

impl IbanDraft {
    pub fn parse(&self) -> Parsed<IbanSubmission> {
        let mut mistakes = Mistakes::default();
        let iban = mistakes.check(Field::Iban, Iban::parse(&self.iban));
        let consent = mistakes.check(Field::SwisscomTerms, ticked(self.terms_and_conditions_signed_at));
        match (iban, consent) {
            (Some(iban), Some(terms_and_conditions_signed_at)) => {
                Ok(IbanSubmission { iban, terms_and_conditions_signed_at })
            }
            _ => Err(mistakes.into_errors()),
        }
    }
}

/// The answer to `POST /api/journey/iban/lookup` with `{"iban": ..}`: the bank's name, where it is known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, serde::Deserialize)]
pub struct BankOfIban {
    pub bank_name: Option<String>,
}
