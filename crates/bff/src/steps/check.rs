//! `POST /api/journey/check`: the answers are right: the person is created at Solaris.
//!
//! Fields that Solaris does not take are `invalid`. Looked at again after the creation, there is nothing left to do.

use bankident_wire::Step;

use crate::{
    application::{Facts, Mobile, Registered},
    error::Failure,
    solaris,
    visit::{Answer, Visit},
};

pub async fn submit(mut visit: Visit) -> Answer {
    if !visit.shows(Step::Check) {
        return visit.answer().await;
    }
    if let Facts::Gathering(gathering) = &visit.application.facts
        && let Some(answers) = gathering.complete()
    {
        let person = solaris::new_person(&answers).map_err(|_| Failure::Unwritable)?;
        let person_id = visit.app.solaris.create_person(&person).await?;
        visit.application.facts =
            Facts::Registered(Registered { person_id, answers, mobile: Mobile::Unknown });
    }
    visit.application.shown_again = None;
    visit.answer().await
}
