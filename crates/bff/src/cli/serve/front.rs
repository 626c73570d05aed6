//! What the server stands in front of, and who may use its desk.

use bankident_bff::{
    clock::Clock,
    solaris::Credentials,
    state::{desk_access::DeskAccess, webhook_secrets::WebhookSecrets},
    store::Store,
};

#[cfg(feature = "sandbox")]
use super::{super::simulate, bind};
use super::{super::upstream::Upstream, Serve, ServeError, desk::Desk};

/// What a database of the simulation belongs to.
const DEMO: &str = "a demonstration (--demo)";

impl Serve {
    /// Journeys of another API would be lost in front of this one.
    pub(super) async fn owns(&self, store: &Store) -> Result<(), ServeError> {
        let upstream = self.upstream.as_deref().unwrap_or(DEMO).trim_end_matches('/');
        let owner = store.belongs_to(upstream).await?;
        if owner == upstream {
            return Ok(());
        }
        Err(ServeError::AnothersDatabase { owner, upstream: upstream.to_owned() })
    }

    pub(super) fn desk(&self) -> Result<DeskAccess, ServeError> {
        let by_default = if self.upstream.is_some() { Desk::Closed } else { Desk::Open };
        match (self.desk.unwrap_or(by_default), &self.desk_password) {
            (Desk::Closed, _) => Ok(DeskAccess::Closed),
            (Desk::Open, _) => Ok(DeskAccess::Open),
            (Desk::Password, password) => {
                let access = password.clone().and_then(DeskAccess::with_password);
                access.ok_or(ServeError::DeskPassword)
            }
        }
    }

    pub(super) fn real(&self, base_url: &str) -> Upstream {
        Upstream {
            sandbox: None,
            base_url: base_url.to_owned(),
            credentials: Credentials {
                client_id: self.client_id.clone().unwrap_or_default(),
                client_secret: self.client_secret.clone().unwrap_or_default(),
            },
            clock: Clock::system(),
            bank_origins: self.bank_origins.clone(),
            webhook_secrets: WebhookSecrets::of(self.webhook_secret.clone()),
        }
    }

    /// Starts a new sandbox. It knows none of the persons of an earlier one.
    #[cfg(feature = "sandbox")]
    pub(super) async fn simulated(&self, store: &Store, public_url: &str) -> Result<Upstream, ServeError> {
        let removed = store.delete_registered(Clock::system().now()).await?;
        if removed > 0 {
            println!("         removed {removed} journeys of an earlier sandbox");
        }
        let listener = bind(self.sandbox_listen, self.sandbox_port, "--sandbox-port").await?;
        simulate::start(listener, public_url).map_err(ServeError::Stopped)
    }

    #[cfg(not(feature = "sandbox"))]
    pub(super) async fn simulated(&self, _store: &Store, _public_url: &str) -> Result<Upstream, ServeError> {
        Err(ServeError::NoSandbox)
    }
}
