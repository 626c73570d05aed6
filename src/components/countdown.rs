//! Time that is left, by the server's clock.

use std::time::Duration;

use chrono::{DateTime, Utc};
use leptos::prelude::*;

use super::erased;
use crate::{
    copy::{Copy, args},
    journey::Journey,
};

/// Seconds until a moment, never below zero; counts down by itself.
pub fn seconds_until(until: Signal<Option<DateTime<Utc>>>) -> Signal<Option<i64>> {
    let journey = Journey::expect();
    let tick = RwSignal::new(());
    if let Ok(interval) = set_interval_with_handle(move || tick.set(()), Duration::from_secs(1)) {
        on_cleanup(move || interval.clear());
    }
    Signal::derive(move || {
        tick.track();
        Some((until.get()? - journey.now()).num_seconds().max(0))
    })
}

/// `09:41`
pub fn minutes_and_seconds(seconds: i64) -> String {
    format!("{:02}:{:02}", seconds / 60, seconds % 60)
}

/// The seconds at which a screen reader is told: often enough to plan, seldom enough to think.
const TOLD_AT: [i64; 4] = [300, 120, 60, 30];

/// A visible countdown, told to screen readers only now and then.
#[component]
pub fn Countdown(
    until: Signal<Option<DateTime<Utc>>>,
    /// The sentence around `{ $time }`.
    words: &'static str,
) -> impl IntoView {
    let copy = Copy::expect();
    let left = seconds_until(until);
    let sentence = move |seconds: Option<i64>| match seconds {
        Some(seconds) => copy.text_with(words, &args!["time" => minutes_and_seconds(seconds)]),
        None => String::new(),
    };
    let told = Memo::new(move |before: Option<&Option<i64>>| {
        let now = left.get()?;
        let passed = TOLD_AT.into_iter().filter(|mark| now <= *mark).min();
        passed.or(before.copied().flatten())
    });
    let kind = erased::words(move || match left.get() {
        None => "countdown absent".to_owned(),
        Some(0..=60) => "countdown urgent".to_owned(),
        Some(_) => "countdown".to_owned(),
    });
    view! {
        <div class=kind>
            <span aria-hidden="true">{erased::words(move || sentence(left.get()))}</span>
            <span class="visually-hidden" role="status">{erased::words(move || sentence(told.get()))}</span>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_is_shown_as_minutes_and_seconds() {
        assert_eq!(minutes_and_seconds(581), "09:41");
        assert_eq!(minutes_and_seconds(0), "00:00");
    }
}
