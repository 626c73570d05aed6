use std::{
    io::{self, ErrorKind},
    net::IpAddr,
    path::PathBuf,
    sync::Arc,
};

use bankident_bff::{
    clock::Clock,
    journey::cleanup,
    outbox,
    partners::{ConfigError, Registry},
    solaris::{self, Credentials, Solaris},
    solaris_webhook,
    state::{
        AppState, Parts, assets::Assets, desk_access::DeskAccess, event_hub::EventHub,
        outbox_dispatcher::OutboxDispatcher, webhook_secrets::WebhookSecrets,
    },
    store::{self, Store},
};
use bankident_sandbox::Sandbox;
use clap::{Args, ValueEnum};
use secrecy::{ExposeSecret, SecretString};
use tokio::{
    net::TcpListener,
    signal::unix::{Signal, SignalKind, signal},
};

#[derive(Args)]
pub struct Serve {
    /// The address to listen on.
    #[arg(long, default_value = "127.0.0.1")]
    listen: IpAddr,

    /// The port of the wizard and its API.
    #[arg(long, default_value_t = 8080)]
    port: u16,

    /// The port of the simulated Solaris API, bank login and SMS inbox.
    #[arg(long, default_value_t = 8090, conflicts_with = "upstream")]
    sandbox_port: u16,

    /// Where journeys are kept; created where there is none.
    #[arg(long, default_value = "sqlite://bankident.sqlite", env = "BANKIDENT_DATABASE")]
    database: String,

    /// The real Solaris API, such as https://api.solaris-sandbox.de: then nothing is simulated.
    #[arg(long, requires_all = ["client_id", "client_secret"])]
    upstream: Option<String>,

    /// The address under which this server is reached from outside, for webhooks [default: http://localhost:PORT].
    #[arg(long)]
    public_url: Option<String>,

    /// An origin of the bank login's pages, to be shown in a frame; can be repeated.
    #[arg(long = "bank-origin", default_value = "https://*.solaris-sandbox.de")]
    bank_origins: Vec<String>,

    /// Who may come to the copy desk at /desk/ [default: everybody in front of the sandbox, else nobody].
    #[arg(long, value_enum)]
    desk: Option<Desk>,

    /// For --desk password.
    #[arg(long, env = "BANKIDENT_DESK_PASSWORD", hide = true, hide_env_values = true)]
    desk_password: Option<SecretString>,

    /// What browsers load, from a folder that `cargo xtask words` has made instead of from inside this program.
    #[arg(long)]
    assets: Option<PathBuf>,

    /// The partners on whose pages the wizard is shown (docs/embedding.md); read again on SIGHUP.
    #[arg(long)]
    partners: Option<PathBuf>,

    /// Where customers go on with video identification.
    #[arg(long)]
    video_url: Option<String>,

    /// OAuth 2.0 client credentials for --upstream.
    #[arg(long, env = "SOLARIS_CLIENT_ID", hide_env_values = true)]
    client_id: Option<String>,

    #[arg(long, env = "SOLARIS_CLIENT_SECRET", hide = true, hide_env_values = true)]
    client_secret: Option<SecretString>,

    /// What webhooks from --upstream are signed with.
    #[arg(long, env = "SOLARIS_WEBHOOK_SECRET", hide = true, hide_env_values = true)]
    webhook_secret: Option<SecretString>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Desk {
    /// Nobody.
    Closed,
    /// Who knows BANKIDENT_DESK_PASSWORD.
    Password,
    /// Everybody whom the operator's proxy lets through.
    Open,
}

#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    #[error("--desk password takes a password of 16 characters or more in BANKIDENT_DESK_PASSWORD")]
    DeskPassword,
    #[error("port {port} is taken: stop what listens there, or choose another port with {flag}")]
    PortTaken { port: u16, flag: &'static str },
    #[error("cannot listen on {address} port {port}: {source}")]
    Listen { address: IpAddr, port: u16, source: io::Error },
    #[error(transparent)]
    Partners(#[from] ConfigError),
    #[error(transparent)]
    Store(#[from] store::Error),
    #[error("cannot set up TLS: {0}")]
    Tls(#[from] reqwest::Error),
    #[error("cannot listen for signals to stop: {0}")]
    Signals(io::Error),
    #[error("the server stopped: {0}")]
    Stopped(io::Error),
}

/// Which Solaris is behind us.
struct Upstream {
    /// The origin of the sandbox, where that is what it is.
    sandbox: Option<String>,
    base_url: String,
    credentials: Credentials,
    clock: Clock,
    bank_origins: Vec<String>,
    webhook_secrets: WebhookSecrets,
}

impl Serve {
    pub async fn run(self) -> Result<(), ServeError> {
        let desk = self.desk()?;
        let stop = stop_signal().map_err(ServeError::Signals)?;
        let hang_up = signal(SignalKind::hangup()).map_err(ServeError::Signals)?;
        let listener = self.bind(self.port, "--port").await?;
        let port = listener.local_addr().map_err(ServeError::Stopped)?.port();
        let public_url = self.public_url.clone().unwrap_or_else(|| format!("http://localhost:{port}"));
        let partners = self.partners.as_deref().map(Registry::load).transpose()?.unwrap_or_default();
        let store = Store::open(&self.database).await?;
        let upstream = match &self.upstream {
            Some(base_url) => self.real(base_url),
            None => {
                let forgotten = store.delete_registered().await?;
                if forgotten > 0 {
                    println!(
                        "         {forgotten} journeys were begun with a sandbox that is gone, and are gone too"
                    );
                }
                self.simulate().await?
            }
        };
        println!("wizard   {public_url}/");
        if !matches!(desk, DeskAccess::Closed) {
            println!("desk     {public_url}/desk/");
        }
        if let Some(sandbox) = &upstream.sandbox {
            println!("sandbox  {sandbox}/  (SMS inbox)");
        }
        let state = AppState::new(Parts {
            store,
            solaris: Solaris::new(
                &upstream.base_url,
                upstream.credentials,
                upstream.clock.clone(),
                solaris::TIMEOUT,
            )?,
            clock: upstream.clock,
            assets: Arc::new(self.assets.map_or(Assets::Built, Assets::Folder)),
            bank_origins: upstream.bank_origins,
            video_url: self.video_url,
            demonstrates: upstream.sandbox.is_some(),
            partners: Arc::new(partners),
            public_url: public_url.trim_end_matches('/').to_owned(),
            outbox: OutboxDispatcher::new()?,
            desk,
            webhook_secrets: upstream.webhook_secrets,
            events: EventHub::default(),
            locks: Default::default(),
            poll_throttle: Default::default(),
        });
        tokio::spawn(prepare_webhooks(state.clone(), upstream.sandbox.map(|_| public_url)));
        tokio::spawn(outbox::run(state.clone()));
        tokio::spawn(cleanup::run(state.clone()));
        if let Some(file) = self.partners {
            tokio::spawn(reload_partners(state.clone(), file, hang_up));
        }
        let closing = state.clone();
        let stopped = async move {
            stop.await;
            closing.events.close();
        };
        axum::serve(listener, bankident_bff::router(state))
            .with_graceful_shutdown(stopped)
            .await
            .map_err(ServeError::Stopped)
    }

    fn desk(&self) -> Result<DeskAccess, ServeError> {
        let by_default = if self.upstream.is_some() { Desk::Closed } else { Desk::Open };
        match (self.desk.unwrap_or(by_default), &self.desk_password) {
            (Desk::Closed, _) => Ok(DeskAccess::Closed),
            (Desk::Open, _) => Ok(DeskAccess::Open),
            (Desk::Password, password) => {
                let door = password.clone().and_then(DeskAccess::with_password);
                door.ok_or(ServeError::DeskPassword)
            }
        }
    }

    fn real(&self, base_url: &str) -> Upstream {
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

    /// Starts the sandbox on its own port.
    async fn simulate(&self) -> Result<Upstream, ServeError> {
        let listener = self.bind(self.sandbox_port, "--sandbox-port").await?;
        let address = listener.local_addr().map_err(ServeError::Stopped)?;
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

    async fn bind(&self, port: u16, flag: &'static str) -> Result<TcpListener, ServeError> {
        TcpListener::bind((self.listen, port)).await.map_err(|source| match source.kind() {
            ErrorKind::AddrInUse => ServeError::PortTaken { port, flag },
            _ => ServeError::Listen { address: self.listen, port, source },
        })
    }
}

/// Subscribes to the sandbox's webhooks and works on what was left. Where that fails, polling serves.
async fn prepare_webhooks(state: AppState, subscribe_as: Option<String>) {
    if let Some(public_url) = subscribe_as
        && let Err(error) =
            solaris_webhook::subscribe(&state.solaris, &state.store, &webhook_url(&public_url)).await
    {
        tracing::error!("no webhooks from the sandbox: {error}");
    }
    if let Err(failure) = solaris_webhook::catch_up(&state).await {
        tracing::error!("webhooks from before the start are left: {failure}");
    }
}

/// Reads the partners again on SIGHUP. Journeys are not touched; where the file is wrong, all stays as it is.
async fn reload_partners(state: AppState, file: PathBuf, mut hang_up: Signal) {
    while hang_up.recv().await.is_some() {
        match state.partners.reload(&file) {
            Ok(()) => {
                tracing::info!(partners = state.partners.current().len(), "the partners were read again")
            }
            Err(error) => tracing::error!("{error}"),
        }
    }
}

fn webhook_url(public_url: &str) -> String {
    format!("{}/webhooks/solaris", public_url.trim_end_matches('/'))
}

/// Ends with SIGINT (Ctrl-C) or SIGTERM.
fn stop_signal() -> io::Result<impl Future<Output = ()>> {
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}
