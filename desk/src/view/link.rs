//! A link to another view of the desk.

use leptos::{ev::MouseEvent, prelude::*};

use crate::{store::Store, url_state::UrlState};

/// A link to the address that follows from the present one by a change.
pub fn link(
    change: impl Fn(&mut UrlState) + Clone + Send + Sync + 'static,
    caption: impl IntoView,
) -> impl IntoView {
    let store = Store::expect();
    let address = {
        let change = change.clone();
        move || {
            let mut url = store.url_state.get();
            change(&mut url);
            url.address()
        }
    };
    let go = move |event: MouseEvent| {
        // With a key held down the browser opens a new tab or window.
        if !event.ctrl_key() && !event.meta_key() && !event.shift_key() {
            event.prevent_default();
            store.url_state.update(|url| change(url));
        }
    };
    view! { <a href=address on:click=go>{caption}</a> }
}
