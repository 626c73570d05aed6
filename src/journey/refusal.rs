//! What the bank has last complained about: remembered until it is mended or sent again, because the customer walks to the inputs.

use bankident_wire::{Field, FieldError, Step};
use leptos::prelude::*;

/// Answers that the bank does not take as they are.
#[derive(Clone)]
pub struct Refused {
    /// The screen that sent them.
    pub by: Step,
    pub errors: Vec<FieldError>,
    /// For support.
    pub reference: String,
}

#[derive(Clone, Copy)]
pub struct Refusal(RwSignal<Option<Refused>>);

impl Refusal {
    pub fn none() -> Refusal {
        Refusal(RwSignal::new(None))
    }

    pub fn remember(self, refused: Refused) {
        self.0.set(Some(refused));
    }

    /// What concerns this screen; on the one that sent the answers all of it, and the reference.
    pub fn on(self, step: Step) -> (Vec<FieldError>, Option<String>) {
        self.0.with_untracked(|refused| match refused {
            Some(Refused { by, errors, reference }) if *by == step => {
                (errors.clone(), Some(reference.clone()))
            }
            Some(Refused { errors, .. }) => {
                let here = errors.iter().filter(|error| error.field.step() == step);
                (here.copied().collect(), None)
            }
            None => (Vec::new(), None),
        })
    }

    /// The answers of this screen are sent again.
    pub fn forget(self, step: Step) {
        self.0.update(|refused| match refused {
            Some(known) if known.by != step => known.errors.retain(|error| error.field.step() != step),
            _ => *refused = None,
        });
    }

    /// The input was changed.
    pub fn mended(self, field: Field) {
        self.0.update(|refused| {
            if let Some(refused) = refused {
                refused.errors.retain(|error| error.field != field);
            }
        });
    }
}
