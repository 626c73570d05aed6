//! Asking for another SMS, once it is time.

use bankident_wire::Step;
use leptos::prelude::*;

use super::{
    Context,
    countdown::{minutes_and_seconds, seconds_until},
    erased::{clicked, dynamic, words},
    task::Task,
};
use crate::{
    api,
    copy::{args, t},
};

pub fn draw(Context { copy, journey, .. }: Context, step: Step) -> AnyView {
    let left = seconds_until(journey, Signal::derive(move || journey.stage().resend_at()));
    let resend = Task::new();
    let ask = move || {
        resend.run(async move {
            journey.advance(api::resend(step).await?);
            Ok(())
        });
    };
    let too_early = Memo::new(move |_| left.get().is_some_and(|seconds| seconds > 0));
    let wait = words(move || {
        let time = minutes_and_seconds(left.get().unwrap_or_default());
        copy.text_with("resend-wait", &args!["time" => time])
    });
    let action = t("resend-action");
    let sent = t("resend-sent");
    let button = move || match too_early.get() {
        true => view! { <p class="hint">{wait}</p> }.into_any(),
        false => view! { <button type="button" class="button quiet" on:click=clicked(ask)>{action}</button> }
            .into_any(),
    };
    view! {
        <div class="resend">
            {dynamic(button)}
            <p class="hint" role="status">{words(move || if resend.done() { sent.get() } else { String::new() })}</p>
            {resend.notice()}
        </div>
    }
    .into_any()
}
