//! `POST /api/journey/check`: the customer confirms all answers. The person is created at Solaris, with the mobile number
//! (mandatory: the guide, Step 1), and a code goes out to it.
//!
//! Fields that Solaris refuses are `invalid`. Once the code was sent there is nothing left to do.

use bankident_wire::Step;

use crate::{
    domain::{
        application::Facts,
        pending_call::Call,
        registered::{Mobile, Registered},
    },
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
    create_person(&mut journey).await?;
    if let Some(Registered { mobile: Mobile::Confirmed { number }, .. }) =
        journey.application.facts.registered()
    {
        let number = number.clone();
        journey.use_number(number).await?;
    }
    journey.application.revisiting = None;
    journey.answer().await
}

/// Creates the person, unless there is one. What follows may fail: then it is known all the same.
async fn create_person(journey: &mut JourneyContext) -> Result<(), ApiError> {
    let Facts::Gathering(gathering) = &journey.application.facts else { return Ok(()) };
    let Some((answers, number)) = gathering.complete() else { return Ok(()) };
    let person = solaris::new_person(&answers, &number).map_err(|_| ApiError::Unwritable)?;
    let state = journey.state.clone();
    let made = async move { state.solaris.create_person(&person).await };
    if let CallOutcome::Answered(person_id) = journey.call_once(Call::CreatePerson, made).await? {
        let registered = Registered::new(person_id?, answers, Mobile::Confirmed { number });
        journey.application.facts = Facts::Registered(registered);
        journey.save().await?;
    }
    Ok(())
}
