//! Sealing: XChaCha20-Poly1305 (RFC 8439 with the longer nonce of draft-irtf-cfrg-xchacha-03), so that random nonces never meet.
//!
//! Each journey has a key of its own; a master key, which is not in the database, wraps it. Who erases the key erases the journey.

mod master_keys;
mod signing;

use std::sync::Arc;

use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use hmac::{Hmac, Mac};
use secrecy::{ExposeSecret, SecretBox};
use sha2::Sha256;

pub use master_keys::{MasterKeys, Unreadable};
pub use signing::{PublicKey, SigningKey};

/// Fills a buffer with random bytes.
pub type Randomness = fn(&mut [u8]);

/// The first byte of what is sealed: a later form can have another one.
const FORM: u8 = 1;

/// Bytes of a nonce.
const NONCE: usize = 24;

/// Why something cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the database is sealed with the master key {0}, and this process was not given it")]
    Unknown(String),
    #[error("the database is sealed with another master key than this one of the name {0}")]
    Wrong(String),
    #[error("what is sealed was changed, or belongs elsewhere")]
    Broken,
}

/// Seals what belongs together. Cheap to clone.
#[derive(Clone)]
pub struct DataKey(Arc<SecretBox<[u8; 32]>>);

/// A key that a master key has sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrappedKey {
    /// The name of the master key.
    pub master: String,
    pub bytes: Vec<u8>,
}

/// The master keys, and where new keys come from.
#[derive(Clone)]
pub struct Vault {
    masters: MasterKeys,
    randomness: Randomness,
}

impl Vault {
    pub fn new(masters: MasterKeys, randomness: Randomness) -> Vault {
        Vault { masters, randomness }
    }

    /// A new key.
    pub fn new_key(&self) -> DataKey {
        DataKey::of(self.random())
    }

    /// So many random bytes.
    pub fn random<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        (self.randomness)(&mut bytes);
        bytes
    }

    /// Seals a text. It can be opened only with the same key, and as the same thing.
    ///
    /// # Errors
    /// `Broken` for more than 256 GB.
    pub fn seal(&self, key: &DataKey, what: &str, text: &[u8]) -> Result<Vec<u8>, Error> {
        let nonce: [u8; NONCE] = self.random();
        let payload = Payload { msg: text, aad: what.as_bytes() };
        let sealed = key.cipher().encrypt(&XNonce::from(nonce), payload).map_err(|_| Error::Broken)?;
        Ok([&[FORM][..], &nonce, &sealed].concat())
    }

    /// Seals a key with the newest master key.
    ///
    /// # Errors
    /// As [`Vault::seal`].
    pub fn wrap(&self, key: &DataKey, what: &str) -> Result<WrappedKey, Error> {
        let (master, sealing) = self.masters.newest();
        Ok(WrappedKey { master: master.to_owned(), bytes: self.seal(sealing, what, key.0.expose_secret())? })
    }

    /// Opens a key.
    ///
    /// # Errors
    /// If its master key is missing, or is another one.
    pub fn unwrap(&self, wrapped: &WrappedKey, what: &str) -> Result<DataKey, Error> {
        let master = self.masters.find(&wrapped.master);
        let master = master.ok_or_else(|| Error::Unknown(wrapped.master.clone()))?;
        let wrong = || Error::Wrong(wrapped.master.clone());
        let key = master.open(what, &wrapped.bytes).map_err(|_| wrong())?;
        Ok(DataKey::of(key.try_into().map_err(|_| wrong())?))
    }

    /// Whether a master key of this name is there.
    pub fn knows(&self, master: &str) -> bool {
        self.masters.find(master).is_some()
    }

    /// The name of the master key that seals.
    pub fn newest_master(&self) -> &str {
        self.masters.newest().0
    }
}

impl DataKey {
    fn of(key: [u8; 32]) -> DataKey {
        DataKey(Arc::new(SecretBox::new(Box::new(key))))
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(self.0.expose_secret().into())
    }

    /// Opens what was sealed as this.
    ///
    /// # Errors
    /// `Broken` if it was sealed with another key or as something else, or was changed.
    pub fn open(&self, what: &str, sealed: &[u8]) -> Result<Vec<u8>, Error> {
        let Some((&FORM, rest)) = sealed.split_first() else { return Err(Error::Broken) };
        let (nonce, sealed) = rest.split_first_chunk::<NONCE>().ok_or(Error::Broken)?;
        let payload = Payload { msg: sealed, aad: what.as_bytes() };
        self.cipher().decrypt(&XNonce::from(*nonce), payload).map_err(|_| Error::Broken)
    }

    /// Opens a text (UTF-8) that was sealed as this.
    ///
    /// # Errors
    /// As [`DataKey::open`].
    pub fn open_text(&self, what: &str, sealed: &[u8]) -> Result<String, Error> {
        String::from_utf8(self.open(what, sealed)?).map_err(|_| Error::Broken)
    }

    /// HMAC-SHA-256 of a text as this: what is looked for is found again, and cannot be guessed without the key.
    pub fn mac(&self, what: &str, text: &[u8]) -> [u8; 32] {
        // HMAC fills a shorter key up with zeros (RFC 2104, 2).
        let mut block = [0; 64];
        block[..32].copy_from_slice(self.0.expose_secret());
        let mac = Hmac::<Sha256>::new(&block.into());
        mac.chain_update(what).chain_update([0]).chain_update(text).finalize().into_bytes().into()
    }

    /// Another key that follows from this one.
    pub fn derived(&self, what: &str) -> DataKey {
        DataKey::of(self.mac("key", what.as_bytes()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vault(keys: &str) -> Vault {
        Vault::new(MasterKeys::read(keys).unwrap(), |bytes| rand::fill(bytes))
    }

    fn line(name: &str, digit: &str) -> String {
        format!("{name}:{}\n", digit.repeat(64))
    }

    #[test]
    fn what_is_sealed_opens_as_the_same_thing_with_the_same_key_only() {
        let vault = vault(&line("a", "1"));
        let key = vault.new_key();
        let sealed = vault.seal(&key, "journey 1", b"Zierfisch").unwrap();
        assert_eq!(key.open("journey 1", &sealed).unwrap(), b"Zierfisch");
        assert!(key.open("journey 2", &sealed).is_err());
        assert!(vault.new_key().open("journey 1", &sealed).is_err());
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert!(key.open("journey 1", &changed).is_err(), "byte {at}");
            assert!(key.open("journey 1", &sealed[..at]).is_err(), "{at} bytes");
        }
        assert_ne!(vault.seal(&key, "journey 1", b"Zierfisch").unwrap(), sealed, "each time another nonce");
    }

    #[test]
    fn the_last_master_key_seals_and_each_opens() {
        let (old, new) = (line("old", "1"), line("new", "2"));
        let key = vault(&old).new_key();
        let wrapped = vault(&old).wrap(&key, "journey 1").unwrap();
        let both = vault(&format!("{old}{new}"));
        let opened = both.unwrap(&wrapped, "journey 1").unwrap();
        assert_eq!(opened.mac("", b""), key.mac("", b""));
        assert_eq!(both.wrap(&key, "journey 1").unwrap().master, "new");
        assert!(matches!(vault(&new).unwrap(&wrapped, "journey 1"), Err(Error::Unknown(_))));
        assert!(matches!(vault(&line("old", "3")).unwrap(&wrapped, "journey 1"), Err(Error::Wrong(_))));
        assert!(matches!(both.unwrap(&wrapped, "journey 2"), Err(Error::Wrong(_))));
    }
}
