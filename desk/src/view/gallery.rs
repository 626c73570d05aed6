//! All states that are asked for, side by side.

use js_sys::Array;
use leptos::{html::Article, prelude::*};
use wasm_bindgen::{JsCast, prelude::Closure};
use web_sys::{IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit};

use crate::{
    store::{Desk, Sample},
    url_state::{Look, Width},
    view::frame::{Extent, Frame},
    view::link::link,
};

#[component]
pub fn Gallery() -> impl IntoView {
    let desk = Desk::expect();
    let asked_for =
        Memo::new(move |_| desk.asked_for().into_iter().map(|sample| sample.name).collect::<Vec<_>>());
    let all = desk.shelf.with_value(|shelf| shelf.samples.len());
    let caption = move || match asked_for.with(Vec::len) {
        0 => "No state is like that.".to_owned(),
        shown if shown == all => format!("All {all} states"),
        shown => format!("{shown} of {all} states"),
    };
    let sample = move |name: &String| {
        desk.shelf.with_value(|shelf| shelf.samples.iter().find(|sample| sample.name == *name).cloned())
    };
    let card = move |name: String| sample(&name).map(|sample| view! { <Card sample/> });
    view! {
        <section class="gallery" aria-labelledby="gallery-title">
            <h2 id="gallery-title" aria-live="polite">{caption}</h2>
            <div class="cards" class:wide=move || desk.look.with(|look| look.width == Width::Desktop)>
                <For each=move || asked_for.get() key=String::clone children=card/>
            </div>
        </section>
    }
}

/// What stands left and right of a screen, in CSS pixels.
const ROOM: f64 = 70.0;

#[component]
fn Card(sample: Sample) -> impl IntoView {
    let desk = Desk::expect();
    let card: NodeRef<Article> = NodeRef::new();
    let near = RwSignal::new(false);
    Effect::new(move || {
        if let Some(card) = card.get() {
            watch(&card, near);
        }
    });
    let Sample { name, step, code } = sample;
    let open = {
        let name = name.clone();
        move |look: &mut Look| look.state = name.clone()
    };
    let frames = {
        let name = name.clone();
        move || {
            let scale = desk.scale_in(0.55, 0.55, ROOM);
            near.get().then(|| {
                desk.langs
                    .get()
                    .map(|lang| view! { <Frame sample=name.clone() lang scale extent=Extent::Device/> })
            })
        }
    };
    let badge = code.map(|code| view! { <code>{code}</code> });
    view! {
        <article class="card" node_ref=card>
            <h3>{link(open, name.clone())}</h3>
            <p class="card-of">{step} {badge}</p>
            <div class="pair">{frames}</div>
        </article>
    }
}

/// Screens are drawn as one comes near, and given up as one goes away: hundreds of them would be too much for a browser.
fn watch(card: &web_sys::HtmlElement, near: RwSignal<bool>) {
    let told = Closure::<dyn Fn(Array)>::new(move |entries: Array| {
        let last: Option<IntersectionObserverEntry> = entries.iter().last().map(JsCast::unchecked_into);
        near.try_set(last.is_some_and(|entry| entry.is_intersecting()));
    });
    let options = IntersectionObserverInit::new();
    options.set_root_margin("400px");
    let observer = IntersectionObserver::new_with_options(told.into_js_value().unchecked_ref(), &options);
    if let Ok(observer) = observer {
        observer.observe(card);
    }
}
