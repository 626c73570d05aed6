//! Resume: who comes back after a while shows that it is still them.

use bankident_wire::{Field, ResumeDraft, Step};
use leptos::prelude::*;

use crate::components::{BirthDateInWords, Form, Screen, StepForm, TextField};

#[component]
pub fn ResumeScreen() -> impl IntoView {
    let form = Form::empty::<ResumeDraft>(Step::Resume);
    view! {
        <Screen step=Step::Resume>
            <StepForm form action="resume-action">
                <TextField form field=Field::BirthDate autocomplete="bday" inputmode="decimal" class="short">
                    <BirthDateInWords form/>
                </TextField>
            </StepForm>
        </Screen>
    }
}
