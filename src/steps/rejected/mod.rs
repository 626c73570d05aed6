//! Rejected: the identification came to nothing; why, and what can be done now.

use bankident_wire::{RejectedStage, Remedy, Step};

use crate::screen::{Part, Screen, Words};

pub fn screen(stage: RejectedStage) -> Screen {
    let RejectedStage { rejection, reference } = stage;
    let remedy = rejection.remedy();
    // Where the customer can help themselves, a reference would only be in the way.
    let reference = reference.filter(|_| matches!(remedy, Remedy::Support | Remedy::CompleteData));
    let parts = [Part::Rejection(rejection), Part::Text(Words::message(remedy.id()))];
    let parts = parts.into_iter().chain(reference.map(Part::Reference));
    Screen::new(Step::Rejected, parts.chain([Part::Ways(rejection.ways())]).collect())
}
