//! One state in two languages, and what is said on it.

use std::collections::BTreeMap;

use leptos::{html::Section, prelude::*};

use crate::{
    browser,
    store::{Desk, Sample},
    url_state::Look,
    view::frame::{Extent, Frame},
    view::link::link,
    view::text_editor::{Badges, Sentence},
};

#[component]
pub fn State() -> impl IntoView {
    let desk = Desk::expect();
    let name = Memo::new(move |_| desk.look.with(|look| look.state.clone()));
    let known = move || {
        desk.shelf.with_value(|shelf| shelf.samples.iter().find(|sample| sample.name == name.get()).cloned())
    };
    move || match known() {
        Some(sample) => view! { <Known sample/> }.into_any(),
        None => view! { <p class="nothing">"There is no state of this name any more."</p> }.into_any(),
    }
}

/// What stands left and right of a screen, in CSS pixels.
const ROOM: f64 = 34.0;

#[component]
fn Known(sample: Sample) -> impl IntoView {
    let desk = Desk::expect();
    let Sample { name, step, code } = sample;
    let screens = {
        let name = name.clone();
        move || {
            let scale = desk.scale_in(1.0, 0.5, ROOM);
            desk.langs.get().map(|lang| view! { <Screen name=name.clone() lang scale/> })
        }
    };
    let panel = {
        let name = name.clone();
        let shown = Memo::new(move |_| desk.look.with(|look| (look.pseudo, look.sentence.is_empty())));
        move || match shown.get() {
            (true, _) => view! { <Pseudo name=name.clone()/> }.into_any(),
            (_, true) => view! { <Sentences name=name.clone()/> }.into_any(),
            (_, false) => view! { <Sentence/> }.into_any(),
        }
    };
    let words: NodeRef<Section> = NodeRef::new();
    let chosen = Memo::new(move |_| desk.look.with(|look| look.sentence.clone()));
    Effect::new(move || {
        let is_chosen = chosen.with(|sentence| !sentence.is_empty());
        // Where they stand below the screens, nobody would see that something was chosen.
        if let Some(words) = words.get().filter(|_| is_chosen && !browser::is_wide()) {
            words.scroll_into_view();
        }
    });
    let address = move || desk.look.with(Look::address);
    let copied = RwSignal::new(String::new());
    let copy_link = move |_| {
        let address = untrack(address);
        browser::copy(&format!("{}{address}", browser::origin()));
        copied.set(address);
    };
    let is_copied = move || copied.with(|copied| *copied == address());
    view! {
        <section class="state" aria-labelledby="state-title">
            <div class="state-head">
                <nav aria-label="States">
                    {link(Look::go_to_all, "All states")}
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

/// The state before or after, of those that are asked for.
fn step_to(name: &str, by: isize) -> impl IntoView + use<> {
    let desk = Desk::expect();
    let name = name.to_owned();
    let target = move || {
        let all = desk.asked_for();
        let here = all.iter().position(|sample| sample.name == name)?;
        all.get(here.checked_add_signed(by)?).map(|sample| sample.name.clone())
    };
    let caption = if by < 0 { "← Previous" } else { "Next →" };
    let target = Memo::new(move |_| target());
    let go = move |_| {
        if let Some(target) = target.get_untracked() {
            desk.look.update(|look| {
                look.state = target;
                look.sentence.clear();
            });
        }
    };
    view! { <button type="button" class="quiet" disabled=move || target.with(Option::is_none) on:click=go>{caption}</button> }
}

#[component]
fn Screen(name: String, lang: String, scale: f64) -> impl IntoView {
    let desk = Desk::expect();
    let alone = {
        let (name, lang) = (name.clone(), lang.clone());
        move || desk.look.with(|look| look.address_of_sample(&name, &lang))
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

/// What the pseudo-language brings to light.
#[component]
fn Pseudo(name: String) -> impl IntoView {
    let desk = Desk::expect();
    let lists = move || {
        let [left, _] = desk.langs.get();
        let seen = desk.pseudo.read();
        let foreign = seen.screen(&name, &left).map(|screen| screen.foreign.clone()).unwrap_or_default();
        let long = seen.too_long_on(&name);
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

/// Everything that is said on the screen, for who cannot or will not click into it.
#[component]
fn Sentences(name: String) -> impl IntoView {
    let desk = Desk::expect();
    let rows = move || {
        let [left, right] = desk.langs.get();
        let places = desk.places.read();
        let said = |lang: &str| -> BTreeMap<String, String> {
            places.on(&name, lang).iter().map(|shown| (shown.id.clone(), shown.text.clone())).collect()
        };
        let beside = said(&right);
        let mut rows = Vec::new();
        for shown in places.on(&name, &left) {
            rows.push((
                shown.id.clone(),
                shown.text.clone(),
                beside.get(&shown.id).cloned().unwrap_or_default(),
            ));
        }
        let row = |(id, left_text, right_text): (String, String, String)| {
            let choose = {
                let id = id.clone();
                move |_| desk.look.update(|look| look.sentence = id.clone())
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
