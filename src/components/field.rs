//! An input with its label, hint and mistake, tied together for screen readers.

use bankident_wire::{BirthDate, Field, FieldProblem};
use leptos::prelude::*;

use super::{
    form::{Form, Input},
    notice::Support,
};
use crate::{
    i18n::{I18n, intl},
    journey::Journey,
};

/// Label, hint and mistake around a control.
#[component]
pub fn Labelled(input: Input, children: Children) -> impl IntoView {
    view! {
        <div class="field">
            <label for=input.field.id()>{move || input.label()}</label>
            <Hint input/>
            <Mistake input/>
            {children()}
        </div>
    }
}

#[component]
pub fn Hint(input: Input) -> impl IntoView {
    move || {
        input.hint().map(|words| {
            view! { <p class="hint" id=format!("{}-hint", input.field.id())>{words}</p> }.into_any()
        })
    }
}

#[component]
pub fn Mistake(input: Input) -> impl IntoView {
    let id = move || format!("{}-error", input.field.id());
    move || {
        let is_locked = input.mistake() == Some(FieldProblem::Locked);
        input.sentence().map(|words| {
            view! {
                <p class="field-error" role="alert" id=id()>{words}</p>
                {is_locked.then(|| view! { <Support/> }.into_any())}
            }
            .into_any()
        })
    }
}

#[component]
pub fn TextField(
    form: Form,
    field: Field,
    #[prop(default = "text")] kind: &'static str,
    #[prop(default = "text")] inputmode: &'static str,
    #[prop(default = "off")] autocomplete: &'static str,
    #[prop(default = "")] class: &'static str,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let input = form.input(field);
    view! {
        <Labelled input>
            <input
                id=field.id()
                name=field.name()
                class=class
                type=kind
                autocomplete=autocomplete
                inputmode=inputmode
                spellcheck="false"
                aria-invalid=move || input.invalid()
                aria-describedby=move || input.described_by()
                // Written once for each screen: from then on the text belongs to the customer who types it.
                prop:value=untrack(|| input.text())
                on:input=super::erased::happened(move |event| input.set_text(event_target_value(&event)))
            />
            {children.map(|children| children())}
        </Labelled>
    }
}

/// A code from an SMS: one input, so that paste, autofill and screen readers work as everywhere.
#[component]
pub fn CodeField(form: Form, field: Field) -> impl IntoView {
    view! { <TextField form field class="code-input" autocomplete="one-time-code" inputmode="numeric"/> }
}

/// How the date was understood: day and month cannot be mixed up unseen.
#[component]
pub fn BirthDateInWords(form: Form) -> impl IntoView {
    let (i18n, journey) = (I18n::expect(), Journey::expect());
    let input = form.input(Field::BirthDate);
    let words = move || match BirthDate::parse(&input.text(), journey.now().date_naive()) {
        Ok(date) => intl::long_date(i18n.lang(), date.date()),
        Err(_) => String::new(),
    };
    view! { <output class="understood" for=Field::BirthDate.id()>{move || words()}</output> }
}
