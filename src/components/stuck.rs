//! Who cannot answer a question is told at the question what to do now.

use bankident_wire::{Stuck, Way};
use leptos::prelude::*;

use super::{erased::happened, notice::Support, ways::Ways};
use crate::{api, i18n::I18n};

/// A line to open, what helps, and the way that is left.
#[component]
pub fn CannotAnswer(stuck: Stuck) -> impl IntoView {
    let i18n = I18n::expect();
    let id = format!("stuck-{}", stuck.id());
    let help = format!("{id}.help");
    // Who opens it is counted, once.
    let told = StoredValue::new(false);
    let opened = happened(move |_: leptos::ev::Event| {
        if !told.get_value() {
            told.set_value(true);
            leptos::task::spawn_local(async move {
                // Nobody waits for it.
                api::stuck(stuck).await.ok();
            });
        }
    });
    view! {
        <details class="stuck" on:toggle=opened>
            <summary>{move || i18n.text(&id)}</summary>
            <p>{move || i18n.text(&help)}</p>
            <Support/>
            <Ways offered=&[Way::Video] quiet=true/>
        </details>
    }
}
