//! The secrets that sign Solaris' webhooks.

use std::sync::{PoisonError, RwLock};

use hmac::{Hmac, KeyInit, Mac};
use secrecy::{ExposeSecret, SecretString};
use sha2::Sha256;

use crate::store::SubscriptionSecret;

/// Secrets from the command line, and those of our own subscriptions that were needed so far.
#[derive(Default)]
pub struct WebhookSecrets(RwLock<Vec<Known>>);

struct Known {
    /// What it signs; one from the command line signs every type.
    event_type: Option<String>,
    secret: SecretString,
}

impl WebhookSecrets {
    /// Secrets from the command line.
    pub fn of(secrets: impl IntoIterator<Item = SecretString>) -> WebhookSecrets {
        let known = secrets.into_iter().map(|secret| Known { event_type: None, secret });
        WebhookSecrets(RwLock::new(known.collect()))
    }

    /// Adds the secrets that are not known yet.
    pub fn learn(&self, secrets: Vec<SubscriptionSecret>) {
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        for SubscriptionSecret { event_type, secret } in secrets {
            if known.iter().all(|other| other.secret.expose_secret() != secret.expose_secret()) {
                known.push(Known { event_type: Some(event_type), secret });
            }
        }
    }

    /// Whether `signature` is `sha256=<hex HMAC-SHA256(secret, body)>` for one of the secrets of this event type. Compares in
    /// constant time.
    pub fn signed(&self, event_type: &str, body: &[u8], signature: &str) -> bool {
        let Some(signature) =
            signature.strip_prefix("sha256=").and_then(|signature| hex::decode(signature).ok())
        else {
            return false;
        };
        let secrets = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let for_type = |known: &&Known| known.event_type.as_ref().is_none_or(|known| known == event_type);
        secrets.iter().filter(for_type).any(|Known { secret, .. }| {
            Hmac::<Sha256>::new_from_slice(secret.expose_secret().as_bytes())
                .is_ok_and(|mac| mac.chain_update(body).verify_slice(&signature).is_ok())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TYPE: &str = "PERSON_CHANGED";

    #[test]
    fn the_secret_of_a_subscription_signs_its_event_type_only() {
        let secrets = WebhookSecrets::default();
        let secret = SecretString::from("Jefe");
        secrets.learn(vec![SubscriptionSecret { event_type: TYPE.to_owned(), secret }]);
        let signature = "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
        let body = b"what do ya want for nothing?";
        assert!(secrets.signed(TYPE, body, signature));
        assert!(!secrets.signed("PERSON_DELETED", body, signature));
    }

    /// RFC 4231, test case 2.
    #[test]
    fn a_signature_is_checked() {
        let secrets = WebhookSecrets::of([SecretString::from("another"), SecretString::from("Jefe")]);
        let body = b"what do ya want for nothing?";
        let signature = "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
        assert!(secrets.signed(TYPE, body, signature));
        assert!(!secrets.signed(TYPE, b"what do you want for nothing?", signature));
        assert!(!secrets.signed(TYPE, body, &signature[7..]), "the algorithm is named");
        assert!(!secrets.signed(TYPE, body, "sha256="));
        assert!(!secrets.signed(TYPE, body, ""));
        assert!(!WebhookSecrets::default().signed(TYPE, body, signature));
    }
}
