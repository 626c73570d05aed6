//! `POST /api/journey/more`: what the partner has the customer asked besides.
//!
//! Mistakes by property; `out-of-bounds` for the day of a confirmation.

use bankident_wire::{Field, MoreDraft, Stage};
use serde_json::Value;

use crate::{
    api::extract::JsonBody,
    domain::{application::Facts, gathering::Answers},
    journey::context::{Answer, JourneyContext},
};

/// `POST /api/journey/more`
pub async fn submit(mut journey: JourneyContext, JsonBody(draft): JsonBody<MoreDraft>) -> Answer {
    let Stage::More(stage) = journey.stage() else { return journey.answer().await };
    let more = draft.asked_for(&stage.asked).parse(journey.now.date_naive())?;
    let is_consent = |(field, value): (Field, &Value)| {
        Some((field, value.as_str()?.to_owned())).filter(|(field, _)| field.is_consent())
    };
    journey.consent_on(more.known().filter_map(is_consent).collect())?;
    match &mut journey.application.facts {
        Facts::Unconsented | Facts::Video { .. } | Facts::Deleted => {}
        Facts::Gathering(gathering) => {
            gathering.more = Some(more);
            journey.application.revisiting = None;
        }
        Facts::Registered(registered) => {
            let after = Answers { more, ..registered.answers.clone() };
            journey.change_answers(after);
        }
    }
    journey.answer().await
}
