//! `POST /api/journey/terms`: the consents. Nothing personal is stored before them.
//!
//! `missing` or `out-of-bounds` for a box. Solaris is not called.

use bankident_wire::{Field, Step, TermsDraft};

use crate::{
    api::extract::JsonBody,
    domain::{application::Facts, gathering::Gathering},
    journey::context::{Answer, JourneyContext},
};

/// `POST /api/journey/terms`
pub async fn submit(mut journey: JourneyContext, JsonBody(draft): JsonBody<TermsDraft>) -> Answer {
    if !journey.shows(Step::Terms) {
        return journey.answer().await;
    }
    let terms = draft.parse()?;
    journey.check_consents(&[
        (Field::TermsConditions, terms.terms_conditions_signed_at),
        (Field::DataTerms, terms.data_terms_signed_at),
    ])?;
    match &mut journey.application.facts {
        facts @ Facts::Unconsented => *facts = Facts::Gathering(Gathering::new(terms)),
        Facts::Gathering(gathering) => gathering.terms = terms,
        Facts::Registered(_) | Facts::Video { .. } | Facts::Deleted => {}
    }
    journey.application.revisiting = None;
    journey.answer().await
}
