//! The customer's clock, which may be wrong: [`Journey::now`](crate::journey::Journey::now) is the server's.

use chrono::{DateTime, Utc};

pub fn now() -> DateTime<Utc> {
    at(js_sys::Date::now()).unwrap_or_default()
}

/// A time of JavaScript: milliseconds since 1970.
pub fn at(milliseconds: f64) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp_millis(milliseconds as i64)
}
