//! An input with its label, hint and mistake, tied together for screen readers.

use bankident_wire::{Field, FieldProblem};
use leptos::prelude::*;

use super::form::Bound;
use crate::copy::Copy;

/// What hangs on a field: its ids, and which of them describe the input.
#[derive(Clone, Copy)]
pub struct Labels {
    pub field: Field,
    copy: Copy,
    mistake: Signal<Option<FieldProblem>>,
}

impl Labels {
    pub fn of<T: Send + Sync>(bound: Bound<T>) -> Labels {
        Labels { field: bound.field, copy: Copy::expect(), mistake: bound.mistake }
    }

    pub fn id(self) -> String {
        self.field.id()
    }

    /// The label's words, and those of `.hint` and of each mistake.
    pub fn label(self) -> String {
        self.copy.text(&self.id())
    }

    pub fn invalid(self) -> Option<&'static str> {
        self.mistake.get().map(|_| "true")
    }

    pub fn described_by(self) -> Option<String> {
        let id = self.id();
        let hint = self.has_hint().then(|| format!("{id}-hint"));
        let error = self.mistake.get().map(|_| format!("{id}-error"));
        let ids: Vec<String> = hint.into_iter().chain(error).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    pub fn hint(self) -> impl IntoView {
        let id = format!("{}-hint", self.id());
        move || self.has_hint().then(|| view! { <p class="hint" id=id.clone()>{self.copy.text(&format!("{}.hint", self.id()))}</p> })
    }

    pub fn error(self) -> impl IntoView {
        let id = format!("{}-error", self.id());
        move || {
            self.mistake.get().map(|problem| {
                let words = self.copy.text(&format!("{}.{}", self.id(), problem.id()));
                view! { <p class="field-error" role="alert" id=id.clone()>{words}</p> }
            })
        }
    }

    fn has_hint(self) -> bool {
        self.copy.has(&self.id(), "hint")
    }
}

#[component]
pub fn TextField(
    bound: Bound<String>,
    #[prop(default = "text")] kind: &'static str,
    /// What the browser may fill in (WHATWG HTML, autofill).
    #[prop(default = "off")]
    autocomplete: &'static str,
    #[prop(default = "text")] inputmode: &'static str,
    #[prop(default = "")] class: &'static str,
    /// What is shown under the input, such as how it was understood.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let labels = Labels::of(bound);
    view! {
        <div class="field">
            <label for=labels.id()>{move || labels.label()}</label>
            {labels.hint()}
            {labels.error()}
            <input
                id=labels.id()
                name=bound.field.name()
                class=class
                type=kind
                autocomplete=autocomplete
                inputmode=inputmode
                spellcheck="false"
                aria-invalid=move || labels.invalid()
                aria-describedby=move || labels.described_by()
                prop:value=move || bound.value.get()
                on:input=move |event| bound.set.run(event_target_value(&event))
            />
            {children.map(|children| children())}
        </div>
    }
}

/// An answer that can no longer be changed.
#[component]
pub fn FixedAnswer(field: Field, #[prop(into)] value: Signal<String>) -> impl IntoView {
    let copy = Copy::expect();
    view! {
        <div class="fixed-answer">
            <dt>{move || copy.text(&field.id())}</dt>
            <dd>{value}</dd>
        </div>
    }
}
