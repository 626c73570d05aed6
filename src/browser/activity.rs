//! Whether somebody is there: who types, points or scrolls. Scrolling by itself counts as little as a script.

use leptos::prelude::document;
use wasm_bindgen::{JsCast, prelude::Closure};
use web_sys::Event;

/// Calls back, often, while somebody does something in the page.
pub fn on_activity(act: impl Fn() + 'static) {
    let act = Closure::<dyn Fn(Event)>::new(move |event: Event| {
        if event.is_trusted() {
            act();
        }
    });
    let act = act.into_js_value();
    for event in ["pointerdown", "pointermove", "touchmove", "wheel", "keydown", "input", "click"] {
        document().add_event_listener_with_callback(event, act.unchecked_ref()).ok();
    }
}
