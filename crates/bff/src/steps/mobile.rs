//! `POST /api/journey/mobile`: the number that gets the codes; an SMS goes out.
//!
//! Mistakes by field. A number that was given before is replaced, as long as it is not verified.

use bankident_wire::{MobileDraft, MobileNumber, Step};

use crate::{
    application::{Identification, MOBILE_CODE_PAUSE, Mobile},
    solaris::{Code, Error, Solaris},
    visit::{Answer, Draft, Visit},
};

pub async fn submit(mut visit: Visit, Draft(draft): Draft<MobileDraft>) -> Answer {
    if !visit.shows(Step::Mobile) {
        return visit.answer().await;
    }
    let number = draft.parse()?.number;
    let now = visit.now;
    let Some(registered) = visit.application.facts.registered_mut() else { return visit.answer().await };
    let just_sent = matches!(&registered.mobile,
        Mobile::CodeSent { number: before, sent_at } if *before == number && now < *sent_at + MOBILE_CODE_PAUSE);
    if !just_sent {
        registered.mobile = match set_number(&visit.app.solaris, &registered.person_id, &number).await? {
            Number::Verified => {
                Mobile::Verified { number, identification: Identification::Wanted { rejection: None } }
            }
            Number::Unverified => {
                visit.app.solaris.authorize_mobile_number(&registered.person_id, &number).await?;
                Mobile::CodeSent { number, sent_at: now }
            }
        };
    }
    visit.application.shown_again = None;
    visit.answer().await
}

enum Number {
    Unverified,
    /// From an earlier try whose answer was lost.
    Verified,
}

/// Creates the number; where the person has one, keeps it if it is the same, else replaces it.
async fn set_number(solaris: &Solaris, person_id: &str, number: &MobileNumber) -> Result<Number, Error> {
    match solaris.create_mobile_number(person_id, number).await {
        Ok(()) => return Ok(Number::Unverified),
        Err(error) if error.is(Code::MobileNumberExists) => {}
        Err(error) => return Err(error),
    }
    let existing = solaris.mobile_number(person_id).await?;
    if existing.number == number.as_str() {
        return Ok(if existing.verified { Number::Verified } else { Number::Unverified });
    }
    solaris.delete_mobile_number(person_id, &existing.number).await?;
    solaris.create_mobile_number(person_id, number).await?;
    Ok(Number::Unverified)
}
