//! JSON to and from our own types.

use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

/// Reads a type by way of a [`Value`], so that one deserializer serves all types.
pub fn read<T: DeserializeOwned>(json: &str) -> Option<T> {
    bankident_wire::json::from_value(value_of(json)?).ok()
}

#[inline(never)]
fn value_of(json: &str) -> Option<Value> {
    serde_json::from_str(json).ok()
}

pub fn write(value: &impl Serialize) -> String {
    // Our own types always serialise.
    serde_json::to_string(value).unwrap_or_default()
}
