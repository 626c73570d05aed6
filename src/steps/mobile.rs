//! Mobile: which number gets the codes.

use bankident_wire::{Field, MobileDraft, MobileStage, MobileSubmission, Step};
use leptos::prelude::*;

use crate::components::{Form, Screen, StepForm, TextField};

#[component]
pub fn MobileScreen(stage: MobileStage) -> impl IntoView {
    let form = Form::new::<MobileDraft>(Step::Mobile, stage.number.map(|number| MobileSubmission { number }));
    view! {
        <Screen step=Step::Mobile>
            <StepForm form action="mobile-action">
                <TextField form field=Field::Number kind="tel" inputmode="tel" autocomplete="tel"/>
            </StepForm>
        </Screen>
    }
}
