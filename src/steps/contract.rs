//! Contract: what will be signed, to be read on this screen before the signing starts.

use bankident_wire::{ContractStage, Step};
use leptos::prelude::*;

use crate::{
    components::{Countdown, DocumentView, Form, Screen, StepForm},
    i18n::t,
};

#[component]
pub fn ContractScreen(stage: ContractStage) -> impl IntoView {
    let form = Form::confirm(Step::Contract);
    view! {
        <Screen step=Step::Contract>
            <Countdown message="contract-time-left" over="contract-time-over"/>
            {stage.documents.into_iter().map(|document| view! { <DocumentView document/> }.into_any()).collect_view()}
            <StepForm form action="contract-action">
                <p class="hint">{t("contract-code-follows")}</p>
            </StepForm>
        </Screen>
    }
}
