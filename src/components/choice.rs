//! Choosing: one of a few, one of many, a consent.

use bankident_wire::Country;
use leptos::prelude::*;

use super::{field::Labels, form::Bound, rich_text::RichText};
use crate::{copy::Copy, platform::CountryNames};

/// One of a few, all in sight.
#[component]
pub fn Radios(
    bound: Bound<String>,
    /// What is sent, and the message that names it.
    options: Vec<(&'static str, &'static str)>,
) -> impl IntoView {
    let labels = Labels::of(bound);
    let copy = Copy::expect();
    let radios = options.into_iter().enumerate().map(move |(place, (value, words))| {
        // The first carries the field's id, so that a mistake leads to it.
        let id = if place == 0 { labels.id() } else { format!("{}-{place}", labels.id()) };
        view! {
            <div class="radio">
                <input
                    id=id.clone()
                    type="radio"
                    name=bound.field.name()
                    value=value
                    aria-invalid=move || labels.invalid()
                    prop:checked=move || bound.value.get() == value
                    on:change=move |_| bound.set.run(value.to_owned())
                />
                <label for=id>{move || copy.text(words)}</label>
            </div>
        }
    });
    view! {
        <fieldset class="field" aria-describedby=move || labels.described_by()>
            <legend>{move || labels.label()}</legend>
            {labels.hint()}
            {labels.error()}
            <div class="radios">{radios.collect_view()}</div>
        </fieldset>
    }
}

/// One of many, in the platform's own list.
#[component]
pub fn Select(
    bound: Bound<String>,
    #[prop(default = "off")] autocomplete: &'static str,
    /// The list, made anew when the language changes.
    #[prop(into)]
    options: Callback<(), AnyView>,
) -> impl IntoView {
    let labels = Labels::of(bound);
    let copy = Copy::expect();
    view! {
        <div class="field">
            <label for=labels.id()>{move || labels.label()}</label>
            {labels.hint()}
            {labels.error()}
            <select
                id=labels.id()
                name=bound.field.name()
                autocomplete=autocomplete
                aria-invalid=move || labels.invalid()
                aria-describedby=move || labels.described_by()
                on:change=move |event| bound.set.run(event_target_value(&event))
            >
                <option value="" selected=move || bound.value.with(String::is_empty)>{move || copy.text("choose")}</option>
                {move || options.run(())}
            </select>
        </div>
    }
}

/// One entry of a [`Select`], chosen where it is the value of the moment.
pub fn select_option(bound: Bound<String>, value: String, words: String) -> impl IntoView {
    let chosen = bound.value.with_untracked(|chosen| *chosen == value);
    view! { <option value=value selected=chosen>{words}</option> }
}

#[component]
pub fn CountrySelect(bound: Bound<String>, #[prop(default = "off")] autocomplete: &'static str) -> impl IntoView {
    let copy = Copy::expect();
    let options = move |()| {
        let countries = CountryNames::of(copy.lang()).sorted(copy.lang(), Country::codes());
        let options = countries.into_iter().map(|(code, name)| select_option(bound, code.to_owned(), name));
        options.collect_view().into_any()
    };
    view! { <Select bound autocomplete options /> }
}

/// A consent: never ticked beforehand, its sentence may hold links.
#[component]
pub fn Consent(bound: Bound<bool>) -> impl IntoView {
    let labels = Labels::of(bound);
    view! {
        <div class="consent">
            {labels.error()}
            <div class="consent-row">
                <input
                    id=labels.id()
                    type="checkbox"
                    name=bound.field.name()
                    aria-invalid=move || labels.invalid()
                    aria-describedby=move || labels.described_by()
                    prop:checked=move || bound.value.get()
                    on:change=move |event| bound.set.run(event_target_checked(&event))
                />
                <label for=labels.id()>
                    <RichText id=labels.id() />
                </label>
            </div>
            {labels.hint()}
        </div>
    }
}
