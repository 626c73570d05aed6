//! The customer's clock, which may be wrong: [`Journey::now`](crate::journey::Journey::now) is the server's.

use chrono::{DateTime, Utc};

pub fn now() -> DateTime<Utc> {
    DateTime::from_timestamp_millis(js_sys::Date::now() as i64).unwrap_or_default()
}
