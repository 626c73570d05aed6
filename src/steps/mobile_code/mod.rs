//! Mobile code: the six digits that were sent to verify the number.

use bankident_wire::{CodeDraft, Field, MobileCodeStage, Stage, Step};
use leptos::prelude::*;

use crate::{
    components::{
        erased::{clicked, words},
        field::CodeInput,
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
    let form = Form::new(Step::MobileCode);
    let submit = move || form.submit(form.draft::<CodeDraft>().parse());
    let sent_to =
        words(move || copy.text_with("code-sent-to", &args!["number" => stage.number_masked.as_str()]));
    let resend_at = Signal::derive(move || match journey.stage() {
        Stage::MobileCode(stage) => Some(stage.resend_at),
        _ => None,
    });
    let change_number = clicked(move || journey.revisit(Step::Mobile));
    view! {
        <Screen step=Step::MobileCode>
            <p>{sent_to}</p>
            <StepForm form action="action-continue" on_submit=submit>
                <CodeInput bound=form.input(Field::Token) />
            </StepForm>
            <Resend step=Step::MobileCode resend_at />
            <button type="button" class="button quiet" on:click=change_number>{t("mobile-code-change-number")}</button>
        </Screen>
    }
}
