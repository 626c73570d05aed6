//! How the API writes values.

use chrono::{DateTime, SecondsFormat, Utc};

/// RFC 3339 with milliseconds: `2022-08-11T08:38:21.000Z`.
pub fn timestamp(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Millis, true)
}
