use bankident_wire::Otp;
use leptos::prelude::*;

use super::{field::Labels, form::Bound};

/// Six digits from an SMS. One input, so that paste, autofill and screen readers work as everywhere.
#[component]
pub fn CodeInput(bound: Bound<String>) -> impl IntoView {
    let labels = Labels::of(bound);
    view! {
        <div class="field">
            <label for=labels.id()>{move || labels.label()}</label>
            {labels.hint()}
            {labels.error()}
            <input
                id=labels.id()
                name=bound.field.name()
                class="code-input"
                type="text"
                inputmode="numeric"
                autocomplete="one-time-code"
                // Room for a code pasted with its space.
                maxlength=Otp::LENGTH + 2
                spellcheck="false"
                aria-invalid=move || labels.invalid()
                aria-describedby=move || labels.described_by()
                prop:value=move || bound.value.get()
                on:input=move |event| bound.set.run(event_target_value(&event))
            />
        </div>
    }
}
