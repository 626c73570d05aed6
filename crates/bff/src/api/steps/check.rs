//! `POST /api/journey/check`: the customer confirms all answers, and the person is created at Solaris.
//!
//! Fields that Solaris refuses are `invalid`. Once the person exists there is nothing left to do.

use bankident_wire::Step;

use crate::{
    domain::{application::Facts, pending_call::Call, registered::Registered},
    error::ApiError,
    journey::{
        call_once::CallOutcome,
        context::{Answer, JourneyContext},
    },
    solaris,
};

/// `POST /api/journey/check`
pub async fn submit(mut journey: JourneyContext) -> Answer {
    if !journey.shows(Step::Check) {
        return journey.answer().await;
    }
    if let Facts::Gathering(gathering) = &journey.application.facts
        && let Some(answers) = gathering.complete()
    {
        let person = solaris::new_person(&answers).map_err(|_| ApiError::Unwritable)?;
        let state = journey.state.clone();
        let made = async move { state.solaris.create_person(&person).await };
        if let CallOutcome::Answered(person_id) = journey.call_once(Call::CreatePerson, made).await? {
            journey.application.facts = Facts::Registered(Registered::new(person_id?, answers));
        }
    }
    journey.application.revisiting = None;
    journey.answer().await
}
