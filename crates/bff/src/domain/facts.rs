//! How far a journey is.

use bankident_wire::{Country, Field, MobileNumber, Stage, Step, StoppedStage, TermsStage};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{
    gathering::Gathering, identification::Identification, refused::Rejected, registered::Registered,
};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Facts {
    /// Nothing personal is stored before the terms are accepted.
    Unconsented,
    Gathering(Gathering),
    /// The person exists at Solaris.
    Registered(Registered),
    /// The customer cannot answer, and goes on with video identification, at this address or where the partner leads. Nothing
    /// about them is stored any more.
    Video {
        url: Option<String>,
    },
    /// The person was deleted. Nothing about them is stored any more.
    Deleted,
}

impl Facts {
    /// The first step that is not done.
    pub(super) fn next(&self, now: DateTime<Utc>) -> Stage {
        match self {
            Facts::Unconsented => Stage::Terms(TermsStage::default()),
            Facts::Gathering(gathering) => gathering.next(),
            Facts::Registered(registered) => registered.next(now),
            Facts::Video { url } => Stage::Stopped(StoppedStage::Video { url: url.clone() }),
            Facts::Deleted => Stage::Stopped(StoppedStage::Deleted),
        }
    }

    /// Whether something else comes before what a call was refused for: an end, or answers to confirm, unless these were
    /// refused.
    pub(super) fn take_precedence(&self, answers_were_refused: bool, now: DateTime<Utc>) -> bool {
        match self {
            Facts::Registered(registered) => {
                let identification = registered.mobile.identification();
                (registered.has_to_confirm() && !answers_were_refused)
                    || identification.is_some_and(|identification| {
                        identification.is_over(now) || matches!(identification, Identification::Video { .. })
                    })
            }
            Facts::Video { .. } | Facts::Deleted => true,
            Facts::Unconsented | Facts::Gathering(_) => false,
        }
    }

    /// What the customer can complete after a rejection.
    pub(super) fn to_complete(&self, rejected: &Rejected, now: DateTime<Utc>) -> Option<Vec<Field>> {
        match self {
            Facts::Registered(registered) => registered.to_complete(rejected),
            _ => rejected.to_complete(None, |field| {
                let screen = self.revisit(field.step(), now);
                screen.is_some_and(|screen| screen.asks_for(field))
            }),
        }
    }

    /// An earlier step once more, where the facts allow it.
    pub(super) fn revisit(&self, step: Step, now: DateTime<Utc>) -> Option<Stage> {
        match self {
            Facts::Unconsented | Facts::Video { .. } | Facts::Deleted => None,
            Facts::Gathering(gathering) => gathering.revisit(step),
            Facts::Registered(registered) => registered.revisit(step, now),
        }
    }

    /// The country of the address: a number without a country code belongs to it.
    pub fn country(&self) -> Option<&Country> {
        let address = match self {
            Facts::Gathering(gathering) => gathering.address.as_ref()?,
            Facts::Registered(registered) => &registered.answers.address,
            _ => return None,
        };
        Some(&address.address.country)
    }

    /// The mobile number, as far as it is known.
    pub fn number(&self) -> Option<&MobileNumber> {
        match self {
            Facts::Gathering(gathering) => gathering.number.as_ref(),
            Facts::Registered(registered) => registered.mobile.number(),
            _ => None,
        }
    }

    /// The number that was typed and not confirmed yet.
    pub fn asked(&mut self) -> Option<&mut Option<MobileNumber>> {
        match self {
            Facts::Gathering(gathering) => Some(&mut gathering.asked),
            Facts::Registered(registered) => Some(&mut registered.asked),
            _ => None,
        }
    }

    pub fn registered(&self) -> Option<&Registered> {
        match self {
            Facts::Registered(registered) => Some(registered),
            _ => None,
        }
    }

    pub fn registered_mut(&mut self) -> Option<&mut Registered> {
        match self {
            Facts::Registered(registered) => Some(registered),
            _ => None,
        }
    }
}
