//! `POST /api/journey/more`: what the partner has the customer asked besides.
//!
//! Mistakes by property; `out-of-bounds` for the day of a confirmation.

use bankident_wire::{Field, MoreDraft, Stage};
use chrono::{DateTime, Utc};
use serde_json::Value;

use crate::{
    api::extract::JsonBody,
    domain::{application::Facts, gathering::Answers},
    journey::context::{Answer, JourneyContext},
};

/// `POST /api/journey/more`
pub async fn submit(mut journey: JourneyContext, JsonBody(draft): JsonBody<MoreDraft>) -> Answer {
    let Stage::More(stage) = journey.stage() else { return journey.answer().await };
    let draft = draft.asked_for(&stage.asked);
    let more = draft.parse(journey.now.date_naive())?;
    let is_consent = |(field, day): (Field, &Value)| {
        let is_time = |given: &&str| given.parse::<DateTime<Utc>>().is_ok();
        let ticked_at = draft.given(field).as_str().filter(is_time).or(day.as_str())?;
        field.is_consent().then(|| (field, ticked_at.to_owned()))
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
