//! Time that is left, by the server's clock.

use std::{marker, time::Duration};

use chrono::{DateTime, Utc};
use leptos::prelude::*;

use super::element::{View, element};
use crate::{
    copy::{Copy, args},
    journey::Journey,
};

/// Seconds until a moment, never below zero; counts down by itself.
pub fn seconds_until(
    journey: Journey,
    until: impl Fn() -> Option<DateTime<Utc>> + marker::Copy,
) -> impl Fn() -> Option<i64> + marker::Copy {
    let tick = RwSignal::new(0_usize);
    if let Ok(interval) = set_interval_with_handle(move || *tick.write() += 1, Duration::from_secs(1)) {
        on_cleanup(move || interval.clear());
    }
    move || {
        tick.track();
        Some((until()? - journey.now()).num_seconds().max(0))
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
pub fn draw(copy: Copy, journey: Journey, message: &'static str, over: &'static str) -> View {
    let left = seconds_until(journey, move || journey.stage().expires_at());
    let sentence = move |seconds: Option<i64>| match seconds {
        Some(0) => copy.text(over),
        Some(seconds) => copy.text_with(message, &args!["time" => minutes_and_seconds(seconds)]),
        None => String::new(),
    };
    let class = move || match left() {
        None => "countdown absent".to_owned(),
        Some(0..=60) => "countdown urgent".to_owned(),
        Some(_) => "countdown".to_owned(),
    };
    let seen = element("span").attr("aria-hidden", "true").words(move || sentence(left()));
    let told = element("span").class("visually-hidden").attr("role", "status");
    element("div")
        .attr_of("class", class)
        .child(seen)
        .child(told.words(move || sentence(left().and_then(told_last))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_is_shown_as_minutes_and_seconds() {
        assert_eq!(minutes_and_seconds(581), "09:41");
        assert_eq!(minutes_and_seconds(0), "00:00");
    }

    #[test]
    fn a_screen_reader_is_told_five_times() {
        let told: Vec<_> = (0..600).rev().map(told_last).collect::<Vec<_>>();
        let mut changes = told.clone();
        changes.dedup();
        assert_eq!(changes, [None, Some(300), Some(120), Some(60), Some(30), Some(0)]);
    }
}
