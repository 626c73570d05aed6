//! `POST /api/journey/mobile`: the number for the codes. An SMS goes out.
//!
//! Mistakes by field; `locked` if the person has another number that is verified. An earlier number is replaced unless it
//! is verified. `too-soon` as for another code. A number that was read differently than typed, or that may not receive an
//! SMS, is not a mistake: the answer is the same stage with a question, and the SMS goes out when it is confirmed.

use bankident_wire::{Field, FieldProblem, MobileDraft, MobileNumber, MobileSubmission, Step};

use crate::{
    api::extract::JsonBody,
    domain::{
        phone::{self, Reading},
        rate_limit::SMS_PAUSE,
        registered::Mobile,
    },
    error::ApiError,
    journey::context::{Answer, JourneyContext},
    solaris::{Code, Solaris},
};

/// `POST /api/journey/mobile`
pub async fn submit(mut journey: JourneyContext, JsonBody(draft): JsonBody<MobileDraft>) -> Answer {
    if !journey.shows(Step::Mobile) {
        return journey.answer().await;
    }
    let MobileSubmission { number: typed, confirmed } = draft.parse()?;
    let Some(registered) = journey.application.facts.registered() else { return journey.answer().await };
    let country = &registered.answers.address.address.country;
    let Reading { number, needs_no_question } =
        phone::read(&typed, country).map_err(|problem| vec![Field::Number.is(problem)])?;
    // The code that was just sent to this number is still valid.
    let just_sent = matches!(&registered.mobile, Mobile::CodeSent { number: before, .. } if *before == number)
        && registered.sms.last().is_some_and(|sent_at| journey.now < sent_at + SMS_PAUSE);
    let was_confirmed = confirmed && registered.asked.as_ref() == Some(&number);
    if !just_sent && !needs_no_question && !was_confirmed {
        if let Some(registered) = journey.application.facts.registered_mut() {
            registered.asked = Some(number);
        }
        return journey.answer().await;
    }
    if !just_sent {
        journey.may_send_sms()?;
        match set_number(&journey.state.solaris, &registered.person_id, &number).await? {
            Number::Verified => journey.mobile_number_is_verified(number).await,
            Number::Unverified => journey.send_mobile_code(number).await?,
        }
    }
    journey.application.revisiting = None;
    journey.answer().await
}

enum Number {
    Unverified,
    /// By an earlier attempt whose answer was lost.
    Verified,
}

/// Creates the number. If the person has one, the same number is kept and another is replaced: so this can be repeated.
async fn set_number(solaris: &Solaris, person_id: &str, number: &MobileNumber) -> Result<Number, ApiError> {
    match solaris.create_mobile_number(person_id, number).await {
        Ok(()) => return Ok(Number::Unverified),
        Err(error) if error.is(Code::MobileNumberExists) => {}
        Err(error) => return Err(error.into()),
    }
    let existing = solaris.mobile_number(person_id).await?;
    if existing.number == number.as_str() {
        return Ok(if existing.verified { Number::Verified } else { Number::Unverified });
    }
    if existing.verified {
        // To delete it takes a change request that support confirms.
        return Err(vec![Field::Number.is(FieldProblem::Locked)].into());
    }
    solaris.delete_mobile_number(person_id, &existing.number).await?;
    solaris.create_mobile_number(person_id, number).await?;
    Ok(Number::Unverified)
}
