//! `POST /api/journey/resume`: after a long time away the customer proves who they are with their birth date.
//!
//! `rejected` for a wrong birth date, with the tries that are left. After the last one the session is over.

use bankident_wire::{Field, FieldProblem, ResumeDraft, Step};

use crate::{
    api::extract::JsonBody,
    domain::rate_limit::WRONG_BIRTH_DATES,
    error::ApiError,
    journey::context::{Answer, JourneyContext},
};

/// `POST /api/journey/resume`
pub async fn submit(mut journey: JourneyContext, JsonBody(draft): JsonBody<ResumeDraft>) -> Answer {
    if !journey.shows(Step::Resume) {
        return journey.answer().await;
    }
    let birth_date = draft.parse(journey.now.date_naive())?.birth_date;
    if journey.application.birth_date().is_none_or(|known| *known == birth_date) {
        journey.application.unlock(journey.now);
        return journey.answer().await;
    }
    let wrong = journey.application.locked.unwrap_or_default() + 1;
    journey.application.locked = Some(wrong);
    journey.save().await?;
    match WRONG_BIRTH_DATES.saturating_sub(wrong) {
        0 => Err(ApiError::SessionUnknown),
        tries_left => {
            Err(ApiError::Wrong { mistake: Field::BirthDate.is(FieldProblem::Rejected), tries_left })
        }
    }
}
