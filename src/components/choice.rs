//! Choosing: one of a few, one of many, a consent.

use bankident_wire::Country;
use leptos::prelude::*;
use serde_json::Value;

use super::{
    erased::{dynamic, words},
    field::Labels,
    form::Bound,
    rich_text::RichText,
};
use crate::{copy::Copy, platform::CountryNames};

/// One of a few, all in sight.
#[component]
pub fn Radios(
    bound: Bound,
    /// What is sent, and the message that names it.
    options: Vec<(Value, &'static str)>,
) -> impl IntoView {
    let labels = Labels::of(bound);
    let copy = Copy::expect();
    let radio = move |(place, (value, name)): (usize, (Value, &'static str))| {
        // The first carries the field's id, so that a mistake leads to it.
        let id = if place == 0 { labels.id() } else { format!("{}-{place}", labels.id()) };
        let sent = value.as_str().map(str::to_owned).unwrap_or_else(|| value.to_string());
        let chosen = value.clone();
        view! {
            <div class="radio">
                <input
                    id=id.clone()
                    type="radio"
                    name=bound.field.name()
                    value=sent
                    aria-invalid=labels.invalid()
                    prop:checked=Signal::derive(move || bound.value() == chosen)
                    on:change=move |_| bound.set(value.clone())
                />
                <label for=id>{words(move || copy.text(name))}</label>
            </div>
        }
    };
    view! {
        <fieldset class="field" aria-describedby=labels.described_by()>
            <legend>{labels.label()}</legend>
            {labels.hint()}
            {labels.error()}
            <div class="radios">{options.into_iter().enumerate().map(radio).collect_view()}</div>
        </fieldset>
    }
}

/// One of many, in the platform's own list.
#[component]
pub fn Select(
    bound: Bound,
    #[prop(default = "off")] autocomplete: &'static str,
    /// The list, made anew when the language changes.
    options: impl Fn() -> AnyView + Send + Sync + 'static,
) -> impl IntoView {
    let labels = Labels::of(bound);
    let copy = Copy::expect();
    let select = view! {
        <select
            id=labels.id()
            name=bound.field.name()
            autocomplete=autocomplete
            aria-invalid=labels.invalid()
            aria-describedby=labels.described_by()
            on:change=move |event| bound.set_text(event_target_value(&event))
        >
            <option value="">{words(move || copy.text("choose"))}</option>
            {dynamic(options)}
        </select>
    };
    labels.around(select.into_any())
}

/// Entries of a [`Select`]: what is sent, and its name. Chosen is the value of the moment.
pub fn select_options(bound: Bound, options: impl Iterator<Item = (String, String)>) -> AnyView {
    let chosen = untrack(|| bound.text());
    let option = |(value, name): (String, String)| {
        let selected = value == chosen;
        view! { <option value=value selected=selected>{name}</option> }
    };
    options.map(option).collect_view().into_any()
}

#[component]
pub fn CountrySelect(bound: Bound, #[prop(default = "off")] autocomplete: &'static str) -> impl IntoView {
    let copy = Copy::expect();
    let options = move || {
        let countries = CountryNames::of(copy.lang()).sorted(copy.lang(), Country::codes());
        select_options(bound, countries.into_iter().map(|(code, name)| (code.to_owned(), name)))
    };
    view! { <Select bound autocomplete options /> }
}

/// A consent: never ticked beforehand, its sentence may hold links.
#[component]
pub fn Consent(bound: Bound) -> impl IntoView {
    let labels = Labels::of(bound);
    view! {
        <div class="consent">
            {labels.error()}
            <div class="consent-row">
                <input
                    id=labels.id()
                    type="checkbox"
                    name=bound.field.name()
                    aria-invalid=labels.invalid()
                    aria-describedby=labels.described_by()
                    prop:checked=Signal::derive(move || bound.ticked())
                    on:change=move |event| bound.tick(event_target_checked(&event))
                />
                <label for=labels.id()>
                    <RichText id=labels.id() />
                </label>
            </div>
            {labels.hint()}
        </div>
    }
}
