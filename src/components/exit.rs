//! The way back to the partner's page: it closes the frame, or leads there.

use leptos::prelude::*;

use crate::{
    browser::{page_config::PageConfig, parent_window},
    i18n::{I18n, args},
    journey::Journey,
};

#[component]
pub fn Exit() -> impl IntoView {
    let i18n = I18n::expect();
    let journey = use_context::<Journey>();
    let config = StoredValue::new(PageConfig::expect());
    let words = move || {
        let partner = config.with_value(|config| config.partner_name().unwrap_or_default().to_owned());
        i18n.text_with("exit", &args!["partner" => partner])
    };
    if parent_window::is_connected() {
        let leave = super::erased::clicked(|| parent_window::say("exit", &[]));
        return view! { <button type="button" class="button quiet exit" on:click=leave>{move || words()}</button> }.into_any();
    }
    let link = move || {
        let url = journey.and_then(Journey::return_url)?;
        Some(view! { <a class="button quiet exit" href=url>{move || words()}</a> }.into_any())
    };
    view! { {move || link()} }.into_any()
}
