//! Contract: what will be signed, to be read on this screen before the signing starts.

use bankident_wire::{ContractStage, Stage, Step};
use leptos::prelude::*;

use crate::{
    components::{
        countdown::Countdown,
        document::DocumentView,
        form::{Form, StepForm},
        screen::Screen,
    },
    copy::t,
    journey::Journey,
};

#[component]
pub fn ContractScreen(stage: ContractStage) -> impl IntoView {
    let journey = Journey::expect();
    let form = Form::new(Step::Contract);
    let submit = move || form.submit(Ok(serde_json::Map::new()));
    let expires_at = Signal::derive(move || match journey.stage() {
        Stage::Contract(stage) => stage.expires_at,
        _ => None,
    });
    let documents = stage.documents.into_iter().map(|document| view! { <DocumentView document /> });
    view! {
        <Screen step=Step::Contract>
            <Countdown until=expires_at words="contract-time-left" />
            {documents.collect_view()}
            <StepForm form action="contract-action" on_submit=submit>
                <p class="hint">{t("contract-code-follows")}</p>
            </StepForm>
        </Screen>
    }
}
