//! Terms: what will happen, what is needed, and the consents that come before anything personal.

use bankident_wire::{Field, Step, TermsDraft, TermsStage};

use crate::screen::{Form, Part, Screen, draft, sendable};

pub fn screen(stage: TermsStage) -> Screen {
    let consents = vec![Part::Consent(Field::TermsConditions), Part::Consent(Field::DataTerms)];
    let at_hand = vec!["terms-at-hand-id", "terms-at-hand-phone", "terms-at-hand-bank"];
    Screen::new(
        Step::Terms,
        vec![
            Part::Numbered(vec!["terms-happens-data", "terms-happens-bank", "terms-happens-sign"]),
            Part::Section { title: "terms-at-hand", class: "at-hand", parts: vec![Part::List(at_hand)] },
            Form::with(
                &stage.accepted,
                "terms-action",
                |typed, _| sendable(draft::<TermsDraft>(typed).parse()),
                consents,
            ),
        ],
    )
}
