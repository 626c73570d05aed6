//! When a page was served, in our own signed words: a consent on it can be as old as the page, and no older.

use chrono::{DateTime, TimeDelta, Utc};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// How long a page may have waited before its journey began.
const OLDEST: TimeDelta = TimeDelta::hours(24);

/// Signs the stamps of pages: HMAC-SHA-256 (RFC 2104) of the time.
#[derive(Clone)]
pub struct PageStamps([u8; 32]);

impl PageStamps {
    pub fn with_key(key: [u8; 32]) -> PageStamps {
        PageStamps(key)
    }

    /// The stamp of a page that is served at `at`: seconds since 1970, a dot, the signature in hex.
    pub fn stamp(&self, at: DateTime<Utc>) -> Option<String> {
        let seconds = at.timestamp();
        Some(format!("{seconds}.{}", hex::encode(self.signature(seconds)?.finalize().into_bytes())))
    }

    /// When the page of this stamp was served. `None` if the stamp is not ours, is older than a day or lies in the future.
    pub fn read(&self, stamp: &str, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let (seconds, signature) = stamp.split_once('.')?;
        let seconds: i64 = seconds.parse().ok()?;
        // In constant time.
        self.signature(seconds)?.verify_slice(&hex::decode(signature).ok()?).ok()?;
        let served_at = DateTime::from_timestamp(seconds, 0)?;
        (now - OLDEST <= served_at && served_at <= now).then_some(served_at)
    }

    fn signature(&self, seconds: i64) -> Option<Hmac<Sha256>> {
        let keyed = Hmac::<Sha256>::new_from_slice(&self.0).ok()?;
        Some(keyed.chain_update(b"page ").chain_update(seconds.to_be_bytes()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stamp_is_read_by_its_own_key_for_a_day() {
        let stamps = PageStamps::with_key([7; 32]);
        let served_at: DateTime<Utc> = "2026-11-23T12:00:00Z".parse().unwrap();
        let stamp = stamps.stamp(served_at).unwrap();
        assert_eq!(stamps.read(&stamp, served_at), Some(served_at));
        assert_eq!(stamps.read(&stamp, served_at + OLDEST), Some(served_at));
        assert_eq!(stamps.read(&stamp, served_at + OLDEST + TimeDelta::seconds(1)), None);
        assert_eq!(stamps.read(&stamp, served_at - TimeDelta::seconds(1)), None);
        assert_eq!(PageStamps::with_key([8; 32]).read(&stamp, served_at), None);
        let earlier = stamp.replacen(&served_at.timestamp().to_string(), "1795000000", 1);
        for forged in [earlier.as_str(), "", ".", "1.", "1.zz", "x.00"] {
            assert_eq!(stamps.read(forged, served_at), None, "{forged}");
        }
    }
}
