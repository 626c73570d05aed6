//! Reading our types from JSON, made for the browser: what serde derives for a struct is three times as large in
//! WebAssembly, and chrono's reading of dates and times brings a whole format language along.

use chrono::{DateTime, Utc};
use serde::de::{DeserializeOwned, Error};
use serde_json::Value;

/// Implements `Deserialize` for a struct: each member by [`member`], or by the reader that is named.
macro_rules! read_from_json {
    ($type:ident { $($name:ident $(as $json:literal)? $(by $reader:ident)?),+ $(,)? }) => {
        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<$type, D::Error> {
                fn read(mut object: serde_json::Value) -> serde_json::Result<$type> {
                    Ok($type { $($name: $crate::json::reader!($($reader)?)(&mut object, $crate::json::name!($name $(as $json)?))?),+ })
                }
                let object = serde_json::Value::deserialize(deserializer)?;
                read(object).map_err(<D::Error as serde::de::Error>::custom)
            }
        }
    };
}

/// Implements `Deserialize` for a draft: what is absent, or no text where text belongs, was not typed.
macro_rules! read_draft_from_json {
    ($type:ident { $($name:ident $(as $json:literal)? $(by $reader:ident)?),+ $(,)? }) => {
        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<$type, D::Error> {
                let mut object = serde_json::Value::deserialize(deserializer)?;
                Ok($type {
                    $($name: $crate::json::reader!($($reader)?)(&mut object, $crate::json::name!($name $(as $json)?)).unwrap_or_default()),+
                })
            }
        }
    };
}

/// Implements `Deserialize` for an enum whose values cross as words.
macro_rules! read_word_from_json {
    ($type:ty, $of_word:expr) => {
        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<$type, D::Error> {
                let word = String::deserialize(deserializer)?;
                let known: Option<$type> = $of_word(&word);
                known.ok_or_else(|| <D::Error as serde::de::Error>::custom("an unknown word"))
            }
        }
    };
}

/// The member's name in JSON.
macro_rules! name {
    ($name:ident) => {
        stringify!($name)
    };
    ($name:ident as $json:literal) => {
        $json
    };
}

macro_rules! reader {
    () => {
        $crate::json::member
    };
    ($reader:ident) => {
        $crate::json::$reader
    };
}
pub(crate) use {name, read_draft_from_json, read_from_json, read_word_from_json, reader};

/// A member; an absent one is `null`.
#[inline(never)]
pub(crate) fn member<T: DeserializeOwned>(object: &mut Value, name: &str) -> serde_json::Result<T> {
    serde_json::from_value(object.get_mut(name).map(Value::take).unwrap_or_default())
}

/// A list; an absent one is empty.
pub(crate) fn list<T: DeserializeOwned>(object: &mut Value, name: &str) -> serde_json::Result<Vec<T>> {
    Ok(member::<Option<Vec<T>>>(object, name)?.unwrap_or_default())
}

/// A UTC time, RFC 3339.
pub(crate) fn time(object: &mut Value, name: &str) -> serde_json::Result<DateTime<Utc>> {
    maybe_time(object, name)?.ok_or_else(|| serde_json::Error::custom("a time is missing"))
}

/// A UTC time, RFC 3339, that may be absent.
#[inline(never)]
pub(crate) fn maybe_time(object: &mut Value, name: &str) -> serde_json::Result<Option<DateTime<Utc>>> {
    let Some(text) = member::<Option<String>>(object, name)? else { return Ok(None) };
    let time = DateTime::parse_from_rfc3339(&text).map_err(serde_json::Error::custom)?;
    Ok(Some(time.to_utc()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_chrono_writes_them() {
        let mut object =
            serde_json::json!({"a": "2026-11-23T10:00:00.123456789Z", "b": "2026-11-23T11:00:00+01:00"});
        assert_eq!(time(&mut object, "a").unwrap().to_rfc3339(), "2026-11-23T10:00:00.123456789+00:00");
        assert_eq!(time(&mut object, "b").unwrap().to_rfc3339(), "2026-11-23T10:00:00+00:00");
        assert!(time(&mut object, "c").is_err());
        assert_eq!(maybe_time(&mut object, "c").unwrap(), None);
        assert!(maybe_time(&mut serde_json::json!({"d": "yesterday"}), "d").is_err());
    }

    #[test]
    fn an_absent_list_is_empty() {
        assert!(list::<String>(&mut Value::Null, "errors").unwrap().is_empty());
    }
}
