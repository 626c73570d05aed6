//! Times as RFC 3339, without chrono's format language; a member of a JSON object.

use serde::de::DeserializeOwned;
use serde_json::Value;

/// A member; an absent one is `null`.
#[inline(never)]
pub(crate) fn member<T: DeserializeOwned>(object: &mut Value, name: &str) -> serde_json::Result<T> {
    serde_json::from_value(object.get_mut(name).map(Value::take).unwrap_or_default())
}

pub mod time {
    use chrono::{DateTime, Utc};
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
    pub fn serialize<S: Serializer>(at: &DateTime<Utc>, serializer: S) -> Result<S::Ok, S::Error> {
        at.serialize(serializer)
    }
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<DateTime<Utc>, D::Error> {
        parse(&String::deserialize(deserializer)?).map_err(D::Error::custom)
    }
    #[inline(never)]
    pub fn parse(text: &str) -> Result<DateTime<Utc>, &'static str> {
        DateTime::parse_from_rfc3339(text).map(|at| at.to_utc()).map_err(|_| "no time")
    }
}

pub mod maybe_time {
    use chrono::{DateTime, Utc};
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
    pub fn serialize<S: Serializer>(at: &Option<DateTime<Utc>>, serializer: S) -> Result<S::Ok, S::Error> {
        at.serialize(serializer)
    }
    pub fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<DateTime<Utc>>, D::Error> {
        Option::<String>::deserialize(deserializer)?
            .map(|text| super::time::parse(&text))
            .transpose()
            .map_err(D::Error::custom)
    }
}
