//! Time that is left, by the server's clock.

use std::time::Duration;

use chrono::{DateTime, Utc};
use leptos::prelude::*;

use crate::{
    i18n::{I18n, args},
    journey::Journey,
};

/// Seconds until a moment, never below zero; counts down by itself.
pub fn seconds_until(
    until: fn(Journey) -> Option<DateTime<Utc>>,
) -> impl Fn() -> Option<i64> + Copy + Send + Sync {
    let journey = Journey::expect();
    let tick = RwSignal::new(0_usize);
    if let Ok(interval) = set_interval_with_handle(move || *tick.write() += 1, Duration::from_secs(1)) {
        on_cleanup(move || interval.clear());
    }
    move || {
        tick.track();
        Some((until(journey)? - journey.now()).num_seconds().max(0))
    }
}

/// `09:41`
pub fn minutes_and_seconds(seconds: i64) -> String {
    format!("{:02}:{:02}", seconds / 60, seconds % 60)
}

/// The seconds at which a screen reader is told: often enough to plan, seldom enough to think.
const TOLD_AT: [i64; 5] = [300, 120, 60, 30, 0];

/// What was told last, when so much is left.
fn told_last(left: i64) -> Option<i64> {
    TOLD_AT.into_iter().filter(|mark| left <= *mark).min()
}

/// A visible countdown to the stage's deadline, told to screen readers only now and then.
#[component]
pub fn Countdown(message: &'static str, over: &'static str) -> impl IntoView {
    view! { <CountdownTo until=|journey| journey.stage().expires_at() message over/> }
}

/// The same to any moment.
#[component]
pub fn CountdownTo(
    until: fn(Journey) -> Option<DateTime<Utc>>,
    message: &'static str,
    over: &'static str,
) -> impl IntoView {
    let i18n = I18n::expect();
    let left = seconds_until(until);
    let sentence = move |seconds: Option<i64>| match seconds {
        Some(0) => i18n.text(over),
        Some(seconds) => i18n.text_with(message, &args!["time" => minutes_and_seconds(seconds)]),
        None => String::new(),
    };
    let class = move || match left() {
        None => "countdown absent",
        Some(0..=60) => "countdown urgent",
        Some(_) => "countdown",
    };
    view! {
        <div class=move || class().to_owned()>
            <span aria-hidden="true">{move || sentence(left())}</span>
            <span class="visually-hidden" role="status">{move || sentence(left().and_then(told_last))}</span>
        </div>
    }
}
