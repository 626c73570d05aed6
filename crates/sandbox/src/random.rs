//! Randomness, repeatable with a seed.

use std::ops::RangeInclusive;

use rand::{RngExt, SeedableRng, distr::Alphanumeric, rngs::StdRng};

/// Makes ids, codes and secrets. With a seed, they are the same in every run.
pub struct Random(StdRng);

impl Random {
    /// Without a seed, the operating system provides one.
    pub fn new(seed: Option<u64>) -> Random {
        Random(match seed {
            Some(seed) => StdRng::seed_from_u64(seed),
            None => rand::make_rng(),
        })
    }

    /// An id: 32 hexadecimal digits and the kind, such as `dc1a6812a14f6cc338cd084208535bcdcper`.
    pub fn id(&mut self, kind: &str) -> String {
        hex::encode(self.0.random::<[u8; 16]>()) + kind
    }

    /// A secret of 256 bits, in hexadecimal.
    pub fn secret(&mut self) -> String {
        hex::encode(self.0.random::<[u8; 32]>())
    }

    /// Letters and digits, as in a `wizard_session_key`.
    pub fn key(&mut self, length: usize) -> String {
        (0..length).map(|_| char::from(self.0.sample(Alphanumeric))).collect()
    }

    /// A number of the range.
    pub fn between(&mut self, range: RangeInclusive<usize>) -> usize {
        self.0.random_range(range)
    }

    /// Decimal digits, as in an SMS.
    pub fn digits(&mut self, length: usize) -> String {
        (0..length).map(|_| char::from(b'0' + self.0.random_range(0..10u8))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_makes_the_same_ids() {
        let ids = |seed| (Random::new(seed).id("cper"), Random::new(seed).digits(6));
        assert_eq!(ids(Some(7)), ids(Some(7)));
        assert_ne!(ids(Some(7)), ids(Some(8)));
        assert_ne!(ids(None), ids(None));
    }

    #[test]
    fn an_id_looks_like_the_guides() {
        let id = Random::new(None).id("cidt");
        assert_eq!(id.len(), "a7a57dadfcc83117b5c3b72f4113be25cidt".len());
        assert!(id[..32].bytes().all(|b| b.is_ascii_hexdigit()) && id.ends_with("cidt"));
    }
}
