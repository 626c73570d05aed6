//! The pushes of the server: heard as long as the session lasts.

use std::{cell::Cell, time::Duration};

use gloo_timers::future::sleep;
use leptos::{prelude::*, task::spawn_local};
use web_sys::AbortController;

use super::Journey;
use crate::api;

impl Journey {
    /// Hears the pushes of this session, and of no earlier one. The stream ends with the connection; whatever was missed comes
    /// first on the next. A session that is over has none.
    pub(super) fn listen(self) {
        let Ok(stop) = AbortController::new() else { return };
        let signal = stop.signal();
        if let Some(Some(earlier)) = self.listening.try_update_value(|listening| listening.replace(stop)) {
            earlier.abort();
        }
        spawn_local(async move {
            let failures = Cell::new(0);
            loop {
                let ended = api::events(&signal, |reported| {
                    failures.set(0);
                    self.advance(reported);
                });
                let is_over = ended.await.is_err_and(|failure| failure.is_session_unknown());
                if is_over || signal.aborted() {
                    return;
                }
                sleep(pause_after(failures.get(), js_sys::Math::random())).await;
                failures.set(failures.get() + 1);
            }
        });
    }
}

/// The pause before the next try to connect, after so many that failed: twice as long each time, up to a minute, and not the
/// same for everybody (`random` lies between 0 and 1), so that a server that comes back is not run over.
fn pause_after(failures: u32, random: f64) -> Duration {
    const SHORTEST: f64 = 2.0;
    const LONGEST: f64 = 60.0;
    let longest = (SHORTEST * 2_f64.powi(failures.min(8) as i32)).min(LONGEST);
    Duration::from_secs_f64(longest * (0.5 + random / 2.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_cannot_connect_waits_longer_each_time_and_not_as_long_as_everybody_else() {
        for (failures, random, expected) in [
            (0, 0.0, 1.0),
            (0, 1.0, 2.0),
            (1, 0.0, 2.0),
            (3, 1.0, 16.0),
            (5, 0.0, 30.0),
            (5, 1.0, 60.0),
            (1000, 1.0, 60.0),
        ] {
            assert_eq!(
                pause_after(failures, random),
                Duration::from_secs_f64(expected),
                "{failures} {random}"
            );
        }
    }
}
