//! A link to something else on the desk.

use leptos::{ev::MouseEvent, prelude::*};

use crate::{store::Desk, url_state::Look};

pub fn link(
    change: impl Fn(&mut Look) + Clone + Send + Sync + 'static,
    caption: impl IntoView,
) -> impl IntoView {
    let desk = Desk::expect();
    let address = {
        let change = change.clone();
        move || {
            let mut look = desk.look.get();
            change(&mut look);
            look.address()
        }
    };
    let go = move |event: MouseEvent| {
        // With a key held down it is opened elsewhere, as everywhere.
        if !event.ctrl_key() && !event.meta_key() && !event.shift_key() {
            event.prevent_default();
            desk.look.update(|look| change(look));
        }
    };
    view! { <a href=address on:click=go>{caption}</a> }
}
