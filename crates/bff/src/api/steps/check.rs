//! `POST /api/journey/check`: the customer confirms all answers. The person is created at Solaris with the mobile number
//! (mandatory: the guide, Step 1), or updated, and a code goes out to the number.
//!
//! Fields that Solaris refuses are `invalid`.

use bankident_wire::Step;

use crate::{
    domain::refused::RefusedCall,
    journey::context::{Answer, JourneyContext},
};

/// `POST /api/journey/check`
pub async fn submit(mut journey: JourneyContext) -> Answer {
    if !journey.shows(Step::Check) {
        return journey.answer().await;
    }
    let confirmed = journey.confirm_answers().await;
    journey.conclude(confirmed, RefusedCall::ConfirmAnswers).await
}
