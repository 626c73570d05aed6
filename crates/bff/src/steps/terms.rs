//! `POST /api/journey/terms`: the consents, without which nothing personal is stored.
//!
//! `missing` or `out-of-bounds` for a box; Solaris is not asked.

use bankident_wire::{Field, Step, TermsDraft};

use crate::{
    application::{Facts, Gathering},
    consents,
    visit::{Answer, Draft, Visit},
};

pub async fn submit(mut visit: Visit, Draft(draft): Draft<TermsDraft>) -> Answer {
    if !visit.shows(Step::Terms) {
        return visit.answer().await;
    }
    let terms = draft.parse()?;
    consents::in_bounds(
        visit.application.began_at,
        visit.now,
        &[
            (Field::TermsConditions, terms.terms_conditions_signed_at),
            (Field::DataTerms, terms.data_terms_signed_at),
        ],
    )?;
    match &mut visit.application.facts {
        facts @ Facts::Unconsented => *facts = Facts::Gathering(Gathering::new(terms)),
        Facts::Gathering(gathering) => gathering.terms = terms,
        Facts::Registered(_) | Facts::Deleted => {}
    }
    visit.application.shown_again = None;
    visit.answer().await
}
