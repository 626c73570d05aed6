//! The limit of calls per minute, and the headers that tell a partner about it.

use axum::{
    http::{HeaderName, HeaderValue},
    response::Response,
};
use chrono::TimeDelta;

use crate::{
    partners::Partner,
    state::AppState,
    store::{self, Caller, CallsLeft, Limit},
};

/// How much of its limit a caller has left.
#[derive(Clone, Copy, Debug)]
pub struct RateStatus {
    per_minute: u32,
    remaining: u32,
    /// Seconds until another call is possible; 0 where one is.
    pub wait: u64,
}

impl RateStatus {
    /// Takes one call from the partner's limit, which all servers share.
    ///
    /// # Errors
    /// If the database does not answer.
    pub async fn take(state: &AppState, partner: &Partner) -> Result<RateStatus, store::Error> {
        let per_minute = partner.requests_per_minute;
        let status = |remaining, wait| RateStatus { per_minute, remaining, wait };
        let limit = Limit { most: per_minute, within: TimeDelta::minutes(1) };
        let left = state.store.take_call(Caller::Partner(&partner.id), limit, state.clock.now()).await?;
        Ok(match left {
            CallsLeft::Some(remaining) => status(remaining, 0),
            CallsLeft::NoneFor(wait) => {
                status(0, wait.num_milliseconds().unsigned_abs().div_ceil(1000).max(1))
            }
        })
    }

    /// Whether there was none left.
    pub fn is_exhausted(self) -> bool {
        self.wait > 0
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
