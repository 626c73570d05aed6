//! `POST /api/journey/sign` and `.../resend`: the code from the SMS signs.
//!
//! `rejected` for a wrong code, `exhausted` after the fifth; `too-soon` for another SMS within five minutes of the last.
//! An identification that Solaris ends here is no failure: it is the next stage's data.

use bankident_wire::{CodeDraft, Step};

use crate::{
    allowance::WRONG_CODES,
    application::{CodeSent, Identification, SIGNATURE_CODE_PAUSE},
    error::Failure,
    intent::{Call, Outcome},
    solaris::{Code, IdentificationOf},
    visit::{Answer, Draft, Visit},
};

pub async fn submit(mut visit: Visit, Draft(draft): Draft<CodeDraft>) -> Answer {
    let Some(code) = code_sent(&mut visit) else { return visit.answer().await };
    let token = draft.parse()?.token;
    if code.wrong_codes >= WRONG_CODES {
        return Err(Failure::wrong_code(0));
    }
    let Some((person_id, id)) = visit.identification() else { return visit.answer().await };
    let (app, language) = (visit.app.clone(), visit.language);
    let made = async move {
        let of = IdentificationOf { person_id: &person_id, id: &id };
        app.solaris.confirm_identification(of, &token, language).await
    };
    let answer = match visit.once(Call::ConfirmIdentification, made).await? {
        Outcome::Answered(answer) => answer,
        Outcome::Caught => return visit.answer().await,
    };
    if answer.as_ref().is_err_and(|error| error.is(Code::InvalidTan))
        && let Some(code) = code_sent(&mut visit)
    {
        code.wrong_codes += 1;
        let tries_left = WRONG_CODES.saturating_sub(code.wrong_codes);
        visit.save().await?;
        return Err(Failure::wrong_code(tries_left));
    }
    visit.hear(answer).await?;
    visit.answer().await
}

pub async fn resend(mut visit: Visit) -> Answer {
    let Some(code) = code_sent(&mut visit) else { return visit.answer().await };
    let again_at = code.sent_at + SIGNATURE_CODE_PAUSE;
    if visit.now < again_at {
        return Err(Failure::TooSoon { retry_after: again_at - visit.now });
    }
    visit.send_signature_code().await?;
    visit.answer().await
}

/// The code that is waited for, where that is the screen.
fn code_sent(visit: &mut Visit) -> Option<&mut CodeSent> {
    if !visit.shows(Step::Sign) {
        return None;
    }
    match visit.application.facts.registered_mut()?.mobile.identification_mut()? {
        Identification::CodeSent(code) => Some(code),
        _ => None,
    }
}
