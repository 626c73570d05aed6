//! The time of the session: what somebody does puts its end off, by the server's clock.

use bankident_wire::SessionEnd;
use chrono::TimeDelta;
use leptos::{prelude::*, task::spawn_local};

use super::Journey;
use crate::{api, browser::activity};

/// How far the end of the session is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SessionTime {
    Enough,
    /// It ends within minutes.
    Short,
    /// It has ended, and the journey with it.
    Over,
}

/// How long before its end a session says so.
const WARNED_BEFORE: TimeDelta = TimeDelta::minutes(5);

/// What somebody does is a visit, told to the server at most this often.
const VISIT_AT_MOST: TimeDelta = TimeDelta::minutes(1);

impl Journey {
    pub fn session_time(self) -> SessionTime {
        self.session_time.get()
    }

    /// When the session ends, and whether that can be put off.
    pub fn session_end(self) -> Option<SessionEnd> {
        self.session_end.get()
    }

    /// Somebody is there: the session goes on.
    pub fn extend_session(self) {
        self.visited_at.set_value(self.now());
        spawn_local(async move { self.hear(api::visit().await) });
    }

    /// Tells the server of visits.
    pub(super) fn note_visits(self) {
        activity::on_activity(move || {
            let is_visit = self.now() - self.visited_at.get_value() >= VISIT_AT_MOST;
            if is_visit && self.session_end.with_untracked(Option::is_some) {
                self.extend_session();
            }
        });
    }

    /// Notes how far the end of the session is; whether it has come.
    pub(super) fn look_at_the_clock(self) -> bool {
        let Some(end) = self.session_end.get_untracked() else { return false };
        let left = end.expires_at - self.now();
        let time = if left <= WARNED_BEFORE { SessionTime::Short } else { SessionTime::Enough };
        if self.session_time.get_untracked() != time {
            self.session_time.set(time);
        }
        left <= TimeDelta::zero()
    }
}
