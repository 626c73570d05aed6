//! Choosing: one of a few, one of many, a consent.

use std::time::Duration;

use bankident_wire::{EmploymentStatus, Field, NACE_DIVISIONS, NaceCode, NaceDivision};
use leptos::prelude::*;
use serde_json::Value;

use super::{
    erased::happened,
    field::{Hint, Labelled, Mistake},
    form::{Form, Input},
};
use crate::i18n::{I18n, intl, t};

/// One of a few, all in sight.
#[component]
pub fn Radios(form: Form, field: Field, options: Vec<(Value, &'static str)>) -> impl IntoView {
    let input = form.input(field);
    let radio = move |(place, (value, name)): (usize, (Value, &'static str))| {
        // The first carries the field's id, so that a mistake leads to it.
        let id = if place == 0 { field.id() } else { format!("{}-{place}", field.id()) };
        let sent = value.as_str().map(str::to_owned).unwrap_or_else(|| value.to_string());
        let chosen = value.clone();
        view! {
            <div class="radio">
                <input
                    id=id.clone()
                    type="radio"
                    name=field.name()
                    value=sent
                    aria-invalid=move || input.invalid()
                    prop:checked=move || input.value() == chosen
                    on:change=happened(move |_| input.set(value.clone()))
                />
                <label for=id>{t(name)}</label>
            </div>
        }
        .into_any()
    };
    view! {
        <fieldset class="field" aria-describedby=move || input.described_by()>
            <legend>{move || input.label()}</legend>
            <Hint input/>
            <Mistake input/>
            <div class="radios">{options.into_iter().enumerate().map(radio).collect_view()}</div>
        </fieldset>
    }
}

/// One of many, in the platform's own list, which is made anew when the language changes.
#[component]
pub fn Select(
    form: Form,
    field: Field,
    #[prop(default = "off")] autocomplete: &'static str,
    list: fn(Input) -> AnyView,
) -> impl IntoView {
    let input = form.input(field);
    // A long list is made after the screen is on the glass; until then the choice of the moment keeps its place.
    let drawn = RwSignal::new(false);
    let draw = move || {
        // The screen may be gone by then.
        drawn.try_set(true);
    };
    request_animation_frame(move || set_timeout(draw, Duration::ZERO));
    let options = move || match drawn.get() {
        true => list(input),
        false => {
            let chosen = Some(untrack(|| input.text())).filter(|chosen| !chosen.is_empty());
            entries(input, chosen.into_iter().map(|chosen| (chosen, String::new())).collect())
        }
    };
    view! {
        <Labelled input>
            <select
                id=field.id()
                name=field.name()
                autocomplete=autocomplete
                aria-invalid=move || input.invalid()
                aria-describedby=move || input.described_by()
                on:change=happened(move |event| input.set_text(event_target_value(&event)))
            >
                <option value="">{t("choose")}</option>
                {move || options()}
            </select>
        </Labelled>
    }
}

#[allow(non_snake_case)]
pub fn Countries(input: Input) -> AnyView {
    let i18n = I18n::expect();
    let names = intl::CountryNames::of(i18n.lang());
    entries(input, names.sorted())
}

#[allow(non_snake_case)]
pub fn EmploymentStatuses(input: Input) -> AnyView {
    let i18n = I18n::expect();
    let named = |status: EmploymentStatus| (status.code().to_owned(), i18n.text(&status.id()));
    entries(input, EmploymentStatus::ALL.into_iter().map(named).collect())
}

/// A hundred names that few customers need. Without them the numbers are still there to choose from.
#[allow(non_snake_case)]
pub fn LinesOfBusiness(input: Input) -> AnyView {
    let i18n = I18n::expect();
    untrack(|| i18n.add_nace());
    let group = |NaceDivision { section, divisions }: &NaceDivision| {
        let label = i18n.text(&format!("nace-section-{}", section.to_ascii_lowercase()));
        let codes = divisions.iter().map(|division| NaceCode::of(*section, *division));
        let named = codes.map(|code| (code.as_str().to_owned(), i18n.text(&code.id())));
        view! { <optgroup label=label>{entries(input, named.collect())}</optgroup> }.into_any()
    };
    let unsure = NaceCode::unsure();
    let unsure = vec![(unsure.as_str().to_owned(), i18n.text(&unsure.id()))];
    view! { {entries(input, unsure)}{NACE_DIVISIONS.iter().map(group).collect_view()} }.into_any()
}

/// What is sent, and its name. Chosen is the value of the moment.
pub fn entries(input: Input, entries: Vec<(String, String)>) -> AnyView {
    let chosen = untrack(|| input.text());
    let entry = |(value, name): (String, String)| {
        let selected = value == chosen;
        view! { <option value=value selected=selected>{name}</option> }.into_any()
    };
    entries.into_iter().map(entry).collect_view().into_any()
}

/// A consent: never ticked beforehand, its sentence may hold links.
#[component]
pub fn Consent(form: Form, field: Field) -> impl IntoView {
    let i18n = I18n::expect();
    let input = form.input(field);
    let sentence = move || {
        let parts = i18n.linked(&field.id()).into_iter().map(|(text, address)| match address {
            None => text.into_any(),
            Some(address) => view! { <a href=address target="_blank" rel="noopener">{text}</a> }.into_any(),
        });
        parts.collect_view()
    };
    view! {
        <div class="consent">
            <Mistake input/>
            <div class="consent-row">
                <input
                    id=field.id()
                    type="checkbox"
                    // A browser that remembers it by itself would consent for the customer.
                    autocomplete="off"
                    name=field.name()
                    aria-invalid=move || input.invalid()
                    aria-describedby=move || input.described_by()
                    prop:checked=move || input.ticked()
                    on:change=happened(move |event| input.tick(event_target_checked(&event)))
                />
                <label for=field.id()>{move || sentence()}</label>
            </div>
            <Hint input/>
        </div>
    }
}
