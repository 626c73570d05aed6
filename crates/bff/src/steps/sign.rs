//! `POST /api/journey/sign` and `.../resend`: the code from the SMS signs.
//!
//! `rejected` for a wrong code; `too-soon` for another SMS within five minutes of the last. An identification that
//! Solaris ends here is no failure: it is the next stage's data.

use bankident_wire::{CodeDraft, Field, FieldProblem, Step};

use crate::{
    application::{CodeSent, Identification, SIGNATURE_CODE_PAUSE},
    error::Failure,
    solaris::{Code, IdentificationOf},
    visit::{Answer, Draft, Visit},
};

pub async fn submit(mut visit: Visit, Draft(draft): Draft<CodeDraft>) -> Answer {
    let (Some(code), Some(person_id)) = (code_sent(&visit), visit.application.person_id()) else {
        return visit.answer().await;
    };
    let token = draft.parse()?.token;
    let of = IdentificationOf { person_id, id: &code.id };
    let confirmed = visit.app.solaris.confirm_identification(of, &token, visit.language).await;
    let refused = confirmed.as_ref().is_err_and(|error| error.is(Code::InvalidTan));
    if refused {
        return Err(vec![Field::Token.is(FieldProblem::Rejected)].into());
    }
    visit.hear(confirmed).await?;
    visit.answer().await
}

pub async fn resend(mut visit: Visit) -> Answer {
    let Some(code) = code_sent(&visit) else { return visit.answer().await };
    let again_at = code.sent_at + SIGNATURE_CODE_PAUSE;
    if visit.now < again_at {
        return Err(Failure::TooSoon { retry_after: again_at - visit.now });
    }
    visit.send_signature_code().await?;
    visit.answer().await
}

/// The code that is waited for, where that is the screen.
fn code_sent(visit: &Visit) -> Option<&CodeSent> {
    match visit.application.facts.registered()?.mobile.identification()? {
        Identification::CodeSent(code) if visit.shows(Step::Sign) => Some(code),
        _ => None,
    }
}
