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

impl Upstream {
    /// Whether it is a sandbox, ours or Solaris' (`https://api.solaris-sandbox.de`): real customers have no business there.
    pub fn is_test(&self) -> bool {
        self.sandbox.is_some() || is_sandbox_of_solaris(&self.base_url)
    }
}

fn is_sandbox_of_solaris(base_url: &str) -> bool {
    let host = reqwest::Url::parse(base_url).ok().and_then(|url| url.host_str().map(str::to_owned));
    host.is_some_and(|host| host == "solaris-sandbox.de" || host.ends_with(".solaris-sandbox.de"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sandbox_of_solaris_is_known_by_its_host() {
        for (url, is_sandbox) in [
            ("https://api.solaris-sandbox.de", true),
            ("https://API.Solaris-Sandbox.de:443/", true),
            ("https://api.solarisbank.de", false),
            ("https://solaris-sandbox.de.example", false),
            ("https://notsolaris-sandbox.de", false),
            ("solaris-sandbox", false),
        ] {
            assert_eq!(is_sandbox_of_solaris(url), is_sandbox, "{url}");
        }
    }
}
