//! The head of the page: what there is, how far the scan is, and the filters.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::link::link;
use crate::{
    store::Store,
    url_state::{Only, UrlState, Width},
};

#[component]
pub fn Toolbar() -> impl IntoView {
    let store = Store::expect();
    let (samples, themes) =
        store.catalogue.with_value(|catalogue| (catalogue.samples.len(), catalogue.themes.len() + 1));
    let langs = store.all_langs().len();
    let remaining = move || store.scan_queue.remaining();
    let progress = move || {
        (remaining() > 0).then(|| view! { <p class="progress" role="status">{move || format!("Reading the screens: {} to go", remaining())}</p> })
    };
    view! {
        <header class="bar">
            <div class="bar-head">
                <h1>{link(UrlState::go_to_gallery, "Copy desk")}</h1>
                <p class="count">{format!("{samples} states × {langs} languages × {themes} themes")}</p>
                {progress}
            </div>
            <Filters/>
        </header>
    }
}

#[component]
fn Filters() -> impl IntoView {
    let store = Store::expect();
    let (steps, codes, themes) = store.catalogue.with_value(|catalogue| {
        let mut steps: Vec<String> = catalogue.samples.iter().map(|sample| sample.step.clone()).collect();
        steps.dedup();
        let mut known = BTreeSet::new();
        steps.retain(|step| known.insert(step.clone()));
        let codes: BTreeSet<String> =
            catalogue.samples.iter().filter_map(|sample| sample.code.clone()).collect();
        let themes: Vec<_> =
            catalogue.themes.iter().map(|theme| (theme.id.clone(), theme.name.clone())).collect();
        (steps, codes, themes)
    });
    let same = |all: Vec<String>| all.into_iter().map(|one| (one.clone(), one)).collect::<Vec<_>>();
    let langs = store.all_langs();
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
        choice("Beside", &first, rest, |url| url.beside.clone(), |url, value| url.beside = value)
    });
    view! {
        <form class="filters" on:submit=|event| event.prevent_default()>
            <label class="choice">
                <span>"Find"</span>
                <input
                    type="search"
                    name="find"
                    prop:value=move || store.url_state.with(|url| url.find.clone())
                    on:input=move |event| store.url_state.update(|url| url.find = event_target_value(&event))
                />
            </label>
            {choice("Step", "All", same(steps), |url| url.step.clone(), |url, value| url.step = value)}
            {choice("Code", "All", same(codes.into_iter().collect()), |url| url.code.clone(), |url, value| url.code = value)}
            {choice("Only", "All", only, |url| url.only.id().to_owned(), |url, value| url.only = Only::named(&value))}
            {choice("Theme", "Bankident", themes, |url| url.theme.clone(), |url, value| url.theme = value)}
            {choice("Colours", "As the device", schemes, |url| url.scheme.clone(), |url, value| url.scheme = value)}
            {choice("Width", "Phone", widths, |url| url.width.id().to_owned(), |url, value| url.width = Width::named(&value))}
            {beside}
            <label class="tick">
                <input
                    type="checkbox"
                    name="pseudo"
                    prop:checked=move || store.url_state.with(|url| url.pseudo)
                    on:change=move |event| store.url_state.update(|url| url.pseudo = event_target_checked(&event))
                />
                <span>"Pseudo-language"</span>
            </label>
        </form>
    }
}

/// A list. Its first entry, `none`, means that nothing is chosen.
fn choice(
    label: &'static str,
    none: &str,
    options: Vec<(String, String)>,
    get: fn(&UrlState) -> String,
    set: fn(&mut UrlState, String),
) -> impl IntoView + use<> {
    let store = Store::expect();
    let chosen = Memo::new(move |_| store.url_state.with(get));
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
            <select name=label.to_lowercase() on:change=move |event| store.url_state.update(|url| set(url, event_target_value(&event)))>
                {options.collect_view()}
            </select>
        </label>
    }
}
