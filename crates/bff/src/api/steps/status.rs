//! `POST /api/journey/status`: occupation and tax, with two confirmations.
//!
//! Mistakes by field; `out-of-bounds` for the time of a confirmation. Once the person exists at Solaris, `locked` for the
//! country of tax.

use bankident_wire::{Field, FieldProblem, Status, StatusDraft, Step};

use crate::{
    api::extract::JsonBody,
    domain::{application::Facts, gathering::Answers},
    journey::context::{Answer, JourneyContext},
};

/// `POST /api/journey/status`
pub async fn submit(mut journey: JourneyContext, JsonBody(draft): JsonBody<StatusDraft>) -> Answer {
    if !journey.shows(Step::Status) {
        return journey.answer().await;
    }
    let status: Status = draft.parse()?;
    journey.consent(&[
        (Field::OwnEconomicInterest, status.own_economic_interest_signed_at),
        (Field::FatcaCrs, status.fatca_crs_confirmed_at),
    ])?;
    match &mut journey.application.facts {
        Facts::Unconsented | Facts::Video { .. } | Facts::Deleted => {}
        Facts::Gathering(gathering) => {
            gathering.status = Some(status);
            journey.application.revisiting = None;
        }
        Facts::Registered(registered) => {
            let known = registered.answers.status.as_ref();
            if known.is_some_and(|known| known.tax_assessment_country != status.tax_assessment_country) {
                return Err(vec![Field::TaxAssessmentCountry.is(FieldProblem::Locked)].into());
            }
            let after = Answers { status: Some(status), ..registered.answers.clone() };
            journey.change_answers(after);
        }
    }
    journey.answer().await
}
