//! Mobile code: the six digits that were sent to verify the number.

use bankident_wire::{CodeDraft, Field, MobileCodeStage, Step};
use leptos::prelude::*;

use crate::{
    components::{BackTo, CodeField, Form, Resend, Screen, StepForm},
    i18n::{I18n, args},
};

#[component]
pub fn MobileCodeScreen(stage: MobileCodeStage) -> impl IntoView {
    let i18n = I18n::expect();
    let form = Form::empty::<CodeDraft>(Step::MobileCode);
    let sent_to = move || i18n.text_with("code-sent-to", &args!["number" => stage.number_masked.as_str()]);
    view! {
        <Screen step=Step::MobileCode>
            <p class="text">{move || sent_to()}</p>
            <StepForm form action="action-continue">
                <CodeField form field=Field::Token/>
            </StepForm>
            <Resend step=Step::MobileCode/>
            <BackTo step=Step::Mobile caption="mobile-code-change-number"/>
        </Screen>
    }
}
