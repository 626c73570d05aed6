//! How long a session lasts, and what puts its end off. Pure.

use bankident_wire::{BirthDate, SessionEnd};
use chrono::{DateTime, TimeDelta, Utc};

use super::{
    application::{Application, Facts},
    rate_limit::WRONG_BIRTH_DATES,
};

/// How long a session goes on without a visit.
const IDLE_LIMIT: TimeDelta = TimeDelta::hours(1);

/// How long a session goes on in all, however often it is visited: longer than anybody is asked to hurry (WCAG 2.2.1).
const LONGEST_SESSION: TimeDelta = TimeDelta::hours(20);

/// `seen_at` is updated at most this often.
const SEEN_AT_PRECISION: TimeDelta = TimeDelta::minutes(1);

impl Application {
    /// Notes that somebody does something in the page. Who has to prove who they are is not there yet.
    pub fn visited(&mut self, now: DateTime<Utc>) {
        if self.locked.is_none() && now - self.seen_at >= SEEN_AT_PRECISION {
            self.seen_at = now;
        }
    }

    /// After a long time away, the customer has to prove who they are.
    pub fn lock_if_left_alone(&mut self, now: DateTime<Utc>) {
        if self.facts.need_care() && self.session_ends_at() <= now {
            self.locked.get_or_insert(0);
        }
    }

    /// The customer has proved who they are.
    pub fn unlock(&mut self, now: DateTime<Utc>) {
        self.locked = None;
        self.seen_at = now;
        self.proved_at = Some(now);
    }

    /// What the customer proves who they are with; `None` if they have not said it.
    pub fn birth_date(&self) -> Option<&BirthDate> {
        match &self.facts {
            Facts::Gathering(gathering) => gathering.person.as_ref().map(|person| &person.birth_date),
            Facts::Registered(registered) => Some(&registered.answers.person.birth_date),
            Facts::Unconsented | Facts::Video { .. } | Facts::Deleted => None,
        }
    }

    /// Whether the session goes on, perhaps locked.
    pub fn is_open(&self, now: DateTime<Utc>) -> bool {
        !self.is_over(now) && self.locked.is_none_or(|wrong| wrong < WRONG_BIRTH_DATES)
    }

    /// When the session ends if nobody does anything; `None` where nothing ends.
    pub(super) fn session_end(&self) -> Option<SessionEnd> {
        let has_end = self.locked.is_none() && self.facts.need_care();
        let expires_at = self.session_ends_at();
        has_end.then(|| SessionEnd { expires_at, extendable: expires_at < self.longest_session_ends_at() })
    }

    fn session_ends_at(&self) -> DateTime<Utc> {
        (self.seen_at + IDLE_LIMIT).min(self.longest_session_ends_at())
    }

    fn longest_session_ends_at(&self) -> DateTime<Utc> {
        // Without a person at Solaris there is nothing to come back to after that.
        let proved_at = self.proved_at.filter(|_| self.facts.registered().is_some());
        proved_at.unwrap_or(self.began_at) + LONGEST_SESSION
    }

    /// A journey ends after a long time away if nothing tells who comes back; and if it does not come as far as to a person at
    /// Solaris.
    pub(super) fn is_over(&self, now: DateTime<Utc>) -> bool {
        let is_looked_at =
            self.partner_journey.as_ref().is_some_and(|partner_journey| partner_journey.started_at.is_none());
        match &self.facts {
            Facts::Video { .. } | Facts::Deleted => false,
            Facts::Registered(_) if !is_looked_at => false,
            Facts::Gathering(gathering) if gathering.person.is_some() => {
                now >= self.longest_session_ends_at()
            }
            _ => now >= self.session_ends_at(),
        }
    }
}

impl Facts {
    /// Whether there is something that only the customer may see.
    fn need_care(&self) -> bool {
        !matches!(self, Facts::Video { .. } | Facts::Deleted)
    }
}
