//! An input with its label, hint and mistake, tied together for screen readers.

use bankident_wire::{BirthDate, Field};
use leptos::prelude::*;

use super::{
    Context,
    erased::{dynamic, flag, typed, words},
    form::Bound,
    iban_input, nothing,
};
use crate::{
    copy::Copy,
    screen::{Input, Understood, Words},
};

/// What hangs on a field: the words of its Fluent message, and the ids that tie them to the input.
#[derive(Clone, Copy)]
pub struct Labels {
    bound: Bound,
    copy: Copy,
}

impl Labels {
    pub fn of(bound: Bound, copy: Copy) -> Labels {
        Labels { bound, copy }
    }

    pub fn id(self) -> String {
        self.bound.field.id()
    }

    pub fn label(self) -> Signal<String> {
        words(move || self.copy.text(&self.id()))
    }

    pub fn invalid(self) -> Signal<Option<String>> {
        flag(move || self.bound.mistake().is_some())
    }

    pub fn described_by(self) -> Signal<Option<String>> {
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
                note("hint", None, format!("{id}-hint"), self.copy.text(&format!("{id}.hint")))
            }
            false => nothing(),
        })
    }

    pub fn error(self) -> AnyView {
        dynamic(move || match self.bound.mistake() {
            Some(problem) => {
                let id = self.id();
                let words = self.copy.text(&format!("{id}.{}", problem.id()));
                note("field-error", Some("alert"), format!("{id}-error"), words)
            }
            None => nothing(),
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

fn note(class: &'static str, role: Option<&'static str>, id: String, words: String) -> AnyView {
    view! { <p class=class role=role id=id>{words}</p> }.into_any()
}

pub fn text_field(context: Context, input: Input) -> AnyView {
    let bound = context.draft.input(input.field);
    let labels = Labels::of(bound, context.copy);
    let control = view! {
        <input
            id=labels.id()
            name=bound.field.name()
            class=input.class
            type=input.kind
            autocomplete=input.autocomplete
            inputmode=input.inputmode
            spellcheck="false"
            aria-invalid=labels.invalid()
            aria-describedby=labels.described_by()
            prop:value=words(move || bound.text())
            on:input=typed(move |text| bound.set_text(text))
        />
    };
    let understood = match input.understood {
        Some(understood) => understood_as(context, bound, understood),
        None => nothing(),
    };
    labels.around(vec![control.into_any(), understood].into_any())
}

/// How the input was understood, so that a slip is seen before it is sent.
pub fn understood_as(context: Context, bound: Bound, understood: Understood) -> AnyView {
    let words = match understood {
        Understood::BirthDate => birth_date_in_words(context, bound),
        Understood::Bank => iban_input::bank_name(context, bound),
    };
    view! { <output class="understood" for=bound.field.id()>{words}</output> }.into_any()
}

/// Day and month cannot be mixed up unseen.
fn birth_date_in_words(Context { copy, journey, .. }: Context, bound: Bound) -> Signal<String> {
    debug_assert_eq!(bound.field, Field::BirthDate);
    words(move || match BirthDate::parse(&bound.text(), journey.now().date_naive()) {
        Ok(date) => copy.say(&Words::Date(date.date())),
        Err(_) => String::new(),
    })
}
