//! More: what the partner has its customers asked besides.

use bankident_wire::{MoreStage, Step};
use leptos::prelude::*;

use crate::{
    components::{Form, PropertyField, Screen, StepForm, erased::shown},
    i18n::I18n,
};

#[component]
pub fn MoreScreen(stage: MoreStage) -> impl IntoView {
    let MoreStage { asked, answers } = stage;
    let form = Form::unjudged(Step::More, answers);
    let i18n = I18n::expect();
    let fields = move || {
        let field = |field| view! { <PropertyField form field/> }.into_any();
        asked.iter().copied().map(field).collect_view().into_any()
    };
    view! {
        <Screen step=Step::More>
            <StepForm form action="action-continue">
                // Its words come with the first of these questions.
                {shown(move || i18n.add_property(), fields)}
            </StepForm>
        </Screen>
    }
}
