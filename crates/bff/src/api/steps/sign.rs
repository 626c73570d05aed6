//! `POST /api/journey/sign` and `.../resend`: the code from the SMS signs.
//!
//! `rejected` for a wrong code, `exhausted` after the fifth one; `too-soon` for another SMS within five minutes of the
//! last. An identification that Solaris ends here is not an error but the data of the next stage.

use bankident_wire::{Field, SignDraft, Step};

use crate::{
    api::extract::JsonBody,
    domain::{
        identification::{CodeSent, Identification, SIGNATURE_CODE_PAUSE},
        pending_call::Call,
        rate_limit::WRONG_CODES,
        refused::RefusedCall,
    },
    error::ApiError,
    journey::{
        call_once::CallOutcome,
        context::{Answer, JourneyContext},
    },
    solaris::{Error, IdentificationOf},
};

/// `POST /api/journey/sign`
pub async fn submit(mut journey: JourneyContext, JsonBody(draft): JsonBody<SignDraft>) -> Answer {
    let Some(code) = code_sent(&mut journey) else { return journey.answer().await };
    let token = draft.parse()?.token;
    if code.wrong_codes >= WRONG_CODES {
        return Err(ApiError::wrong_code(Field::SignatureToken, 0));
    }
    let Some((person_id, id)) = journey.identification() else { return journey.answer().await };
    let (state, language) = (journey.state.clone(), journey.language);
    let made = async move {
        let of = IdentificationOf { person_id: &person_id, id: &id };
        state.solaris.confirm_identification(of, &token, language).await
    };
    let answer = match journey.call_once(Call::ConfirmIdentification, made).await? {
        CallOutcome::Answered(answer) => answer,
        CallOutcome::Recovered => return journey.answer().await,
    };
    let is_refused = answer.as_ref().is_err_and(Error::may_mean_a_wrong_code);
    if is_refused {
        // What the API says to a wrong code is not documented. As long as it waits for a code, that is what was wrong.
        journey.refresh().await?;
    } else {
        journey.apply(answer, RefusedCall::Screen).await?;
    }
    if is_refused && let Some(code) = code_sent(&mut journey) {
        code.wrong_codes += 1;
        let tries_left = WRONG_CODES.saturating_sub(code.wrong_codes);
        journey.save().await?;
        return Err(ApiError::wrong_code(Field::SignatureToken, tries_left));
    }
    journey.answer().await
}

/// `POST /api/journey/sign/resend`
pub async fn resend(mut journey: JourneyContext) -> Answer {
    let Some(code) = code_sent(&mut journey) else { return journey.answer().await };
    let again_at = code.sent_at + SIGNATURE_CODE_PAUSE;
    if journey.now < again_at {
        return Err(ApiError::TooSoon { retry_after: again_at - journey.now });
    }
    journey.send_signature_code().await?;
    journey.answer().await
}

/// The code that the screen waits for; `None` on another screen.
fn code_sent(journey: &mut JourneyContext) -> Option<&mut CodeSent> {
    if !journey.shows(Step::Sign) {
        return None;
    }
    match journey.application.facts.registered_mut()?.mobile.identification_mut()? {
        Identification::CodeSent(code) => Some(code),
        _ => None,
    }
}
