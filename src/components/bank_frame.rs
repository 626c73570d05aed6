//! The bank's own page, and asking whether it has reported.

use leptos::{attr::custom::custom_attribute, prelude::*};

use super::erased::submitted;

use super::request::{Request, RequestNotice};
use crate::{api, browser::parent_window, i18n::t, journey::Journey};

/// Its app may be opened from there (biometrics, push); nothing else of ours is lent. Where the page around us has an embedder
/// policy, a bank that knows of none is shown without its cookies.
#[component]
pub fn BankFrame(url: String) -> impl IntoView {
    view! {
        <iframe
            class="bank-frame"
            title=t("bank-frame-title")
            allow="publickey-credentials-get"
            {..custom_attribute("credentialless", parent_window::is_isolated().then_some(""))}
            referrerpolicy="no-referrer"
            src=url.clone()
        ></iframe>
        <p class="hint">
            {t("bank-new-tab-why")} " "
            <a href=url target="_blank" rel="noopener noreferrer">{t("bank-new-tab")}</a>
        </p>
    }
}

/// News arrives by itself; who does not trust that can ask.
#[component]
pub fn AskBank() -> impl IntoView {
    let journey = Journey::expect();
    let asking = Request::new();
    let submit = submitted(move || {
        asking.run(async move {
            journey.advance(api::journey().await?);
            Ok(())
        });
    });
    let not_yet = t("bank-not-yet");
    view! {
        <form on:submit=submit>
            <p class="hint">{t("bank-comes-back")}</p>
            // Still here after asking: the bank has not reported.
            <p class="hint" role="status">{move || if asking.done() { not_yet() } else { String::new() }}</p>
            <RequestNotice request=asking/>
            <button type="submit" class="button quiet">{t("bank-ask")}</button>
        </form>
    }
}
