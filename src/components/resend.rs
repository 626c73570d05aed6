//! Asking for another SMS, once it is time.

use bankident_wire::Step;
use chrono::{DateTime, Utc};
use leptos::prelude::*;

use super::{
    countdown::{minutes_and_seconds, seconds_until},
    notice::FailureNotice,
};
use crate::{
    api::{self, Failure},
    copy::{Copy, args, t},
    journey::Journey,
};

#[component]
pub fn Resend(
    step: Step,
    /// From when on the server sends another one.
    #[prop(into)]
    resend_at: Signal<Option<DateTime<Utc>>>,
) -> impl IntoView {
    let copy = Copy::expect();
    let journey = Journey::expect();
    let left = seconds_until(resend_at);
    let resend = Action::new_local(move |(): &()| async move {
        journey.advance(api::resend(step).await?);
        Ok::<(), Failure>(())
    });
    let ask = move |_| {
        if !resend.pending().get_untracked() {
            resend.dispatch_local(());
        }
    };
    let early = move || left.get().filter(|seconds| *seconds > 0);
    view! {
        <div class="resend">
            {move || match early() {
                Some(seconds) => {
                    let words = copy.text_with("resend-wait", &args!["time" => minutes_and_seconds(seconds)]);
                    view! { <p class="hint">{words}</p> }.into_any()
                }
                None => view! { <button type="button" class="button quiet" on:click=ask>{t("resend-action")}</button> }.into_any(),
            }}
            <p class="hint" role="status">{move || resend.value().get().is_some_and(|sent| sent.is_ok()).then(t("resend-sent"))}</p>
            {move || resend.value().get().and_then(Result::err).map(|failure| view! { <FailureNotice failure /> })}
        </div>
    }
}
