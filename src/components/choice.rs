//! Choosing: one of a few, one of many, a consent.

use bankident_wire::{Country, EmploymentStatus, NACE_DIVISIONS, NaceCode, NaceDivision};
use leptos::prelude::*;
use serde_json::Value;

use super::{
    Context,
    erased::{dynamic, happened, typed},
    field::Labels,
    form::Bound,
};
use crate::{
    copy::{Copy, Part, t},
    platform::CountryNames,
    screen::Options,
};

/// One of a few, all in sight.
pub fn radios(Context { copy, .. }: Context, bound: Bound, options: Vec<(Value, &'static str)>) -> AnyView {
    let labels = Labels::of(bound, copy);
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
                    on:change=happened(move |_| bound.set(value.clone()))
                />
                <label for=id>{t(name)}</label>
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
    .into_any()
}

/// One of many, in the platform's own list, which is made anew when the language changes.
pub fn select(Context { copy, .. }: Context, bound: Bound, options: Options) -> AnyView {
    let labels = Labels::of(bound, copy);
    let autocomplete = match options {
        Options::Countries { autocomplete } => autocomplete,
        Options::EmploymentStatuses => "off",
        Options::Nace => {
            // A hundred names that few customers need. Without them the numbers are still there to choose from.
            copy.add("nace");
            "off"
        }
    };
    let list = move || match options {
        Options::Countries { .. } => countries(copy, bound),
        Options::EmploymentStatuses => employment_statuses(copy, bound),
        Options::Nace => lines_of_business(copy, bound),
    };
    let control = view! {
        <select
            id=labels.id()
            name=bound.field.name()
            autocomplete=autocomplete
            aria-invalid=labels.invalid()
            aria-describedby=labels.described_by()
            on:change=typed(move |value| bound.set_text(value))
        >
            <option value="">{t("choose")}</option>
            {dynamic(list)}
        </select>
    };
    labels.around(control.into_any())
}

fn countries(copy: Copy, bound: Bound) -> AnyView {
    let names = CountryNames::of(copy.lang());
    let countries = names.sorted(copy.lang(), Country::codes());
    entries(bound, countries.into_iter().map(|(code, name)| (code.to_owned(), name)).collect())
}

fn employment_statuses(copy: Copy, bound: Bound) -> AnyView {
    let named = |status: EmploymentStatus| (status.code().to_owned(), copy.text(&status.id()));
    entries(bound, EmploymentStatus::ALL.into_iter().map(named).collect())
}

fn lines_of_business(copy: Copy, bound: Bound) -> AnyView {
    let group = |NaceDivision { section, divisions }: &NaceDivision| {
        let label = copy.text(&format!("nace-section-{}", section.to_ascii_lowercase()));
        let codes = divisions.iter().map(|division| NaceCode::of(*section, *division));
        let named = codes.map(|code| (code.as_str().to_owned(), copy.text(&code.id())));
        view! { <optgroup label=label>{entries(bound, named.collect())}</optgroup> }
    };
    NACE_DIVISIONS.iter().map(group).collect_view().into_any()
}

/// What is sent, and its name. Chosen is the value of the moment.
fn entries(bound: Bound, entries: Vec<(String, String)>) -> AnyView {
    let chosen = untrack(|| bound.text());
    let entry = |(value, name): (String, String)| {
        let selected = value == chosen;
        view! { <option value=value selected=selected>{name}</option> }
    };
    entries.into_iter().map(entry).collect_view().into_any()
}

/// A consent: never ticked beforehand, its sentence may hold links.
pub fn consent(Context { copy, .. }: Context, bound: Bound) -> AnyView {
    let labels = Labels::of(bound, copy);
    let sentence = move || {
        let parts = copy.parts(&labels.id()).into_iter().map(|part| match part {
            Part::Plain(text) => text.into_any(),
            Part::Marked { name, text } => {
                let address = copy.text(&format!("link-{name}"));
                view! { <a href=address target="_blank" rel="noopener">{text}</a> }.into_any()
            }
        });
        parts.collect_view().into_any()
    };
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
                    on:change=happened(move |event| bound.tick(event_target_checked(&event)))
                />
                <label for=labels.id()>{dynamic(sentence)}</label>
            </div>
            {labels.hint()}
        </div>
    }
    .into_any()
}
