use bankident_wire::Step;
use leptos::prelude::*;

use crate::copy::Copy;

/// The frame of every screen: names the step, carries the heading that gets the focus.
#[component]
pub fn Screen(step: Step, children: Children) -> impl IntoView {
    let copy = Copy::expect();
    let title = format!("{}-title", step.id());
    let lead = title.clone();
    view! {
        <main class="screen" data-step=step.id()>
            <h1 tabindex="-1">{move || copy.text(&title)}</h1>
            {move || copy.has(&lead, "lead").then(|| view! { <p class="lead">{copy.text(&format!("{lead}.lead"))}</p> })}
            {children()}
        </main>
    }
}
