//! Bank: the bank login, in the bank provider's own frame. What happens there arrives by push.

use bankident_wire::{BankStage, Stage, Step};
use leptos::{ev::SubmitEvent, prelude::*};

use crate::{
    api::{self, Failure},
    components::{countdown::Countdown, notice::FailureNotice, screen::Screen},
    copy::{Copy, args, t},
    journey::Journey,
};

#[component]
pub fn BankScreen(stage: BankStage) -> impl IntoView {
    let copy = Copy::expect();
    let journey = Journey::expect();
    let account = move || copy.text_with("bank-account", &args!["iban" => stage.iban_masked.as_str()]);
    let expires_at = move || match journey.stage() {
        Stage::Bank(stage) => stage.expires_at,
        _ => None,
    };
    let words = move || copy.text(if expires_at().is_some() { "bank-release" } else { "bank-log-in" });
    view! {
        <Screen step=Step::Bank>
            <p>{account}</p>
            <p role="status">{words}</p>
            <Countdown until=Signal::derive(expires_at) words="bank-time-left" />
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
    let ask = Action::new_local(move |(): &()| async move {
        journey.advance(api::journey().await?);
        Ok::<(), Failure>(())
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        ask.dispatch_local(());
    };
    // Still here after asking: the bank has not reported yet.
    let answered = move || ask.value().get().is_some_and(|asked| asked.is_ok()) && !ask.pending().get();
    view! {
        <form on:submit=submit>
            <p class="hint">{t("bank-comes-back")}</p>
            <p role="status">{move || answered().then(t("bank-not-yet"))}</p>
            {move || ask.value().get().and_then(Result::err).map(|failure| view! { <FailureNotice failure /> })}
            <button type="submit" class="button quiet">{t("bank-ask")}</button>
        </form>
    }
}
