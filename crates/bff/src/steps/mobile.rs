//! `POST /api/journey/mobile`: the number that gets the codes; an SMS goes out.
//!
//! Mistakes by field; `locked` where the person has another number that is verified. A number that was given before is
//! replaced, as long as it is not verified. `too-soon` as for another code.

use bankident_wire::{Field, FieldProblem, MobileDraft, MobileNumber, Step};

use crate::{
    allowance::SMS_PAUSE,
    application::Mobile,
    error::Failure,
    solaris::{Code, Solaris},
    visit::{Answer, Draft, Visit},
};

pub async fn submit(mut visit: Visit, Draft(draft): Draft<MobileDraft>) -> Answer {
    if !visit.shows(Step::Mobile) {
        return visit.answer().await;
    }
    let number = draft.parse()?.number;
    let Some(registered) = visit.application.facts.registered() else { return visit.answer().await };
    // The code that was just sent to this number is still good.
    let just_sent = matches!(&registered.mobile, Mobile::CodeSent { number: before, .. } if *before == number)
        && registered.sms.last().is_some_and(|sent_at| visit.now < sent_at + SMS_PAUSE);
    if !just_sent {
        visit.may_send_sms()?;
        match set_number(&visit.app.solaris, &registered.person_id, &number).await? {
            Number::Verified => visit.mobile_number_is_verified(number).await,
            Number::Unverified => visit.send_mobile_code(number).await?,
        }
    }
    visit.application.shown_again = None;
    visit.answer().await
}

enum Number {
    Unverified,
    /// From an earlier try whose answer was lost.
    Verified,
}

/// Creates the number; where the person has one, keeps it if it is the same, else replaces it. So it can be done again.
async fn set_number(solaris: &Solaris, person_id: &str, number: &MobileNumber) -> Result<Number, Failure> {
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
        // Deleting it would be a change request that support has to confirm.
        return Err(vec![Field::Number.is(FieldProblem::Locked)].into());
    }
    solaris.delete_mobile_number(person_id, &existing.number).await?;
    solaris.create_mobile_number(person_id, number).await?;
    Ok(Number::Unverified)
}
