//! Sign: the code that makes the qualified electronic signature.

use bankident_wire::{CodeDraft, Field, SignPhase, SignStage, Stage, Step};
use chrono::{DateTime, Utc};
use leptos::prelude::*;

use crate::{
    components::{
        countdown::Countdown,
        erased::words,
        field::CodeInput,
        form::{Form, StepForm},
        resend::Resend,
        screen::Screen,
    },
    copy::{Copy, args, t},
    journey::Journey,
};

#[component]
pub fn SignScreen(stage: SignStage) -> impl IntoView {
    view! {
        <Screen step=Step::Sign>
            {match stage.phase {
                SignPhase::CodeSent { number_masked, .. } => view! { <SignatureCode number_masked /> }.into_any(),
                SignPhase::Confirming => view! { <Confirming /> }.into_any(),
            }}
        </Screen>
    }
}

#[component]
fn SignatureCode(number_masked: String) -> impl IntoView {
    let copy = Copy::expect();
    let journey = Journey::expect();
    let form = Form::new(Step::Sign);
    let submit = move || form.submit(form.draft::<CodeDraft>().parse());
    let sent_to = words(move || copy.text_with("code-sent-to", &args!["number" => number_masked.as_str()]));
    let expires_at = Signal::derive(move || deadlines(&journey.stage()).0);
    let resend_at = Signal::derive(move || deadlines(&journey.stage()).1);
    view! {
        <p>{sent_to}</p>
        <Countdown until=expires_at words="sign-time-left" />
        <StepForm form action="sign-action" on_submit=submit>
            <CodeInput bound=form.input(Field::Token) />
        </StepForm>
        <Resend step=Step::Sign resend_at />
    }
}

/// Until when the code is good, and from when on another can be asked for.
fn deadlines(stage: &Stage) -> (Option<DateTime<Utc>>, Option<DateTime<Utc>>) {
    match stage {
        Stage::Sign(SignStage { phase: SignPhase::CodeSent { expires_at, resend_at, .. } }) => {
            (*expires_at, Some(*resend_at))
        }
        _ => (None, None),
    }
}

/// The code was right; the signed documents arrive in a moment, by push.
#[component]
fn Confirming() -> impl IntoView {
    view! {
        <div class="waiting" role="status">
            <span class="spinner" aria-hidden="true"></span>
            <p>{t("sign-confirming")}</p>
        </div>
    }
}
