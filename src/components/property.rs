//! A question of the partner, drawn by what may stand in its answer.

use bankident_wire::{Field, Kind, Properties};
use chrono::{DateTime, NaiveDate};
use leptos::prelude::*;
use serde_json::Value;

use super::{
    answers::Answer,
    choice::{Consent, Countries, Radios, Select, entries},
    field::TextField,
    form::{Form, Input},
};
use crate::i18n::I18n;

#[component]
pub fn PropertyField(form: Form, field: Field) -> impl IntoView {
    match field.property().map(|property| property.kind) {
        Some(Kind::Choice(_)) => view! { <Select form field list=Choices/> }.into_any(),
        Some(Kind::Country) => view! { <Select form field list=Countries/> }.into_any(),
        Some(Kind::Boolean) => {
            let options = vec![(Value::Bool(false), "property-no"), (Value::Bool(true), "property-yes")];
            view! { <Radios form field options/> }.into_any()
        }
        Some(Kind::Cents) => view! { <TextField form field inputmode="decimal" class="short"/> }.into_any(),
        Some(Kind::Day) => view! { <Consent form field/> }.into_any(),
        _ => view! { <TextField form field/> }.into_any(),
    }
}

#[allow(non_snake_case)]
fn Choices(input: Input) -> AnyView {
    let i18n = I18n::expect();
    let codes = match input.field.property().map(|property| property.kind) {
        Some(Kind::Choice(codes)) => codes,
        _ => &[],
    };
    let named = |code: &&str| ((*code).to_owned(), i18n.text(&input.field.choice_id(code)));
    entries(input, codes.iter().map(named).collect())
}

/// A day (ISO 8601).
fn at_noon(day: &str) -> Option<NaiveDate> {
    DateTime::parse_from_rfc3339(&format!("{day}T12:00:00Z")).ok().map(|at| at.date_naive())
}

/// What was answered, to be read.
pub fn property_answers(properties: &Properties) -> Vec<(Field, Answer)> {
    let answer = |(field, value): (Field, &Value)| {
        let text = value.as_str().unwrap_or_default();
        let answer = match field.property()?.kind {
            Kind::Choice(_) => Answer::Message(field.choice_id(text)),
            Kind::Country => Answer::Country(text.to_owned()),
            Kind::Boolean if value == &Value::Bool(true) => Answer::message("property-yes"),
            Kind::Boolean => Answer::message("property-no"),
            Kind::Cents => Answer::Cents(value.as_i64()?),
            Kind::Day => Answer::Date(at_noon(text)?),
            Kind::Text(_) | Kind::AskedAnyway => Answer::Said(text.to_owned()),
        };
        Some((field, answer))
    };
    properties.known().filter_map(answer).collect()
}
