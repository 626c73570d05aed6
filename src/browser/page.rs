//! The page around the wizard: its language, its colours, its connection, and what stands in it without the wizard.

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::{document, request_animation_frame, window};
use wasm_bindgen::{JsCast, prelude::Closure};
use web_sys::UrlSearchParams;

use super::storage;

/// The languages that are wanted, the most wanted first: `?lang=`, the choice in this tab, the partner's wish (`?locale=`),
/// the browser's.
pub fn wanted_langs() -> Vec<String> {
    let search = window().location().search().unwrap_or_default();
    let in_address = |name| UrlSearchParams::new_with_str(&search).ok().and_then(|query| query.get(name));
    let of_browser = window().navigator().languages();
    in_address("lang")
        .into_iter()
        .chain(storage::lang())
        .chain(in_address("locale"))
        .chain(of_browser.iter().filter_map(|tag| tag.as_string()))
        .collect()
}

/// When the server has served this page, in its own signed words.
pub fn stamp() -> Option<String> {
    document().query_selector("meta[name=stamp]").ok()??.get_attribute("content")
}

/// Lets the browser paint, and answer to a tap, between two pieces of work.
pub async fn pause() {
    TimeoutFuture::new(0).await;
}

/// Sets `<html lang>` to a language tag (BCP 47).
pub fn set_lang(tag: &str) {
    if let Some(html) = document().document_element() {
        // Only an invalid name of an attribute could fail.
        html.set_attribute("lang", tag).ok();
    }
}

/// The embedding page chooses: `light`, `dark`, or as the device prefers.
pub fn set_scheme(scheme: &str) {
    let Some(html) = document().document_element() else { return };
    let chosen = match scheme {
        "light" | "dark" => html.set_attribute("data-scheme", scheme),
        _ => html.remove_attribute("data-scheme"),
    };
    // Only an invalid name of an attribute could fail.
    chosen.ok();
}

/// Takes away what the page itself shows: the wizard stands in its place.
pub fn remove_first_paint() {
    for id in ["boot", "first", "unreachable", "unsupported"] {
        if let Some(element) = document().get_element_by_id(id) {
            element.remove();
        }
    }
}

/// Tells scripts around us, and tests, that the wizard is here; and the style sheet, once it is drawn, that the view may be
/// held in its place again.
pub fn mark_wizard() {
    let mark = |name: &'static str| {
        if let Some(html) = document().document_element() {
            html.set_attribute(name, "here").ok();
        }
    };
    mark("data-wizard");
    request_animation_frame(move || request_animation_frame(move || mark("data-settled")));
}

/// Calls back when the browser loses its connection, and when it has it again.
pub fn on_connection(changed: impl Fn(bool) + Copy + 'static) {
    for (event, online) in [("offline", false), ("online", true)] {
        let changed = Closure::<dyn Fn()>::new(move || changed(online)).into_js_value();
        window().add_event_listener_with_callback(event, changed.unchecked_ref()).ok();
    }
}
