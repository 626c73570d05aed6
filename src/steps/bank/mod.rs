//! Bank: the bank login, in the bank provider's own frame. What happens there arrives by push.

use bankident_wire::{BankStage, Stage, Step};
use leptos::prelude::*;

use crate::{
    api,
    components::{
        countdown::Countdown,
        erased::{submitted, words},
        screen::Screen,
        task::Task,
    },
    copy::{Copy, args, t},
    journey::Journey,
};

#[component]
pub fn BankScreen(stage: BankStage) -> impl IntoView {
    let copy = Copy::expect();
    let journey = Journey::expect();
    let account = words(move || copy.text_with("bank-account", &args!["iban" => stage.iban_masked.as_str()]));
    let expires_at = Signal::derive(move || match journey.stage() {
        Stage::Bank(stage) => stage.expires_at,
        _ => None,
    });
    let what_to_do =
        words(move || copy.text(if expires_at.get().is_some() { "bank-release" } else { "bank-log-in" }));
    view! {
        <Screen step=Step::Bank>
            <p>{account}</p>
            <p role="status">{what_to_do}</p>
            <Countdown until=expires_at words="bank-time-left" />
            <iframe
                class="bank-frame"
                src=stage.url.clone()
                title=t("bank-frame-title")
                // The bank's app may be opened from here (biometrics, push); nothing else of ours is lent.
                allow="publickey-credentials-get"
                referrerpolicy="no-referrer"
            ></iframe>
            <p class="hint">
                {t("bank-new-tab-why")} " "
                <a href=stage.url target="_blank" rel="noopener noreferrer">{t("bank-new-tab")}</a>
            </p>
            <AskNow />
        </Screen>
    }
}

/// The result arrives by itself; who does not trust that can ask.
#[component]
fn AskNow() -> impl IntoView {
    let journey = Journey::expect();
    let ask = Task::new();
    let submit = submitted(move || {
        ask.run(async move {
            journey.advance(api::journey().await?);
            Ok(())
        });
    });
    let not_yet = t("bank-not-yet");
    // Still here after asking: the bank has not reported.
    let answer = words(move || if ask.done() { not_yet.get() } else { String::new() });
    view! {
        <form on:submit=submit>
            <p class="hint">{t("bank-comes-back")}</p>
            <p role="status">{answer}</p>
            {ask.notice()}
            <button type="submit" class="button quiet">{t("bank-ask")}</button>
        </form>
    }
}
