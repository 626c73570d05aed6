//! `POST /api/journey/mobile-code` and `.../resend`: the code from the SMS verifies the number.
//!
//! `rejected` for a wrong or expired code, `exhausted` after the fifth; `too-soon` for another SMS within half a minute,
//! or for the sixth within an hour.

use bankident_wire::{CodeDraft, MobileNumber, Step};

use crate::{
    allowance::WRONG_CODES,
    application::Mobile,
    error::Failure,
    intent::{Call, Outcome},
    solaris::Code,
    visit::{Answer, Draft, Visit},
};

pub async fn submit(mut visit: Visit, Draft(draft): Draft<CodeDraft>) -> Answer {
    let Some((number, wrong_codes)) = code_sent(&mut visit) else { return visit.answer().await };
    let (number, wrong_before) = (number.clone(), *wrong_codes);
    let token = draft.parse()?.token;
    if wrong_before >= WRONG_CODES {
        return Err(Failure::wrong_code(0));
    }
    let Some(person_id) = visit.application.person_id().map(str::to_owned) else {
        return visit.answer().await;
    };
    let (app, confirmed) = (visit.app.clone(), number.clone());
    let made = async move { app.solaris.confirm_mobile_number(&person_id, &confirmed, &token).await };
    match visit.once(Call::ConfirmMobileNumber { number: number.clone() }, made).await? {
        Outcome::Answered(Ok(())) => visit.mobile_number_is_verified(number).await,
        Outcome::Answered(Err(error)) if error.is(Code::InvalidTan) => {
            if let Some((_, wrong_codes)) = code_sent(&mut visit) {
                *wrong_codes += 1;
            }
            visit.save().await?;
            return Err(Failure::wrong_code(WRONG_CODES.saturating_sub(wrong_before + 1)));
        }
        Outcome::Answered(Err(error)) => return Err(error.into()),
        Outcome::Caught => {}
    }
    visit.answer().await
}

pub async fn resend(mut visit: Visit) -> Answer {
    let Some((number, _)) = code_sent(&mut visit) else { return visit.answer().await };
    let number = number.clone();
    visit.send_mobile_code(number).await?;
    visit.answer().await
}

/// The number whose code is waited for, and how often a wrong one was given, where that is the screen.
fn code_sent(visit: &mut Visit) -> Option<(&MobileNumber, &mut u32)> {
    if !visit.shows(Step::MobileCode) {
        return None;
    }
    match &mut visit.application.facts.registered_mut()?.mobile {
        Mobile::CodeSent { number, wrong_codes } => Some((number, wrong_codes)),
        _ => None,
    }
}
