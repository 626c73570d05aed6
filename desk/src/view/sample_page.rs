//! One sample in two languages, and the messages on it.

use std::collections::BTreeMap;

use leptos::{html::Section, prelude::*};

use super::{
    frame::{Extent, Frame, scale_for},
    link::link,
    text_editor::{Badges, TextEditor},
};
use crate::{browser, catalogue::Sample, store::Store, url_state::UrlState};

#[component]
pub fn SamplePage() -> impl IntoView {
    let store = Store::expect();
    let name = Memo::new(move |_| store.url_state.with(|url| url.sample.clone()));
    let known =
        move || store.catalogue.with_value(|catalogue| name.with(|name| catalogue.sample(name).cloned()));
    move || match known() {
        Some(sample) => view! { <Known sample/> }.into_any(),
        None => view! { <p class="nothing">"There is no state of this name any more."</p> }.into_any(),
    }
}

/// The margins left and right of a screen, in CSS pixels.
const MARGINS: f64 = 34.0;

#[component]
fn Known(sample: Sample) -> impl IntoView {
    let store = Store::expect();
    let Sample { name, step, code } = sample;
    let screens = {
        let name = name.clone();
        move || {
            let scale = scale_for(store.width.get(), 1.0, 0.5, MARGINS);
            store.langs.get().map(|lang| view! { <Screen name=name.clone() lang scale/> })
        }
    };
    let panel = {
        let name = name.clone();
        let shown = Memo::new(move |_| store.url_state.with(|url| (url.pseudo, url.message.is_empty())));
        move || match shown.get() {
            (true, _) => view! { <Pseudo name=name.clone()/> }.into_any(),
            (_, true) => view! { <Messages name=name.clone()/> }.into_any(),
            (_, false) => view! { <TextEditor/> }.into_any(),
        }
    };
    let words: NodeRef<Section> = NodeRef::new();
    let chosen = Memo::new(move |_| store.url_state.with(|url| url.message.clone()));
    let height = {
        let name = name.clone();
        Memo::new(move |_| store.height_of(&name))
    };
    Effect::new(move |before: Option<String>| {
        // Each screen takes its height when it is drawn, and pushes what is below it down.
        height.track();
        let chosen = chosen.get();
        let is_new = before.as_ref() != Some(&chosen);
        // Below the screens nobody would see that something was chosen.
        if let Some(words) = words.get().filter(|_| !chosen.is_empty() && !browser::is_wide()) {
            request_animation_frame(move || {
                if is_new || !browser::is_in_view(&words) {
                    words.scroll_into_view();
                }
            });
        }
        chosen
    });
    let address = move || store.url_state.with(UrlState::address);
    let copied = RwSignal::new(String::new());
    let copy_link = move |_| {
        let address = untrack(address);
        browser::copy_to_clipboard(&format!("{}{address}", browser::origin()));
        copied.set(address);
    };
    let is_copied = move || copied.with(|copied| *copied == address());
    view! {
        <section class="state" aria-labelledby="state-title">
            <div class="state-head">
                <nav aria-label="States">
                    {link(UrlState::go_to_gallery, "All states")}
                    {step_to(&name, -1)}
                    {step_to(&name, 1)}
                </nav>
                <h2 id="state-title">{name.clone()}</h2>
                <p class="card-of">{step} {code.map(|code| view! { <code>{code}</code> })}</p>
                <button type="button" class="quiet" on:click=copy_link>
                    {move || if is_copied() { "Link copied" } else { "Copy link" }}
                </button>
            </div>
            <div class="table">
                <div class="screens">{screens}</div>
                <section class="panel" aria-label="Words" node_ref=words>{panel}</section>
            </div>
        </section>
    }
}

/// A button to the sample before (`-1`) or after (`1`), among those that the filters leave.
fn step_to(name: &str, by: isize) -> impl IntoView + use<> {
    let store = Store::expect();
    let name = name.to_owned();
    let target = move || {
        let all = store.filtered();
        let here = all.iter().position(|sample| sample.name == name)?;
        all.get(here.checked_add_signed(by)?).map(|sample| sample.name.clone())
    };
    let caption = if by < 0 { "← Previous" } else { "Next →" };
    let target = Memo::new(move |_| target());
    let go = move |_| {
        if let Some(target) = target.get_untracked() {
            store.url_state.update(|url| {
                url.sample = target;
                url.message.clear();
            });
        }
    };
    view! { <button type="button" class="quiet" disabled=move || target.with(Option::is_none) on:click=go>{caption}</button> }
}

#[component]
fn Screen(name: String, lang: String, scale: f64) -> impl IntoView {
    let store = Store::expect();
    let alone = {
        let (name, lang) = (name.clone(), lang.clone());
        move || store.url_state.with(|url| url.address_of_sample(&name, &lang))
    };
    view! {
        <figure>
            <figcaption>
                <span lang="en">{lang.to_uppercase()}</span>
                <a href=alone target="_blank">"Alone"</a>
            </figcaption>
            <Frame sample=name lang scale extent=Extent::Whole/>
        </figure>
    }
}

/// What the pseudo-language shows: texts that are no message, and messages that overflow.
#[component]
fn Pseudo(name: String) -> impl IntoView {
    let store = Store::expect();
    let lists = move || {
        let [left, _] = store.langs.get();
        let occurrences = store.pseudo_occurrences.read();
        let foreign =
            occurrences.screen(&name, &left).map(|screen| screen.foreign.clone()).unwrap_or_default();
        let long = occurrences.too_long_on(&name);
        let items = |all: Vec<String>| all.into_iter().map(|one| view! { <li>{one}</li> }).collect_view();
        view! {
            <h4>"What is no message"</h4>
            <p class="hint">"Names, dates, countries and languages may stand here. Words may not: nobody could translate them."</p>
            <ul class="plain">{items(foreign)}</ul>
            <h4>"What gets too tight"</h4>
            <ul class="plain">{match long.is_empty() {
                true => view! { <li>"Nothing on this screen."</li> }.into_any(),
                false => items(long).into_any(),
            }}</ul>
        }
    };
    view! {
        <h3>"Pseudo-language"</h3>
        <p class="hint">"A third longer, with accents, in brackets. A bracket that is missing is a sentence that is cut off."</p>
        {lists}
    }
}

/// All messages on the screen, in a list that works with a keyboard or a screen reader.
#[component]
fn Messages(name: String) -> impl IntoView {
    let store = Store::expect();
    let rows = move || {
        let [left, right] = store.langs.get();
        let occurrences = store.occurrences.read();
        let said = |lang: &str| -> BTreeMap<String, String> {
            occurrences.on(&name, lang).iter().map(|shown| (shown.id.clone(), shown.text.clone())).collect()
        };
        let beside = said(&right);
        let mut rows = Vec::new();
        for shown in occurrences.on(&name, &left) {
            rows.push((
                shown.id.clone(),
                shown.text.clone(),
                beside.get(&shown.id).cloned().unwrap_or_default(),
            ));
        }
        let row = |(id, left_text, right_text): (String, String, String)| {
            let choose = {
                let id = id.clone();
                move |_| store.url_state.update(|url| url.message = id.clone())
            };
            let (left, right) = (left.clone(), right.clone());
            view! {
                <li>
                    <button type="button" class="row" on:click=choose>
                        <span lang=left>{left_text}</span>
                        <span lang=right>{right_text}</span>
                        <span class="row-id"><code>{id.clone()}</code> <Badges id/></span>
                    </button>
                </li>
            }
        };
        rows.into_iter().map(row).collect_view()
    };
    view! {
        <h3>"Sentences on this screen"</h3>
        <p class="hint">"Choose one here, or click it in a screen."</p>
        <ul class="rows">{rows}</ul>
    }
}
