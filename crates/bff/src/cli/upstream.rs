//! The Solaris API behind the server: the real one or the sandbox.

use bankident_bff::{clock::Clock, solaris::Credentials, state::webhook_secrets::WebhookSecrets};

/// The API behind the server, and what belongs to it.
pub struct Upstream {
    /// The origin of the sandbox; `None` in front of the real API.
    pub sandbox: Option<String>,
    pub base_url: String,
    pub credentials: Credentials,
    pub clock: Clock,
    pub bank_origins: Vec<String>,
    pub webhook_secrets: WebhookSecrets,
}
