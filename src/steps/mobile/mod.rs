//! Mobile: which number gets the codes.

use bankident_wire::{Field, MobileDraft, MobileStage, MobileSubmission, Step};
use leptos::prelude::*;

use crate::components::{
    field::TextField,
    form::{Form, StepForm},
    screen::Screen,
};

#[component]
pub fn MobileScreen(stage: MobileStage) -> impl IntoView {
    let form = Form::with_answers(Step::Mobile, &stage.number.map(|number| MobileSubmission { number }));
    let submit = move || form.submit(form.draft::<MobileDraft>().parse());
    view! {
        <Screen step=Step::Mobile>
            <StepForm form action="mobile-action" on_submit=submit>
                <TextField bound=form.input(Field::Number) kind="tel" inputmode="tel" autocomplete="tel" />
            </StepForm>
        </Screen>
    }
}
