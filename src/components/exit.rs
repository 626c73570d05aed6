//! The way back to the partner's page: it closes the frame, or leads there.

use leptos::prelude::*;

use crate::{
    copy::{Copy, args},
    host,
    journey::Journey,
    partner,
};

#[component]
pub fn Exit() -> impl IntoView {
    let copy = Copy::expect();
    let journey = use_context::<Journey>();
    let words = move || copy.text_with("exit", &args!["partner" => partner::name().unwrap_or_default()]);
    if host::origin().is_some() {
        let leave = super::erased::clicked(|| host::say("exit", &[]));
        return view! { <button type="button" class="button quiet exit" on:click=leave>{move || words()}</button> }.into_any();
    }
    let link = move || {
        let url = journey.and_then(Journey::return_url)?;
        Some(view! { <a class="button quiet exit" href=url>{move || words()}</a> }.into_any())
    };
    view! { {move || link()} }.into_any()
}
