use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::json::{read_draft_from_json, read_from_json};

use super::{Parsed, ticked};
use crate::{Field, Iban, field::Mistakes};

/// `POST /api/journey/iban`. The Swisscom consent belongs to this one identification and is asked for each time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct IbanSubmission {
    pub iban: Iban,
    pub terms_and_conditions_signed_at: DateTime<Utc>,
}

read_from_json!(IbanSubmission { iban, terms_and_conditions_signed_at by time });

#[derive(Clone, Default, PartialEq, Serialize)]
#[serde(default)]
pub struct IbanDraft {
    pub iban: String,
    pub terms_and_conditions_signed_at: Option<DateTime<Utc>>,
}

read_draft_from_json!(IbanDraft { iban, terms_and_conditions_signed_at by maybe_time });

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
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct BankOfIban {
    pub bank_name: Option<String>,
}

read_from_json!(BankOfIban { bank_name });
