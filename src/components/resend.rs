//! Asking for another SMS, once it is time.

use bankident_wire::Step;

use super::{
    Context,
    countdown::{minutes_and_seconds, seconds_until},
    element::{View, element, shown},
    quiet_button, t,
    task::Task,
};
use crate::{api, copy::args};

pub fn draw(Context { copy, journey, .. }: Context, step: Step) -> View {
    let left = seconds_until(journey, move || journey.stage().resend_at());
    let resend = Task::new();
    let ask = move || {
        resend.run(async move {
            journey.advance(api::resend(step).await?);
            Ok(())
        });
    };
    let too_early = move || left().is_some_and(|seconds| seconds > 0);
    let wait = move || {
        let time = minutes_and_seconds(left().unwrap_or_default());
        copy.text_with("resend-wait", &args!["time" => time])
    };
    let action = t("resend-action");
    let sent = t("resend-sent");
    element("div")
        .class("resend")
        .child(shown(too_early, move || element("p").class("hint").words(wait)))
        .child(shown(move || !too_early(), move || quiet_button().words(action).on_click(ask)))
        .child(
            element("p")
                .class("hint")
                .attr("role", "status")
                .words(move || if resend.done() { sent() } else { String::new() }),
        )
        .child(resend.notice())
}
