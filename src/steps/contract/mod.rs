//! Contract: what will be signed, to be read on this screen before the signing starts.

use bankident_wire::{ContractStage, Stage, Step};
use leptos::prelude::*;

use crate::{
    components::{
        countdown::Countdown,
        document::DocumentView,
        form::{Form, Nothing, StepForm},
        screen::Screen,
    },
    copy::t,
    journey::Journey,
};

#[component]
pub fn ContractScreen(stage: ContractStage) -> impl IntoView {
    let journey = Journey::expect();
    let form = Form::<Nothing>::new(Step::Contract, None);
    let submit = move |()| form.submit(Ok(Nothing {}));
    let expires_at = move || match journey.stage() {
        Stage::Contract(stage) => stage.expires_at,
        _ => None,
    };
    let documents = stage.documents.into_iter().map(|document| view! { <DocumentView document /> });
    view! {
        <Screen step=Step::Contract>
            <Countdown until=Signal::derive(expires_at) words="contract-time-left" />
            {documents.collect_view()}
            <StepForm state=form.state() action="contract-action" on_submit=submit>
                <p class="hint">{t("contract-code-follows")}</p>
            </StepForm>
        </Screen>
    }
}
