//! Which documents the customer has seen to their end, or saved.

use bankident_wire::{Document, Stage, Step};
use leptos::prelude::*;

use crate::{
    browser::{focus, storage},
    journey::Journey,
};

/// What is known about the documents of the screen. What was shown is kept over a reload; what was saved the server knows.
#[derive(Clone, Copy)]
pub struct Reading {
    journey: Journey,
    /// The ids of the documents that were drawn up to their last page.
    shown: RwSignal<Vec<String>>,
    /// The customer wanted to go on before everything was read.
    told: RwSignal<bool>,
}

impl Reading {
    /// For the parts of this screen.
    pub fn provide() -> Reading {
        let shown = RwSignal::new(storage::draft(Step::Contract).unwrap_or_default());
        let reading = Reading { journey: Journey::expect(), shown, told: RwSignal::new(false) };
        provide_context(reading);
        reading
    }

    pub fn expect() -> Reading {
        expect_context()
    }

    pub fn note_shown(self, id: &str) {
        if !self.shown.with_untracked(|shown| shown.iter().any(|known| known == id)) {
            self.shown.update(|shown| shown.push(id.to_owned()));
            self.shown.with_untracked(|shown| storage::remember_draft(Step::Contract, shown));
        }
    }

    pub fn is_kept(self, id: &str) -> bool {
        documents(self.journey.stage()).iter().any(|document| document.id == id && document.kept)
    }

    pub fn is_read(self, id: &str) -> bool {
        self.shown.with(|shown| shown.iter().any(|known| known == id)) || self.is_kept(id)
    }

    /// Whether to say what is still to be done.
    pub fn is_told(self) -> bool {
        self.told.get()
    }

    /// Whether everything is read. Where it is not, that is said at each document, and the first gets the focus.
    pub fn is_done(self) -> bool {
        let unread = |document: &Document| !self.is_read(&document.id);
        let done = untrack(|| !documents(self.journey.stage()).iter().any(unread));
        if !done {
            self.told.set(true);
            focus::focus_soon(".document .unread");
        }
        done
    }
}

fn documents(stage: Stage) -> Vec<Document> {
    match stage {
        Stage::Contract(contract) => contract.documents,
        _ => Vec::new(),
    }
}
