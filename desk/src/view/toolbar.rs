//! The head of the desk: what there is, and what of it is shown.

use std::collections::BTreeSet;

use leptos::prelude::*;

use crate::{
    store::Desk,
    url_state::{Look, Only, Width},
    view::link::link,
};

#[component]
pub fn Bar() -> impl IntoView {
    let desk = Desk::expect();
    let (samples, themes) = desk.shelf.with_value(|shelf| (shelf.samples.len(), shelf.themes.len() + 1));
    let langs = desk.all_langs().len();
    let left = move || desk.scanners.left();
    let progress = move || {
        (left() > 0).then(|| view! { <p class="progress" role="status">{move || format!("Reading the screens: {} to go", left())}</p> })
    };
    view! {
        <header class="bar">
            <div class="bar-head">
                <h1>{link(Look::go_to_all, "Copy desk")}</h1>
                <p class="count">{format!("{samples} states × {langs} languages × {themes} themes")}</p>
                {progress}
            </div>
            <Filters/>
        </header>
    }
}

#[component]
fn Filters() -> impl IntoView {
    let desk = Desk::expect();
    let (steps, codes, themes) = desk.shelf.with_value(|shelf| {
        let mut steps: Vec<String> = shelf.samples.iter().map(|sample| sample.step.clone()).collect();
        steps.dedup();
        let mut known = BTreeSet::new();
        steps.retain(|step| known.insert(step.clone()));
        let codes: BTreeSet<String> = shelf.samples.iter().filter_map(|sample| sample.code.clone()).collect();
        let themes: Vec<_> =
            shelf.themes.iter().map(|theme| (theme.id.clone(), theme.name.clone())).collect();
        (steps, codes, themes)
    });
    let same = |all: Vec<String>| all.into_iter().map(|one| (one.clone(), one)).collect::<Vec<_>>();
    let langs = desk.all_langs();
    let others: Vec<String> = langs.iter().skip(1).cloned().collect();
    let only = Only::ALL
        .iter()
        .skip(1)
        .map(|only| (only.id().to_owned(), only.caption().to_owned()))
        .collect::<Vec<_>>();
    let schemes = vec![("light".to_owned(), "Light".to_owned()), ("dark".to_owned(), "Dark".to_owned())];
    let widths = vec![(Width::Desktop.id().to_owned(), "Desktop".to_owned())];
    let beside = (others.len() > 1).then(|| {
        let (first, rest) = (others[0].clone(), same(others[1..].to_vec()));
        choice("Beside", &first, rest, |look| look.beside.clone(), |look, value| look.beside = value)
    });
    view! {
        <form class="filters" on:submit=|event| event.prevent_default()>
            <label class="choice">
                <span>"Find"</span>
                <input
                    type="search"
                    name="find"
                    prop:value=move || desk.look.with(|look| look.find.clone())
                    on:input=move |event| desk.look.update(|look| look.find = event_target_value(&event))
                />
            </label>
            {choice("Step", "All", same(steps), |look| look.step.clone(), |look, value| look.step = value)}
            {choice("Code", "All", same(codes.into_iter().collect()), |look| look.code.clone(), |look, value| look.code = value)}
            {choice("Only", "All", only, |look| look.only.id().to_owned(), |look, value| look.only = Only::named(&value))}
            {choice("Theme", "Bankident", themes, |look| look.theme.clone(), |look, value| look.theme = value)}
            {choice("Colours", "As the device", schemes, |look| look.scheme.clone(), |look, value| look.scheme = value)}
            {choice("Width", "Phone", widths, |look| look.width.id().to_owned(), |look, value| look.width = Width::named(&value))}
            {beside}
            <label class="tick">
                <input
                    type="checkbox"
                    name="pseudo"
                    prop:checked=move || desk.look.with(|look| look.pseudo)
                    on:change=move |event| desk.look.update(|look| look.pseudo = event_target_checked(&event))
                />
                <span>"Pseudo-language"</span>
            </label>
        </form>
    }
}

/// A list whose first entry is no choice.
fn choice(
    label: &'static str,
    none: &str,
    options: Vec<(String, String)>,
    get: fn(&Look) -> String,
    set: fn(&mut Look, String),
) -> impl IntoView + use<> {
    let desk = Desk::expect();
    let chosen = Memo::new(move |_| desk.look.with(get));
    let none = (String::new(), none.to_owned());
    let options = std::iter::once(none).chain(options).map(|(value, caption)| {
        let is_chosen = {
            let value = value.clone();
            move || chosen.get() == value
        };
        view! { <option value=value prop:selected=is_chosen>{caption}</option> }
    });
    view! {
        <label class="choice">
            <span>{label}</span>
            <select name=label.to_lowercase() on:change=move |event| desk.look.update(|look| set(look, event_target_value(&event)))>
                {options.collect_view()}
            </select>
        </label>
    }
}
