//! `POST /api/journey/resume`: who was away for long shows that it is still them.
//!
//! `rejected` for another birth date, with the tries that are left; after the last one the session is over.

use bankident_wire::{Field, FieldProblem, ResumeDraft, Step};

use crate::{
    allowance::WRONG_BIRTH_DATES,
    error::Failure,
    visit::{Answer, Draft, Visit},
};

pub async fn submit(mut visit: Visit, Draft(draft): Draft<ResumeDraft>) -> Answer {
    if !visit.shows(Step::Resume) {
        return visit.answer().await;
    }
    let birth_date = draft.parse(visit.now.date_naive())?.birth_date;
    let registered = visit.application.facts.registered();
    if registered.is_none_or(|registered| registered.answers.person.birth_date == birth_date) {
        visit.application.locked = None;
        return visit.answer().await;
    }
    let wrong = visit.application.locked.unwrap_or_default() + 1;
    visit.application.locked = Some(wrong);
    visit.save().await?;
    match WRONG_BIRTH_DATES.saturating_sub(wrong) {
        0 => Err(Failure::SessionUnknown),
        tries_left => {
            Err(Failure::Wrong { mistake: Field::BirthDate.is(FieldProblem::Rejected), tries_left })
        }
    }
}
