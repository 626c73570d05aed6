//! `POST /api/journey/status`: occupation and tax, with two confirmations.
//!
//! Mistakes by field, `out-of-bounds` for a confirmation's time; once the person exists at Solaris, `locked` for the
//! country of tax.

use bankident_wire::{Field, FieldProblem, Status, StatusDraft, Step};

use crate::{
    application::{Answers, Facts},
    consents,
    visit::{Answer, Draft, Visit},
};

pub async fn submit(mut visit: Visit, Draft(draft): Draft<StatusDraft>) -> Answer {
    if !visit.shows(Step::Status) {
        return visit.answer().await;
    }
    let status: Status = draft.parse()?;
    consents::in_bounds(
        visit.application.began_at,
        visit.now,
        &[
            (Field::OwnEconomicInterest, status.own_economic_interest_signed_at),
            (Field::FatcaCrs, status.fatca_crs_confirmed_at),
        ],
    )?;
    match &mut visit.application.facts {
        Facts::Unconsented | Facts::Deleted => {}
        Facts::Gathering(gathering) => {
            gathering.status = Some(status);
            visit.application.shown_again = None;
        }
        Facts::Registered(registered) => {
            if registered.answers.status.tax_assessment_country != status.tax_assessment_country {
                return Err(vec![Field::TaxAssessmentCountry.is(FieldProblem::Locked)].into());
            }
            let after = Answers { status, ..registered.answers.clone() };
            visit.change_answers(after).await?;
        }
    }
    visit.answer().await
}
