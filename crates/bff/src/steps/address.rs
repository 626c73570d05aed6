//! `POST /api/journey/address`: where the customer lives and their e-mail address. Mistakes by field.

use bankident_wire::{AddressDraft, Step};

use crate::{
    application::{Answers, Facts},
    visit::{Answer, Draft, Visit},
};

pub async fn submit(mut visit: Visit, Draft(draft): Draft<AddressDraft>) -> Answer {
    if !visit.shows(Step::Address) {
        return visit.answer().await;
    }
    let address = draft.parse()?;
    match &mut visit.application.facts {
        Facts::Unconsented | Facts::Deleted => {}
        Facts::Gathering(gathering) => {
            gathering.address = Some(address);
            visit.application.shown_again = None;
        }
        Facts::Registered(registered) => {
            let after = Answers { address, ..registered.answers.clone() };
            visit.change_answers(after).await?;
        }
    }
    visit.answer().await
}
