//! `POST /api/journey/mobile-code` and `.../resend`: the code from the SMS verifies the number.
//!
//! `rejected` for a wrong or expired code, `exhausted` after the fifth one; `too-soon` for another SMS within half a
//! minute, or for the sixth within an hour.

use bankident_wire::{CodeDraft, Field, MobileNumber, Step};

use crate::{
    api::extract::JsonBody,
    domain::{pending_call::Call, rate_limit::WRONG_CODES, refused::RefusedCall, registered::Mobile},
    error::ApiError,
    journey::{
        call_once::CallOutcome,
        context::{Answer, JourneyContext},
    },
    solaris::Code,
};

/// `POST /api/journey/mobile-code`
pub async fn submit(mut journey: JourneyContext, JsonBody(draft): JsonBody<CodeDraft>) -> Answer {
    let Some((number, wrong_codes)) = code_sent(&mut journey) else { return journey.answer().await };
    let (number, wrong_before) = (number.clone(), *wrong_codes);
    let token = draft.parse()?.token;
    if wrong_before >= WRONG_CODES {
        return Err(ApiError::wrong_code(Field::Token, 0));
    }
    let Some(person_id) = journey.application.person_id().map(str::to_owned) else {
        return journey.answer().await;
    };
    let (state, confirmed) = (journey.state.clone(), number.clone());
    let made = async move { state.solaris.confirm_mobile_number(&person_id, &confirmed, &token).await };
    match journey.call_once(Call::ConfirmMobileNumber { number: number.clone() }, made).await? {
        CallOutcome::Answered(Ok(())) => journey.mobile_number_is_verified(number).await,
        CallOutcome::Answered(Err(error)) if error.is(Code::InvalidTan) => {
            if let Some((_, wrong_codes)) = code_sent(&mut journey) {
                *wrong_codes += 1;
            }
            journey.save().await?;
            return Err(ApiError::wrong_code(Field::Token, WRONG_CODES.saturating_sub(wrong_before + 1)));
        }
        // The number is gone at Solaris: another one is asked for.
        CallOutcome::Answered(Err(error)) if error.is(Code::ModelNotFound) => {
            journey.refresh_mobile_number().await?;
        }
        CallOutcome::Answered(Err(error)) => {
            return journey.conclude(Err(error.into()), RefusedCall::Screen).await;
        }
        CallOutcome::Recovered => {}
    }
    journey.conclude(Ok(()), RefusedCall::Screen).await
}

/// `POST /api/journey/mobile-code/resend`
pub async fn resend(mut journey: JourneyContext) -> Answer {
    let Some((number, _)) = code_sent(&mut journey) else { return journey.answer().await };
    let number = number.clone();
    let sent = match journey.send_mobile_code(number).await {
        Err(ApiError::Solaris(error)) if error.is(Code::ModelNotFound) => {
            journey.refresh_mobile_number().await?;
            Ok(())
        }
        sent => sent,
    };
    journey.conclude(sent, RefusedCall::Screen).await
}

/// The number that waits for its code, and the count of wrong codes; `None` on another screen.
fn code_sent(journey: &mut JourneyContext) -> Option<(&MobileNumber, &mut u32)> {
    if !journey.shows(Step::MobileCode) {
        return None;
    }
    match &mut journey.application.facts.registered_mut()?.mobile {
        Mobile::CodeSent { number, wrong_codes } => Some((number, wrong_codes)),
        _ => None,
    }
}
