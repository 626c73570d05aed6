//! Starts the sandbox in this process. Only this file and the feature `sandbox` know it.

use std::io;

use bankident_bff::{clock::Clock, solaris::Credentials, state::webhook_secrets::WebhookSecrets};
use bankident_sandbox::Sandbox;
use reqwest::Url;
use secrecy::{ExposeSecret, SecretString};
use tokio::net::TcpListener;

use super::upstream::Upstream;

pub use bankident_sandbox::sample_document;

/// Starts the sandbox; its webhooks may also go to the host of `public_url`. Its clock becomes the server's clock, so that both
/// can be moved together.
///
/// # Errors
/// If the listener has no address.
pub fn start(listener: TcpListener, public_url: &str) -> io::Result<Upstream> {
    let address = listener.local_addr()?;
    let origin = format!("http://localhost:{}", address.port());
    let clock = bankident_sandbox::Clock::system();
    let credentials =
        Credentials { client_id: "sandbox".into(), client_secret: SecretString::from("sandbox") };
    let sandbox = Sandbox::new(bankident_sandbox::Config {
        public_url: origin.clone(),
        client_id: credentials.client_id.clone(),
        client_secret: credentials.client_secret.expose_secret().to_owned(),
        clock: clock.clone(),
        seed: None,
        receivers: Url::parse(public_url)
            .ok()
            .and_then(|url| Some(url.host_str()?.to_owned()))
            .into_iter()
            .collect(),
    });
    tokio::spawn(async move {
        if let Err(error) = bankident_sandbox::serve(sandbox, listener).await {
            tracing::error!("the sandbox stopped: {error}");
        }
    });
    Ok(Upstream {
        sandbox: Some(origin.clone()),
        base_url: format!("http://{address}"),
        credentials,
        clock: Clock::from_fn(move || clock.now()),
        bank_origins: vec![origin],
        webhook_secrets: WebhookSecrets::default(),
    })
}
