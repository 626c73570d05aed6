//! Choosing: one of a few, one of many, a consent.

use bankident_wire::{Country, EmploymentStatus, NACE_DIVISIONS, NaceCode, NaceDivision};
use leptos::prelude::*;
use serde_json::Value;

use super::{
    Context,
    element::{View, dynamic, element, row, text},
    field::Labels,
    form::Bound,
    link_out, t,
};
use crate::{
    copy::{Copy, Part},
    platform::CountryNames,
    screen::Options,
};

/// One of a few, all in sight.
pub fn radios(Context { copy, .. }: Context, bound: Bound, options: Vec<(Value, &'static str)>) -> View {
    let labels = Labels::of(bound, copy);
    let radio = move |(place, (value, name)): (usize, (Value, &'static str))| {
        // The first carries the field's id, so that a mistake leads to it.
        let id = if place == 0 { labels.id() } else { format!("{}-{place}", labels.id()) };
        let sent = value.as_str().map(str::to_owned).unwrap_or_else(|| value.to_string());
        let chosen = value.clone();
        let input = element("input")
            .attr("id", &id)
            .attr("type", "radio")
            .attr("name", bound.field.name())
            .attr("value", &sent)
            .flag("aria-invalid", move || labels.invalid())
            .checked(move || bound.value() == chosen)
            .on("change", move |_| bound.set(value.clone()));
        element("div").class("radio").child(input).child(element("label").attr("for", &id).words(t(name)))
    };
    element("fieldset")
        .class("field")
        .attr_where("aria-describedby", move || labels.described_by())
        .child(element("legend").words(move || labels.label()))
        .child(labels.hint())
        .child(labels.error())
        .child(element("div").class("radios").children(options.into_iter().enumerate().map(radio)))
}

/// One of many, in the platform's own list, which is made anew when the language changes.
pub fn select(Context { copy, .. }: Context, bound: Bound, options: Options) -> View {
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
    let control = labels
        .control("select")
        .attr("autocomplete", autocomplete)
        .on_value("change", move |value| bound.set_text(value))
        .child(element("option").attr("value", "").words(t("choose")))
        .child(dynamic(list));
    labels.around(control)
}

fn countries(copy: Copy, bound: Bound) -> View {
    let names = CountryNames::of(copy.lang());
    let countries = names.sorted(copy.lang(), Country::codes());
    row(entries(bound, countries.into_iter().map(|(code, name)| (code.to_owned(), name)).collect()))
}

fn employment_statuses(copy: Copy, bound: Bound) -> View {
    let named = |status: EmploymentStatus| (status.code().to_owned(), copy.text(&status.id()));
    row(entries(bound, EmploymentStatus::ALL.into_iter().map(named).collect()))
}

fn lines_of_business(copy: Copy, bound: Bound) -> View {
    let group = |NaceDivision { section, divisions }: &NaceDivision| {
        let label = copy.text(&format!("nace-section-{}", section.to_ascii_lowercase()));
        let codes = divisions.iter().map(|division| NaceCode::of(*section, *division));
        let named = codes.map(|code| (code.as_str().to_owned(), copy.text(&code.id())));
        element("optgroup").attr("label", &label).children(entries(bound, named.collect()))
    };
    row(NACE_DIVISIONS.iter().map(group))
}

/// What is sent, and its name. Chosen is the value of the moment.
fn entries(bound: Bound, entries: Vec<(String, String)>) -> Vec<View> {
    let chosen = untrack(|| bound.text());
    let entry = |(value, name): (String, String)| {
        let option = element("option").attr("value", &value).plain(&name);
        if value == chosen { option.attr("selected", "") } else { option }
    };
    entries.into_iter().map(entry).collect()
}

/// A consent: never ticked beforehand, its sentence may hold links.
pub fn consent(Context { copy, .. }: Context, bound: Bound) -> View {
    let labels = Labels::of(bound, copy);
    let sentence = move || {
        row(copy.parts(&labels.id()).into_iter().map(|part| match part {
            Part::Plain(plain) => text(&plain),
            Part::Marked { name, text } => {
                link_out(&copy.text(&format!("link-{name}"))).attr("rel", "noopener").plain(&text)
            }
        }))
    };
    let tick = labels
        .control("input")
        .attr("type", "checkbox")
        .checked(move || bound.ticked())
        .on_checked(move |ticked| bound.tick(ticked));
    let label = element("label").attr("for", &labels.id()).child(dynamic(sentence));
    element("div")
        .class("consent")
        .child(labels.error())
        .child(element("div").class("consent-row").child(tick).child(label))
        .child(labels.hint())
}
