//! The limit of calls per minute, and the headers that tell a partner about it.

use axum::{
    http::{HeaderName, HeaderValue},
    response::Response,
};

use crate::partners::Limit;

/// How much of its limit a caller has left.
#[derive(Clone, Copy, Debug)]
pub struct RateStatus {
    per_minute: u32,
    remaining: u32,
    /// Seconds until another call is possible; 0 where one is.
    pub wait: u64,
}

impl RateStatus {
    /// Takes one call from the partner's limit.
    ///
    /// # Errors
    /// If the limit is exhausted.
    pub fn take(limit: &Limit) -> Result<RateStatus, RateStatus> {
        let status = |remaining, wait| RateStatus { per_minute: limit.per_minute, remaining, wait };
        match limit.limiter.check() {
            Ok(snapshot) => Ok(status(snapshot.remaining_burst_capacity(), 0)),
            Err(not_until) => {
                use governor::clock::{Clock, DefaultClock};
                let wait = not_until.wait_time_from(DefaultClock::default().now());
                Err(status(0, wait.as_secs() + 1))
            }
        }
    }

    /// `RateLimit` and `RateLimit-Policy` (draft-ietf-httpapi-ratelimit-headers-10).
    pub fn add_headers(self, response: &mut Response) {
        let RateStatus { per_minute, remaining, wait } = self;
        // Seconds until the whole limit is available again.
        let refilled = u64::from(per_minute - remaining.min(per_minute)) * 60 / u64::from(per_minute.max(1));
        let headers = [
            ("ratelimit-policy", format!("\"default\";q={per_minute};w=60")),
            ("ratelimit", format!("\"default\";r={remaining};t={}", refilled.max(wait))),
        ];
        for (name, value) in headers {
            if let Ok(value) = HeaderValue::from_str(&value) {
                response.headers_mut().insert(HeaderName::from_static(name), value);
            }
        }
    }
}
