//! The sandbox's clock, which can be moved.

use std::{
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};

use chrono::{DateTime, TimeDelta, Utc};
use tokio::sync::watch;

/// No clock goes further: what is computed from its time has years left.
pub(crate) const LATEST: DateTime<Utc> = DateTime::from_timestamp(7_258_118_400, 0).unwrap(); // 2200-01-01

/// A clock that can be moved. Clones share the time: moving one moves all.
#[derive(Clone)]
pub struct Clock(Arc<Shared>);

struct Shared {
    time: RwLock<Time>,
    /// Wakes at each [`Clock::advance`] those who wait for a time.
    advanced: watch::Sender<()>,
}

enum Time {
    /// The machine's clock, moved by an offset.
    System { ahead: TimeDelta },
    /// Stands still unless it is advanced.
    Fixed { at: DateTime<Utc> },
}

impl Clock {
    /// A clock that runs with the machine's.
    pub fn system() -> Clock {
        Clock::of(Time::System { ahead: TimeDelta::zero() })
    }

    /// A clock that stands at `at` until it is advanced.
    pub fn fixed(at: DateTime<Utc>) -> Clock {
        Clock::of(Time::Fixed { at })
    }

    /// The time in the sandbox.
    pub fn now(&self) -> DateTime<Utc> {
        match *self.0.time.read().unwrap_or_else(PoisonError::into_inner) {
            Time::System { ahead } => machine_time() + ahead,
            Time::Fixed { at } => at,
        }
    }

    /// Moves the clock, to the year 2200 at most; a negative span moves it back, to 1970 at most.
    pub fn advance(&self, by: TimeDelta) {
        let moved = |from: DateTime<Utc>| {
            let beyond = if by < TimeDelta::zero() { DateTime::UNIX_EPOCH } else { LATEST };
            from.checked_add_signed(by).unwrap_or(beyond).clamp(DateTime::UNIX_EPOCH, LATEST)
        };
        match &mut *self.0.time.write().unwrap_or_else(PoisonError::into_inner) {
            Time::System { ahead } => {
                let now = machine_time();
                *ahead = moved(now + *ahead) - now;
            }
            Time::Fixed { at } => *at = moved(*at),
        }
        self.0.advanced.send_replace(());
    }

    /// Waits until this clock, not the machine's, shows `at` or later.
    pub(crate) async fn wait_until(&self, at: DateTime<Utc>) {
        let mut advanced = self.0.advanced.subscribe();
        loop {
            let left = at - self.now();
            if left <= TimeDelta::zero() {
                return;
            }
            // `self` keeps the sender: `changed` never fails.
            match self.runs() {
                true => {
                    let _ = tokio::time::timeout(left.to_std().unwrap_or(Duration::MAX), advanced.changed())
                        .await;
                }
                false => drop(advanced.changed().await),
            }
        }
    }

    fn of(time: Time) -> Clock {
        Clock(Arc::new(Shared { time: RwLock::new(time), advanced: watch::Sender::new(()) }))
    }

    fn runs(&self) -> bool {
        matches!(*self.0.time.read().unwrap_or_else(PoisonError::into_inner), Time::System { .. })
    }
}

#[expect(clippy::disallowed_methods, reason = "the one place that reads the machine's clock")]
fn machine_time() -> DateTime<Utc> {
    Utc::now()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn noon() -> DateTime<Utc> {
        "2026-11-23T12:00:00Z".parse().unwrap()
    }

    #[test]
    fn a_fixed_clock_moves_only_when_it_is_moved() {
        let clock = Clock::fixed(noon());
        assert_eq!(clock.now(), noon());
        clock.clone().advance(TimeDelta::minutes(10));
        assert_eq!(clock.now(), noon() + TimeDelta::minutes(10), "clones are the same clock");
    }

    #[test]
    fn the_systems_clock_can_be_moved_too() {
        let clock = Clock::system();
        let before = clock.now();
        clock.advance(TimeDelta::days(30));
        assert!(clock.now() - before >= TimeDelta::days(30));
    }

    #[test]
    fn no_clock_leaves_its_centuries() {
        for clock in [Clock::fixed(noon()), Clock::system()] {
            for _ in 0..3000 {
                clock.advance(TimeDelta::days(36_500));
            }
            let latest = clock.now();
            assert!(latest >= LATEST && latest - LATEST < TimeDelta::minutes(1), "{latest}");
            clock.advance(TimeDelta::MIN);
            assert!(clock.now() < noon());
        }
    }

    #[tokio::test]
    async fn waiting_ends_when_the_clock_has_been_moved_far_enough() {
        for clock in [Clock::fixed(noon()), Clock::system()] {
            let at = clock.now() + TimeDelta::hours(1);
            let mut waiting = tokio::spawn({
                let clock = clock.clone();
                async move { clock.wait_until(at).await }
            });
            tokio::task::yield_now().await;
            clock.advance(TimeDelta::minutes(59));
            tokio::task::yield_now().await;
            assert!(!waiting.is_finished());
            clock.advance(TimeDelta::minutes(1));
            (&mut waiting).await.unwrap();
        }
    }
}
