//! `POST /api/journey/address`: the customer's address and e-mail address. Mistakes by field.

use bankident_wire::{AddressDraft, Step};

use crate::{
    api::extract::JsonBody,
    domain::{application::Facts, gathering::Answers, postal_codes},
    journey::context::{Answer, JourneyContext},
};

/// `POST /api/journey/address`
pub async fn submit(mut journey: JourneyContext, JsonBody(draft): JsonBody<AddressDraft>) -> Answer {
    if !journey.shows(Step::Address) {
        return journey.answer().await;
    }
    let address = draft.parse()?;
    postal_codes::fits(&address.address)?;
    match &mut journey.application.facts {
        Facts::Unconsented | Facts::Video { .. } | Facts::Deleted => {}
        Facts::Gathering(gathering) => {
            gathering.address = Some(address);
            journey.application.revisiting = None;
        }
        Facts::Registered(registered) => {
            let after = Answers { address, ..registered.answers.clone() };
            journey.change_answers(after);
        }
    }
    journey.answer().await
}
