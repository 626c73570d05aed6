use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::{
    Field,
    draft::{Parsed, ticked},
    field::Mistakes,
};

/// The first screen: what will happen, and the consents without which nothing personal may be stored.
#[derive(Clone, Debug, Default, PartialEq, Serialize, serde::Deserialize)]
pub struct TermsStage {
    /// The customer's own earlier ticks, where they come back to read again; nothing is ever pre-ticked.
    pub accepted: Option<TermsDraft>,
    /// When the person whom a partner names agreed to the terms and conditions: then only the data terms are asked for.
    #[serde(default, with = "crate::json::maybe_time")]
    pub signed_before: Option<DateTime<Utc>>,
}

/// The consents, each with the UTC time of its tick.
#[derive(Clone, Debug, PartialEq, Serialize, serde::Deserialize)]
pub struct Terms {
    #[serde(with = "crate::json::time")]
    pub terms_conditions_signed_at: DateTime<Utc>,
    /// Solaris may know a person without it.
    #[serde(default, with = "crate::json::maybe_time")]
    pub data_terms_signed_at: Option<DateTime<Utc>>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, serde::Deserialize)]
#[serde(default)]
pub struct TermsDraft {
    #[serde(default, with = "crate::json::maybe_time")]
    pub terms_conditions_signed_at: Option<DateTime<Utc>>,
    #[serde(default, with = "crate::json::maybe_time")]
    pub data_terms_signed_at: Option<DateTime<Utc>>,
}

impl TermsDraft {
    pub fn parse(&self) -> Parsed<Terms> {
        let mut mistakes = Mistakes::default();
        let terms_conditions =
            mistakes.check(Field::TermsConditions, ticked(self.terms_conditions_signed_at));
        let data_terms = mistakes.check(Field::DataTerms, ticked(self.data_terms_signed_at));
        match (terms_conditions, data_terms) {
            (Some(terms_conditions_signed_at), Some(data_terms_signed_at)) => {
                Ok(Terms { terms_conditions_signed_at, data_terms_signed_at: Some(data_terms_signed_at) })
            }
            _ => Err(mistakes.into_errors()),
        }
    }
}

impl From<Terms> for TermsDraft {
    fn from(terms: Terms) -> TermsDraft {
        TermsDraft {
            terms_conditions_signed_at: Some(terms.terms_conditions_signed_at),
            data_terms_signed_at: terms.data_terms_signed_at,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::FieldProblem;

    #[test]
    fn both_boxes_have_to_be_ticked() {
        let errors = TermsDraft::default().parse().unwrap_err();
        let missing = FieldProblem::Missing;
        assert_eq!(errors, [Field::TermsConditions.is(missing), Field::DataTerms.is(missing)]);
    }
}
