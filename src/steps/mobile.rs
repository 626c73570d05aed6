//! Mobile: which number gets the codes.

use bankident_wire::{Field, MobileDraft, MobileStage, NumberQuestion, Step};
use leptos::prelude::*;

use crate::{
    components::{Form, Screen, StepForm, TextField},
    i18n::{I18n, args},
};

#[component]
pub fn MobileScreen(stage: MobileStage) -> impl IntoView {
    let MobileStage { number, question, sends_code } = stage;
    let action = match (&question, sends_code) {
        (Some(_), _) => "mobile-confirm",
        (None, true) => "mobile-action",
        (None, false) => "action-continue",
    };
    let answers = match &question {
        Some(question) => Some(MobileDraft { number: question.written.clone(), confirmed: true }),
        None => number.map(|number| MobileDraft { number: number.into(), confirmed: false }),
    };
    let form = Form::new::<MobileDraft>(Step::Mobile, answers);
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
    let i18n = I18n::expect();
    let message = if question.is_mobile { "mobile-understood" } else { "mobile-other-line" };
    let words = move || i18n.text_with(message, &args!["number" => question.written.as_str()]);
    view! { <p class="notice" tabindex="-1" data-question="">{move || words()}</p> }
}
