//! The secrets that sign Solaris' webhooks.

use std::sync::{PoisonError, RwLock};

use hmac::{Hmac, KeyInit, Mac};
use secrecy::{ExposeSecret, SecretString};
use sha2::Sha256;

/// Secrets from the command line, and those of our own subscriptions that were needed so far.
#[derive(Default)]
pub struct WebhookSecrets(RwLock<Vec<SecretString>>);

impl WebhookSecrets {
    /// Secrets from the command line.
    pub fn of(secrets: impl IntoIterator<Item = SecretString>) -> WebhookSecrets {
        WebhookSecrets(RwLock::new(secrets.into_iter().collect()))
    }

    /// Adds the secrets that are not known yet.
    pub fn learn(&self, secrets: Vec<SecretString>) {
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        for secret in secrets {
            if known.iter().all(|other| other.expose_secret() != secret.expose_secret()) {
                known.push(secret);
            }
        }
    }

    /// Whether `signature` is `sha256=<hex HMAC-SHA256(secret, body)>` for one of the secrets. Compares in constant time.
    pub fn signed(&self, body: &[u8], signature: &str) -> bool {
        let Some(signature) =
            signature.strip_prefix("sha256=").and_then(|signature| hex::decode(signature).ok())
        else {
            return false;
        };
        let secrets = self.0.read().unwrap_or_else(PoisonError::into_inner);
        secrets.iter().any(|secret| {
            Hmac::<Sha256>::new_from_slice(secret.expose_secret().as_bytes())
                .is_ok_and(|mac| mac.chain_update(body).verify_slice(&signature).is_ok())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 4231, test case 2.
    #[test]
    fn a_signature_is_checked() {
        let secrets = WebhookSecrets::of([SecretString::from("another"), SecretString::from("Jefe")]);
        let body = b"what do ya want for nothing?";
        let signature = "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
        assert!(secrets.signed(body, signature));
        assert!(!secrets.signed(b"what do you want for nothing?", signature));
        assert!(!secrets.signed(body, &signature[7..]), "the algorithm is named");
        assert!(!secrets.signed(body, "sha256="));
        assert!(!secrets.signed(body, ""));
        assert!(!WebhookSecrets::default().signed(body, signature));
    }
}
