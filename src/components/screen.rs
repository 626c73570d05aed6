use bankident_wire::Step;
use leptos::prelude::*;

use super::erased::{dynamic, words};
use crate::copy::Copy;

/// The frame of every screen: names the step, carries the heading that gets the focus.
#[component]
pub fn Screen(step: Step, children: Children) -> impl IntoView {
    let copy = Copy::expect();
    let title = format!("{}-title", step.id());
    let message = title.clone();
    let lead = move || match copy.has(&title, "lead") {
        true => view! { <p class="lead">{copy.text(&format!("{title}.lead"))}</p> }.into_any(),
        false => ().into_any(),
    };
    view! {
        <main class="screen" data-step=step.id()>
            <h1 tabindex="-1">{words(move || copy.text(&message))}</h1>
            {dynamic(lead)}
            {children()}
        </main>
    }
}
