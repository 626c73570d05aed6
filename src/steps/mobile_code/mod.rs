//! Mobile code: the six digits that were sent to verify the number.

use bankident_wire::{CodeDraft, Field, MobileCodeStage, Stage, Step};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    api,
    components::{
        code_input::CodeInput,
        form::{Form, StepForm},
        resend::Resend,
        screen::Screen,
    },
    copy::{Copy, args, t},
    journey::Journey,
};

#[component]
pub fn MobileCodeScreen(stage: MobileCodeStage) -> impl IntoView {
    let copy = Copy::expect();
    let journey = Journey::expect();
    let form = Form::<CodeDraft>::new(Step::MobileCode, None);
    let submit = move |()| form.submit(form.read(CodeDraft::parse));
    let sent_to = move || copy.text_with("code-sent-to", &args!["number" => stage.number_masked.as_str()]);
    let resend_at = move || match journey.stage() {
        Stage::MobileCode(stage) => Some(stage.resend_at),
        _ => None,
    };
    let change_number = move |_| {
        spawn_local(async move {
            if let Ok(reported) = api::revisit(Step::Mobile).await {
                journey.advance(reported);
            }
        });
    };
    view! {
        <Screen step=Step::MobileCode>
            <p>{sent_to}</p>
            <StepForm state=form.state() action="action-continue" on_submit=submit>
                <CodeInput bound=form.text(Field::Token, |draft| &mut draft.token) />
            </StepForm>
            <Resend step=Step::MobileCode resend_at=Signal::derive(resend_at) />
            <button type="button" class="button quiet" on:click=change_number>{t("mobile-code-change-number")}</button>
        </Screen>
    }
}
