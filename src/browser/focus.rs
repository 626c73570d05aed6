//! The focus and the view.

use leptos::prelude::{document, request_animation_frame, window};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::parent_window;

/// The heading of the screen.
pub const HEADING: &str = "main[data-step] h1";

/// Moves the focus, once the screen of the moment is drawn; to its heading, where it has no such element.
pub fn focus_soon(selector: &str) {
    // In a frame, a customer who is writing elsewhere on the page goes on writing there. Asked now, because the bank's
    // frame takes the focus with it when it goes.
    if parent_window::is_connected() && !document().has_focus().unwrap_or(true) {
        return;
    }
    let selector = selector.to_owned();
    request_animation_frame(move || {
        let find = |selector| document().query_selector(selector).ok().flatten();
        if let Some(element) = find(&selector).or_else(|| find(HEADING)) {
            element.unchecked_into::<HtmlElement>().focus().ok();
        }
    });
}

/// Moves the focus to the element of this id, which is on the screen already.
pub fn focus_id(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        element.unchecked_into::<HtmlElement>().focus().ok();
    }
}

pub fn scroll_to_top() {
    window().scroll_to_with_x_and_y(0.0, 0.0);
}
