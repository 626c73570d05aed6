//! An input with its label, hint and mistake, tied together for screen readers.

use bankident_wire::Field;
use leptos::prelude::*;

use super::{
    erased::{Attribute, Words, dynamic, flag, words},
    form::Bound,
};
use crate::copy::Copy;

/// What hangs on a field: the words of its Fluent message, and the ids that tie them to the input.
#[derive(Clone, Copy)]
pub struct Labels {
    bound: Bound,
    copy: Copy,
}

impl Labels {
    pub fn of(bound: Bound) -> Labels {
        Labels { bound, copy: Copy::expect() }
    }

    pub fn id(self) -> String {
        self.bound.field.id()
    }

    pub fn label(self) -> Words {
        words(move || self.copy.text(&self.id()))
    }

    pub fn invalid(self) -> Attribute {
        flag(move || self.bound.mistake().is_some())
    }

    pub fn described_by(self) -> Attribute {
        Signal::derive(move || {
            let id = self.id();
            let hint = self.has_hint().then(|| format!("{id}-hint"));
            let error = self.bound.mistake().map(|_| format!("{id}-error"));
            let ids: Vec<String> = hint.into_iter().chain(error).collect();
            (!ids.is_empty()).then(|| ids.join(" "))
        })
    }

    pub fn hint(self) -> AnyView {
        dynamic(move || match self.has_hint() {
            true => {
                let id = self.id();
                let words = self.copy.text(&format!("{id}.hint"));
                view! { <p class="hint" id=format!("{id}-hint")>{words}</p> }.into_any()
            }
            false => ().into_any(),
        })
    }

    pub fn error(self) -> AnyView {
        dynamic(move || match self.bound.mistake() {
            Some(problem) => {
                let id = self.id();
                let words = self.copy.text(&format!("{id}.{}", problem.id()));
                view! { <p class="field-error" role="alert" id=format!("{id}-error")>{words}</p> }.into_any()
            }
            None => ().into_any(),
        })
    }

    /// Label, hint and mistake around a control.
    pub fn around(self, control: AnyView) -> AnyView {
        view! {
            <div class="field">
                <label for=self.id()>{self.label()}</label>
                {self.hint()}
                {self.error()}
                {control}
            </div>
        }
        .into_any()
    }

    fn has_hint(self) -> bool {
        self.copy.has(&self.id(), "hint")
    }
}

/// A line of text. The attributes are HTML's (WHATWG, "autofill" for `autocomplete`).
#[component]
pub fn TextField(
    bound: Bound,
    #[prop(default = "text")] kind: &'static str,
    #[prop(default = "off")] autocomplete: &'static str,
    #[prop(default = "text")] inputmode: &'static str,
    #[prop(default = "")] class: &'static str,
    /// Longer is not typed at all.
    #[prop(default = "")]
    maxlength: &'static str,
    /// What is shown under the input, such as how it was understood.
    #[prop(optional)]
    under: Option<Words>,
) -> impl IntoView {
    let labels = Labels::of(bound);
    let under = under.map(|words| view! { <output class="understood" for=labels.id()>{words}</output> });
    let input = view! {
        <input
            id=labels.id()
            name=bound.field.name()
            class=class
            type=kind
            autocomplete=autocomplete
            inputmode=inputmode
            maxlength=maxlength
            spellcheck="false"
            aria-invalid=labels.invalid()
            aria-describedby=labels.described_by()
            prop:value=words(move || bound.text())
            on:input=move |event| bound.set_text(event_target_value(&event))
        />
        {under}
    };
    labels.around(input.into_any())
}

/// A code from an SMS: one input, so that paste, autofill and screen readers work as everywhere.
#[component]
pub fn CodeInput(bound: Bound) -> impl IntoView {
    // Eight: room for a code pasted with its space or hyphen.
    view! { <TextField bound inputmode="numeric" autocomplete="one-time-code" class="code-input" maxlength="8" /> }
}

/// Answers that can be read here and are changed elsewhere, or not at all.
#[component]
pub fn FixedAnswers(answers: Vec<(Field, Words)>) -> impl IntoView {
    let copy = Copy::expect();
    let rows = answers.into_iter().map(|(field, answer)| {
        view! {
            <div class="fixed-answer">
                <dt>{words(move || copy.text(&field.id()))}</dt>
                <dd>{answer}</dd>
            </div>
        }
    });
    view! { <dl class="fixed-answers">{rows.collect_view()}</dl> }
}
