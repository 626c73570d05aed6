//! Mobile: which number gets the codes.

use bankident_wire::{Field, MobileDraft, MobileStage, NumberQuestion, Step};
use leptos::prelude::*;

use crate::components::{Form, Screen, StepForm, TextField, with_value};

#[component]
pub fn MobileScreen(stage: MobileStage) -> impl IntoView {
    let MobileStage { number, question, sends_code } = stage;
    let action = match (&question, sends_code) {
        (Some(_), _) => "mobile-confirm",
        (None, true) => "mobile-action",
        (None, false) => "action-continue",
    };
    let asked = question.as_ref().map(|question| question.written.clone());
    let answers = MobileDraft {
        confirmed: asked.is_some(),
        number: asked.clone().or(number.map(Into::into)).unwrap_or_default(),
        question: asked,
    };
    let form = Form::new(Step::Mobile, Some(answers));
    view! {
        <Screen step=Step::Mobile>
            <StepForm form action>
                {question.map(|question| view! { <Question question/> }.into_any())}
                <TextField form field=Field::Number kind="tel" inputmode="tel" autocomplete="tel"/>
            </StepForm>
        </Screen>
    }
}

/// How the number was understood, before it is used. It can still be changed in the field below.
#[component]
fn Question(question: NumberQuestion) -> impl IntoView {
    let message = if question.is_mobile { "mobile-understood" } else { "mobile-other-line" };
    view! { <p class="notice" tabindex="-1" data-question="">{with_value(message, "number", question.written)}</p> }
}
