//! `POST /api/journey/terms`: the consents. Nothing personal is stored before them.
//!
//! `missing` or `out-of-bounds` for a box. Solaris is called only about a person whom it knows without the data terms.

use bankident_wire::{Field, Step, Terms, TermsDraft};

use crate::{
    api::extract::JsonBody,
    domain::{
        application::Facts,
        gathering::{Answers, Gathering},
        refused::RefusedCall,
    },
    journey::context::{Answer, JourneyContext},
};

/// `POST /api/journey/terms`
pub async fn submit(mut journey: JourneyContext, JsonBody(draft): JsonBody<TermsDraft>) -> Answer {
    if !journey.shows(Step::Terms) {
        return journey.answer().await;
    }
    let terms = draft.parse()?;
    let signed_before = journey.application.facts.registered().map(|registered| &registered.answers.terms);
    let signed_before = signed_before.map(|terms| terms.terms_conditions_signed_at);
    let terms = Terms {
        terms_conditions_signed_at: signed_before.unwrap_or(terms.terms_conditions_signed_at),
        ..terms
    };
    let ticks = [
        (Field::TermsConditions, Some(terms.terms_conditions_signed_at).filter(|_| signed_before.is_none())),
        (Field::DataTerms, terms.data_terms_signed_at),
    ];
    let ticks: Vec<_> = ticks.into_iter().filter_map(|(field, at)| Some((field, at?))).collect();
    journey.consent(&ticks)?;
    let mut confirmed = Ok(());
    let partner_journey = journey.application.partner_journey.as_ref();
    let ask = partner_journey.map(|partner_journey| partner_journey.ask.clone()).unwrap_or_default();
    match &mut journey.application.facts {
        facts @ Facts::Unconsented => *facts = Facts::Gathering(Gathering::new(terms, ask)),
        Facts::Gathering(gathering) => gathering.terms = terms,
        Facts::Registered(registered) => {
            let after = Answers { terms, ..registered.answers.clone() };
            registered.change(after);
            // There is nothing else to look at.
            confirmed = journey.confirm_answers().await;
        }
        Facts::Video { .. } | Facts::Deleted => {}
    }
    journey.conclude(confirmed, RefusedCall::ConfirmAnswers).await
}
