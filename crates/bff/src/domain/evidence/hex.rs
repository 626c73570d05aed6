//! Bytes that JSON has as hexadecimal digits.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use sha2::{Digest, Sha256};

/// So many bytes, in hex.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hex<const N: usize>(pub [u8; N]);

/// SHA-256.
pub type Hash = Hex<32>;

impl Hash {
    pub fn of(bytes: &[u8]) -> Hash {
        Hex(Sha256::digest(bytes).into())
    }
}

impl<const N: usize> Hex<N> {
    /// Reads hexadecimal digits; `None` if they are not so many, or others.
    pub fn read(text: &str) -> Option<Hex<N>> {
        Some(Hex(hex::decode(text).ok()?.try_into().ok()?))
    }
}

impl<const N: usize> std::fmt::Display for Hex<N> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

impl<const N: usize> Serialize for Hex<N> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de, const N: usize> Deserialize<'de> for Hex<N> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Hex::read(&text).ok_or_else(|| D::Error::custom(format!("these are not {N} bytes in hex")))
    }
}
