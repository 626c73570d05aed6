//! `POST /api/journey/check`: the answers are right: the person is created at Solaris.
//!
//! Fields that Solaris does not take are `invalid`. Looked at again after the creation, there is nothing left to do.

use bankident_wire::Step;

use crate::{
    application::{Facts, Registered},
    error::Failure,
    intent::{Call, Outcome},
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
        let app = visit.app.clone();
        let made = async move { app.solaris.create_person(&person).await };
        if let Outcome::Answered(person_id) = visit.once(Call::CreatePerson, made).await? {
            visit.application.facts = Facts::Registered(Registered::new(person_id?, answers));
        }
    }
    visit.application.shown_again = None;
    visit.answer().await
}
