//! Mobile code: the six digits that were sent to verify the number.

use bankident_wire::{CodeDraft, Field, MobileCodeStage, Step};
use leptos::prelude::*;

use crate::components::{BackTo, CodeField, Form, Resend, Screen, StepForm, with_value};

#[component]
pub fn MobileCodeScreen(stage: MobileCodeStage) -> impl IntoView {
    let form = Form::empty::<CodeDraft>(Step::MobileCode);
    view! {
        <Screen step=Step::MobileCode>
            <p class="text">{with_value("code-sent-to", "number", stage.number_masked)}</p>
            <StepForm form action="action-continue">
                <CodeField form field=Field::Token/>
            </StepForm>
            <Resend step=Step::MobileCode/>
            <BackTo step=Step::Mobile caption="mobile-code-change-number"/>
        </Screen>
    }
}
