//! Renders every screen once, out of sight, so that the desk knows where each message occurs and what does not fit.

use leptos::{html::Iframe, prelude::*};

use super::frame::follow;
use crate::{scan_queue::Task, store::Store, url_state::UrlState};

#[component]
pub fn Indexer() -> impl IntoView {
    let queue = Store::expect().scan_queue;
    queue.start();
    view! { <div class="scan" aria-hidden="true">{queue.slots.map(|task| view! { <HiddenFrame task/> })}</div> }
}

#[component]
fn HiddenFrame(task: RwSignal<Option<Task>>) -> impl IntoView {
    let frame: NodeRef<Iframe> = NodeRef::new();
    follow(frame, move || match task.get() {
        Some((sample, lang)) => UrlState::default().address_of_sample(&sample, &lang),
        None => "about:blank".to_owned(),
    });
    view! { <iframe node_ref=frame title="Looks at a screen" tabindex="-1"></iframe> }
}
