//! What the partner's page knows about the customer: it fills in what they have not typed, in this browser alone. It is sent when
//! they send it.

use bankident_wire::{BirthDate, Prefill, PrefillMistake, Stage, Step};
use leptos::prelude::*;
use serde_json::Value;

use super::Journey;
use crate::{
    browser::{json, parent_window, storage},
    i18n::{Lang, intl},
};

impl Journey {
    /// Fills in the screens that come, once in a journey. What is wrong is told to the page, by its place and not by its value.
    pub fn prefill(self, given: &str, lang: Lang) {
        let today = self.now().date_naive();
        let Prefill { drafts, mistakes } =
            Prefill::read(&json::read(given).unwrap_or(Value::Bool(false)), today);
        for PrefillMistake { pointer, problem } in mistakes {
            let code = ("code", "prefill-invalid".into());
            parent_window::say(
                "error",
                &[code, ("pointer", pointer.into()), ("problem", problem.into()), ("reference", "".into())],
            );
        }
        let stage = self.stage_untracked();
        // Behind a screen that was answered, answers are known.
        if !is_unanswered(&stage) || !storage::is_first_prefill() {
            return;
        }
        let here = stage.step();
        for (step, mut draft) in drafts {
            if step < here || storage::draft::<Value>(step).is_some() {
                continue;
            }
            // As people write it in this language.
            if let Some(date) = draft["birth_date"].as_str()
                && let Ok(date) = BirthDate::parse(date, today)
            {
                draft["birth_date"] = intl::short_date(lang, date.date()).into();
            }
            storage::remember_draft(step, &draft);
            if step == here {
                self.screen.notify();
            }
        }
    }
}

/// Whether the customer has not been further than this screen.
fn is_unanswered(stage: &Stage) -> bool {
    match stage {
        Stage::Terms(terms) => terms.accepted.is_none(),
        Stage::Person(person) => person.answers.is_none(),
        Stage::Address(address) => address.answers.is_none(),
        Stage::Status(status) => status.answers.is_none(),
        _ => stage.step() == Step::Mobile,
    }
}
