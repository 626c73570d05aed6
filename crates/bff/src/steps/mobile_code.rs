//! `POST /api/journey/mobile-code` and `.../resend`: the code from the SMS verifies the number.
//!
//! `rejected` for a wrong or expired code; `too-soon` for another SMS within half a minute.

use bankident_wire::{CodeDraft, Field, FieldProblem, Step};

use crate::{
    application::{Identification, MOBILE_CODE_PAUSE, Mobile},
    error::Failure,
    solaris::Code,
    visit::{Answer, Draft, Visit},
};

pub async fn submit(mut visit: Visit, Draft(draft): Draft<CodeDraft>) -> Answer {
    if !visit.shows(Step::MobileCode) {
        return visit.answer().await;
    }
    let token = draft.parse()?.token;
    if let Some(registered) = visit.application.facts.registered_mut()
        && let Mobile::CodeSent { number, .. } = &registered.mobile
    {
        let confirmed = visit.app.solaris.confirm_mobile_number(&registered.person_id, number, &token).await;
        confirmed.map_err(|error| match error {
            error if error.is(Code::InvalidTan) => vec![Field::Token.is(FieldProblem::Rejected)].into(),
            error => Failure::Solaris(error),
        })?;
        registered.mobile = Mobile::Verified {
            number: number.clone(),
            identification: Identification::Wanted { rejection: None },
        };
    }
    visit.answer().await
}

pub async fn resend(mut visit: Visit) -> Answer {
    if !visit.shows(Step::MobileCode) {
        return visit.answer().await;
    }
    let now = visit.now;
    if let Some(registered) = visit.application.facts.registered_mut()
        && let Mobile::CodeSent { number, sent_at } = &mut registered.mobile
    {
        let again_at = *sent_at + MOBILE_CODE_PAUSE;
        if now < again_at {
            return Err(Failure::TooSoon { retry_after: again_at - now });
        }
        visit.app.solaris.authorize_mobile_number(&registered.person_id, number).await?;
        *sent_at = now;
    }
    visit.answer().await
}
