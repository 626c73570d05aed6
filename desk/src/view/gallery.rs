//! All samples that the filters leave, side by side.

use js_sys::Array;
use leptos::{html::Article, prelude::*};
use wasm_bindgen::{JsCast, prelude::Closure};
use web_sys::{IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit};

use super::{
    frame::{Extent, Frame, scale_for},
    link::link,
};
use crate::{
    catalogue::Sample,
    store::Store,
    url_state::{UrlState, Width},
};

#[component]
pub fn Gallery() -> impl IntoView {
    let store = Store::expect();
    let filtered =
        Memo::new(move |_| store.filtered().into_iter().map(|sample| sample.name).collect::<Vec<_>>());
    let all = store.catalogue.with_value(|catalogue| catalogue.samples.len());
    let caption = move || match filtered.with(Vec::len) {
        0 => "No state is like that.".to_owned(),
        shown if shown == all => format!("All {all} states"),
        shown => format!("{shown} of {all} states"),
    };
    let sample = move |name: &str| store.catalogue.with_value(|catalogue| catalogue.sample(name).cloned());
    let card = move |name: String| sample(&name).map(|sample| view! { <Card sample/> });
    view! {
        <section class="gallery" aria-labelledby="gallery-title">
            <h2 id="gallery-title" aria-live="polite">{caption}</h2>
            <div class="cards" class:wide=move || store.url_state.with(|url| url.width == Width::Desktop)>
                <For each=move || filtered.get() key=String::clone children=card/>
            </div>
        </section>
    }
}

/// The margins left and right of a screen, in CSS pixels.
const MARGINS: f64 = 70.0;

#[component]
fn Card(sample: Sample) -> impl IntoView {
    let store = Store::expect();
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
        move |url: &mut UrlState| url.sample = name.clone()
    };
    let frames = {
        let name = name.clone();
        move || {
            let scale = scale_for(store.width.get(), 0.55, 0.55, MARGINS);
            near.get().then(|| {
                store
                    .langs
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

/// Sets `near` while the card is near the viewport. Only such cards have frames: a browser cannot hold hundreds of them.
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
