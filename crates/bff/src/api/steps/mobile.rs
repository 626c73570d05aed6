//! `POST /api/journey/mobile`: the number for the codes. Before the person exists it is an answer like all others; afterwards
//! it replaces the one before, unless that is verified, and an SMS goes out.
//!
//! Mistakes by field (`country` also where the partner sends no SMS to); `locked` if the person has another number that is
//! verified. `too-soon` as for another code. A number that was read differently than typed, or that may not receive an SMS, is
//! not a mistake: the answer is the same stage with a question, and the number is used when it is confirmed.

use bankident_wire::{Field, MobileDraft, MobileSubmission, Step};

use crate::{
    api::extract::JsonBody,
    domain::{
        application::Facts,
        phone::{self, Reading},
        rate_limit::SMS_PAUSE,
        refused::RefusedCall,
        registered::Mobile,
    },
    journey::context::{Answer, JourneyContext},
};

/// `POST /api/journey/mobile`
pub async fn submit(mut journey: JourneyContext, JsonBody(draft): JsonBody<MobileDraft>) -> Answer {
    if !journey.shows(Step::Mobile) {
        return journey.answer().await;
    }
    let MobileSubmission { number: typed, confirmed } = draft.parse()?;
    let facts = &mut journey.application.facts;
    let Some(country) = facts.country() else { return journey.answer().await };
    let Reading { number, needs_no_question } =
        phone::read(&typed, country).map_err(|problem| vec![Field::Number.is(problem)])?;
    journey.may_receive_sms(&number)?;
    let facts = &mut journey.application.facts;
    let is_known = facts.number() == Some(&number);
    let Some(asked) = facts.asked() else { return journey.answer().await };
    let was_confirmed = confirmed && asked.as_ref() == Some(&number);
    if !is_known && !needs_no_question && !was_confirmed {
        *asked = Some(number);
        return journey.answer().await;
    }
    *asked = None;
    let mut used = Ok(());
    match facts {
        Facts::Gathering(gathering) => gathering.number = Some(number),
        Facts::Registered(registered) => match &registered.mobile {
            Mobile::Confirmed { .. } => registered.mobile = Mobile::Confirmed { number },
            // The code that was just sent to this number is still valid.
            Mobile::CodeSent { .. }
                if is_known
                    && registered.sms.last().is_some_and(|sent_at| journey.now < sent_at + SMS_PAUSE) => {}
            _ => used = journey.use_number(number).await,
        },
        Facts::Unconsented | Facts::Video { .. } | Facts::Deleted => {}
    }
    journey.conclude(used, RefusedCall::Screen).await
}
