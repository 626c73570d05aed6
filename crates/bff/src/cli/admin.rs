//! Commands for operators and support. They talk to the real Solaris API.

use std::path::PathBuf;

use bankident_bff::{
    clock::Clock,
    error::ApiError,
    partner_api,
    partners::{Registry, hash_of_key},
    solaris::{self, Attempt, Credentials, Solaris},
    solaris_webhook, store,
};
use bankident_wire::Iban;
use base64::{Engine, engine::general_purpose::STANDARD};
use clap::{Args, Subcommand};
use rand::Rng;
use secrecy::SecretString;

use super::keys::{Database, KeysError};

#[derive(Args)]
pub struct Upstream {
    /// The Solaris API.
    #[arg(long, default_value = "https://api.solaris-sandbox.de")]
    upstream: String,

    /// OAuth 2.0 client credentials.
    #[arg(long, env = "SOLARIS_CLIENT_ID", hide_env_values = true)]
    client_id: String,

    #[arg(long, env = "SOLARIS_CLIENT_SECRET", hide = true, hide_env_values = true)]
    client_secret: SecretString,
}

#[derive(Subcommand)]
pub enum Webhooks {
    /// Subscribe this server to Solaris' webhooks. It has to run, because Solaris calls it at once.
    Subscribe {
        /// Where it receives webhooks: https://YOUR-HOST/webhooks/solaris
        #[arg(long)]
        url: String,

        #[command(flatten)]
        database: Database,

        #[command(flatten)]
        upstream: Upstream,
    },
}

#[derive(Subcommand)]
pub enum Partners {
    /// Make a new API key. It is printed once, with the line for the configuration.
    Key,
    /// Make a new secret that signs the events for a partner (Standard Webhooks).
    WebhookSecret,
    /// Check a configuration as the server does.
    Check {
        /// partners.toml
        file: PathBuf,
    },
    /// Print the partner API as an OpenAPI document.
    Openapi,
}

/// List the attempts to identify a person, as Solaris keeps them.
#[derive(Args)]
pub struct Attempts {
    /// The person at Solaris, ...cper
    person_id: String,

    #[command(flatten)]
    upstream: Upstream,
}

#[derive(Debug, thiserror::Error)]
pub enum AdminError {
    #[error("cannot set up TLS: {0}")]
    Tls(#[from] reqwest::Error),
    #[error(transparent)]
    Store(#[from] store::Error),
    #[error(transparent)]
    Keys(#[from] KeysError),
    #[error(transparent)]
    Solaris(#[from] solaris::Error),
    #[error(transparent)]
    Subscription(#[from] ApiError),
}

impl Upstream {
    fn client(self) -> Result<Solaris, reqwest::Error> {
        let credentials = Credentials { client_id: self.client_id, client_secret: self.client_secret };
        Solaris::new(&self.upstream, credentials, Clock::system(), solaris::TIMEOUT)
    }
}

impl Webhooks {
    pub async fn run(self) -> Result<(), AdminError> {
        let Webhooks::Subscribe { url, database, upstream } = self;
        let store = database.open().await?;
        for (event_type, subscription) in
            solaris_webhook::subscribe(&upstream.client()?, &store, &url).await?
        {
            println!("{event_type}  {subscription}");
        }
        Ok(())
    }
}

impl Attempts {
    pub async fn run(self) -> Result<(), AdminError> {
        for attempt in self.upstream.client()?.identification_attempts(&self.person_id).await? {
            println!("{}", line(&attempt));
        }
        Ok(())
    }
}

impl Partners {
    pub fn run(self) -> Result<(), String> {
        match self {
            Partners::Key => {
                let mut key = [0; 32];
                rand::rng().fill_bytes(&mut key);
                let key = format!("bk_{}", hex::encode(key));
                println!("key for the partner          {key}");
                println!(
                    "line for [partners.X]        api_keys.NAME = \"sha256:{}\"",
                    hex::encode(hash_of_key(&key))
                );
            }
            Partners::WebhookSecret => {
                let mut secret = [0; 32];
                rand::rng().fill_bytes(&mut secret);
                let secret = format!("whsec_{}", STANDARD.encode(secret));
                println!("secret for the partner       {secret}");
                println!("line for [partners.X.webhook]  secrets = [\"{secret}\"]");
            }
            Partners::Check { file } => {
                let registry = Registry::load(&file).map_err(|error| error.to_string())?;
                println!("{} partners", registry.current().len());
            }
            Partners::Openapi => {
                println!("{}", partner_api::openapi().to_pretty_json().map_err(|error| error.to_string())?);
            }
        }
        Ok(())
    }
}

/// Time, identification, masked account, result.
fn line(attempt: &Attempt) -> String {
    let Attempt { identification_id, iban, successful, failure_reason, created_at } = attempt;
    let created_at = created_at.map(|at| at.to_rfc3339()).unwrap_or_default();
    let iban = Iban::parse(iban).map(|iban| iban.masked()).unwrap_or_default();
    let reason = failure_reason.as_deref().filter(|reason| *reason != "null").unwrap_or("not finished");
    let end = if *successful { "successful" } else { reason };
    format!("{created_at}  {identification_id}  {iban}  {end}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_attempt_is_a_line_without_the_account() {
        let attempt: Attempt = serde_json::from_value(serde_json::json!({
            "identification_id": "1cidt", "iban": "DE11110101010100000020", "successful": false,
            "failure_reason": "JOINT_ACCOUNT", "created_at": "2026-11-23T12:00:00.000Z",
        }))
        .unwrap();
        let line = line(&attempt);
        assert!(line.starts_with("2026-11-23T12:00:00+00:00  1cidt  ") && line.ends_with("  JOINT_ACCOUNT"));
        assert!(!line.contains("11110101"), "{line}");
    }
}
