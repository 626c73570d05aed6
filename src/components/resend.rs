//! Asking for another SMS, once it is time.

use bankident_wire::Step;
use leptos::prelude::*;

use super::{
    button::Quiet,
    countdown::{minutes_and_seconds, seconds_until},
    erased::{clicked, shown},
    request::{Request, RequestNotice},
};
use crate::{
    api,
    i18n::{I18n, args, t},
    journey::Journey,
};

#[component]
pub fn Resend(step: Step) -> impl IntoView {
    let (i18n, journey) = (I18n::expect(), Journey::expect());
    let left = seconds_until(|journey| journey.stage().resend_at());
    let resend = Request::new();
    let ask = move || {
        resend.run(async move {
            journey.advance(api::resend(step).await?);
            Ok(())
        });
    };
    let too_early = move || left().is_some_and(|seconds| seconds > 0);
    let wait = move || {
        let time = minutes_and_seconds(left().unwrap_or_default());
        i18n.text_with("resend-wait", &args!["time" => time])
    };
    let sent = t("resend-sent");
    view! {
        <div class="resend">
            {shown(too_early, move || view! { <p class="hint">{move || wait()}</p> }.into_any())}
            {shown(move || !too_early(), move || view! { <Quiet caption="resend-action" on_click=clicked(ask)/> }.into_any())}
            <p class="hint" role="status">{move || if resend.done() { sent() } else { String::new() }}</p>
            <RequestNotice request=resend/>
        </div>
    }
}
