//! Contract: what will be signed, to be read on this screen before the signing starts.

use bankident_wire::{ContractStage, Step};
use leptos::prelude::*;

use crate::{
    components::{Countdown, DocumentView, Form, Reading, Screen, StepForm},
    i18n::t,
};

#[component]
pub fn ContractScreen(stage: ContractStage) -> impl IntoView {
    let reading = Reading::provide();
    let form = Form::confirm_once(Step::Contract, move || reading.is_done());
    let coming = stage
        .documents
        .is_empty()
        .then(|| view! { <p class="text" role="status">{t("document-loading")}</p> }.into_any());
    view! {
        <Screen step=Step::Contract>
            <Countdown message="contract-time-left" over="contract-time-over"/>
            {coming}
            {stage.documents.into_iter().map(|document| view! { <DocumentView document/> }.into_any()).collect_view()}
            <StepForm form action="contract-action">
                <p class="hint">{t("contract-code-follows")}</p>
            </StepForm>
        </Screen>
    }
}
