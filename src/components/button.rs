//! Buttons, and links that look like them.

use bankident_wire::Step;
use leptos::{ev::MouseEvent, prelude::*};

use super::erased::{Handler, clicked};

use crate::{i18n::t, journey::Journey};

#[component]
pub fn Primary(caption: &'static str, on_click: Handler<MouseEvent>) -> impl IntoView {
    view! { <button type="button" class="button primary" on:click=on_click>{t(caption)}</button> }
}

#[component]
pub fn Quiet(caption: &'static str, on_click: Handler<MouseEvent>) -> impl IntoView {
    view! { <button type="button" class="button quiet" on:click=on_click>{t(caption)}</button> }
}

/// A way back to a step.
#[component]
pub fn BackTo(step: Step, caption: &'static str) -> impl IntoView {
    let journey = Journey::expect();
    view! { <Quiet caption on_click=clicked(move || journey.revisit(step))/> }
}

/// A link that leads away, drawn like a button.
#[component]
pub fn LinkOut(url: String, caption: &'static str) -> impl IntoView {
    view! { <a class="button primary" href=url target="_blank" rel="noopener">{t(caption)}</a> }
}

#[component]
pub fn Spinner() -> impl IntoView {
    view! { <span class="spinner" aria-hidden="true"></span> }
}
