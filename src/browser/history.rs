//! The browser's history: one entry per step, `#person`, so that back and forward do what a person expects.
//! The address names the step only, never anything typed.

use bankident_wire::Step;
use leptos::{ev, prelude::*};
use wasm_bindgen::JsValue;
use web_sys::UrlSearchParams;

/// The step that the address names.
pub fn step() -> Option<Step> {
    Step::from_id(window().location().hash().ok()?.strip_prefix('#')?)
}

/// Takes the partner's start token, `#start=`, out of the address, so that nobody reads it there; `early.js` has it.
pub fn hide_start_token() {
    let location = window().location();
    if location.hash().is_ok_and(|hash| hash.starts_with("#start="))
        && let (Ok(path), Ok(search), Ok(history)) =
            (location.pathname(), location.search(), window().history())
    {
        history.replace_state_with_url(&JsValue::NULL, "", Some(&format!("{path}{search}"))).ok();
    }
}

/// Shows the step in the address: as a new entry when walking on, in place of the old one otherwise.
pub fn show(step: Step, walking_on: bool) {
    let Ok(history) = window().history() else { return };
    let address = format!("#{}", step.id());
    let shown = match walking_on {
        true => history.push_state_with_url(&JsValue::NULL, "", Some(&address)),
        false => history.replace_state_with_url(&JsValue::NULL, "", Some(&address)),
    };
    // Some frames forbid it; then only back and forward are lost.
    shown.ok();
}

/// Writes the chosen language into an address that named one, so that a reload does not go back on the choice.
pub fn name_lang(tag: &str) {
    let location = window().location();
    let search = location.search().unwrap_or_default();
    let Ok(query) = UrlSearchParams::new_with_str(&search) else { return };
    if query.get("lang").is_none() {
        return;
    }
    query.set("lang", tag);
    let address = format!("?{}{}", String::from(query.to_string()), location.hash().unwrap_or_default());
    if let Ok(history) = window().history() {
        history.replace_state_with_url(&JsValue::NULL, "", Some(&address)).ok();
    }
}

/// Calls back with the step that back or forward led to.
pub fn on_walk(walked: impl Fn(Step) + 'static) {
    let handle = window_event_listener(ev::popstate, move |_| {
        if let Some(step) = step() {
            walked(step);
        }
    });
    on_cleanup(move || handle.remove());
}
