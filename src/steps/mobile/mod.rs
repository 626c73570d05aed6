//! Mobile: which number gets the codes.

use bankident_wire::{Field, MobileDraft, MobileStage, Step};
use leptos::prelude::*;

use crate::components::{
    field::TextField,
    form::{Form, StepForm},
    screen::Screen,
};

#[component]
pub fn MobileScreen(stage: MobileStage) -> impl IntoView {
    let answers = stage.number.map(|number| MobileDraft { number: number.into() });
    let form = Form::<MobileDraft>::new(Step::Mobile, answers);
    let submit = move |()| form.submit(form.read(MobileDraft::parse));
    view! {
        <Screen step=Step::Mobile>
            <StepForm state=form.state() action="mobile-action" on_submit=submit>
                <TextField
                    bound=form.text(Field::Number, |draft| &mut draft.number)
                    kind="tel"
                    inputmode="tel"
                    autocomplete="tel"
                />
            </StepForm>
        </Screen>
    }
}
