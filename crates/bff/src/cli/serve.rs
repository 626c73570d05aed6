//! `bankident serve`: starts the server.

mod desk;
mod error;
mod front;
mod retention;

use std::{
    future::pending,
    io::ErrorKind,
    net::{IpAddr, SocketAddr},
    path::PathBuf,
    sync::Arc,
};

use axum::http::HeaderName;
use bankident_bff::{
    connections::{self, TimeLimits},
    domain::{
        page_stamp::PageStamps,
        sms_budget::{self, SmsBudgets},
    },
    journey::{self, cleanup, news},
    outbox,
    partners::{Registry, is_safe_url},
    security::SecurityLog,
    solaris::{self, Solaris},
    solaris_webhook,
    state::{
        AppState, Parts,
        assets::Assets,
        desk_access::DeskAccess,
        earlier_files::{self, EarlierFiles},
        erasures::Erasures,
        event_hub::EventHub,
        outbox_dispatcher::OutboxDispatcher,
        sample_document::SampleDocument,
    },
    store::Store,
    tasks::{self, Tasks},
};
use chrono::TimeDelta;
use clap::{Args, value_parser};
use secrecy::SecretString;
use tokio::{
    net::TcpListener,
    signal::unix::{SignalKind, signal},
};

use super::addresses::{frame_origin, secure_url};
#[cfg(feature = "sandbox")]
use super::simulate;
use super::{keys::KeySource, reload::reload_partners, stop::stop_signal};
use desk::Desk;
use error::ServeError;
use retention::RetentionDays;

#[cfg(feature = "sandbox")]
const SAMPLE_DOCUMENT: SampleDocument = simulate::sample_document;
#[cfg(not(feature = "sandbox"))]
const SAMPLE_DOCUMENT: SampleDocument = bankident_bff::state::sample_document::placeholder;

#[derive(Args)]
pub struct Serve {
    /// The address to listen on.
    #[arg(long, default_value = "127.0.0.1", env = "BANKIDENT_LISTEN")]
    listen: IpAddr,

    /// The port of the wizard and its API.
    #[arg(long, default_value_t = 8080, env = "BANKIDENT_PORT")]
    port: u16,

    /// The address and port for operators: metrics and health; without it there are none.
    #[arg(long, env = "BANKIDENT_OPERATOR_LISTEN")]
    operator_listen: Option<SocketAddr>,

    /// Simulate the Solaris API, bank login and SMS, for demonstration: no real data. The desk is open, and anybody can begin a
    /// journey.
    #[cfg(feature = "sandbox")]
    #[arg(long, conflicts_with_all = ["upstream", "client_id", "client_secret"], required_unless_present = "upstream")]
    demo: bool,

    /// The address that the simulation listens on: it shows all codes to everybody who reaches it.
    #[cfg(feature = "sandbox")]
    #[arg(long, default_value = "127.0.0.1", conflicts_with = "upstream", env = "BANKIDENT_SANDBOX_LISTEN")]
    sandbox_listen: IpAddr,

    /// The port of the simulation.
    #[cfg(feature = "sandbox")]
    #[arg(long, default_value_t = 8090, conflicts_with = "upstream", env = "BANKIDENT_SANDBOX_PORT")]
    sandbox_port: u16,

    /// The database of the journeys: a file of SQLite, created if it does not exist, for one server; or postgres://... for several.
    #[arg(long, default_value = "sqlite://bankident.sqlite", env = "BANKIDENT_DATABASE")]
    database: String,

    #[command(flatten)]
    keys: KeySource,

    /// The real Solaris API, such as `https://api.solaris-sandbox.de`. The database belongs to it from the first start on.
    #[arg(long, requires_all = ["client_id", "client_secret"], env = "BANKIDENT_UPSTREAM", value_parser = secure_url)]
    #[cfg_attr(not(feature = "sandbox"), arg(required = true))]
    upstream: Option<String>,

    /// The address of this server from outside, for webhooks [default: http://localhost:PORT].
    #[arg(long, env = "BANKIDENT_PUBLIC_URL")]
    public_url: Option<String>,

    /// An origin of the bank login's pages, to be shown in a frame; can be repeated.
    #[arg(
        long = "bank-origin",
        env = "BANKIDENT_BANK_ORIGINS",
        value_delimiter = ',',
        default_value = "https://*.solaris-sandbox.de",
        value_parser = frame_origin
    )]
    bank_origins: Vec<String>,

    /// Who may use the copy desk at /desk/ [default: everybody in front of the sandbox, else nobody].
    #[arg(long, value_enum, env = "BANKIDENT_DESK")]
    desk: Option<Desk>,

    /// For --desk password.
    #[arg(long, env = "BANKIDENT_DESK_PASSWORD", hide = true, hide_env_values = true)]
    desk_password: Option<SecretString>,

    /// Serve the wizard from a folder that `cargo xtask words` made, instead of from inside this program.
    #[arg(long, env = "BANKIDENT_ASSETS")]
    assets: Option<PathBuf>,

    /// Where the files of earlier releases are kept for a day [default: beside the database, `NAME.files`].
    #[arg(long, env = "BANKIDENT_EARLIER_FILES")]
    earlier_files: Option<PathBuf>,

    /// The partners whose pages show the wizard (docs/embedding.md); read again on SIGHUP.
    #[arg(long, env = "BANKIDENT_PARTNERS")]
    partners: Option<PathBuf>,

    /// The address of video identification.
    #[arg(long, env = "BANKIDENT_VIDEO_URL", value_parser = secure_url)]
    video_url: Option<String>,

    /// How many seconds signing may take once the code was accepted, and the signed documents once the identification is
    /// successful. Then customer and log are told.
    #[arg(long, default_value_t = 120, env = "BANKIDENT_DOCUMENTS_WAIT")]
    documents_wait: u32,

    /// How many SMS may go out in an hour to verify numbers, for all customers together.
    #[arg(long, default_value_t = sms_budget::IN_ALL, env = "BANKIDENT_SMS_PER_HOUR", value_parser = value_parser!(u32).range(1..))]
    sms_per_hour: u32,

    #[command(flatten)]
    retention: RetentionDays,

    /// The header in which the proxy in front names the client, such as X-Forwarded-For; its last address is believed.
    #[arg(long, env = "BANKIDENT_CLIENT_ADDRESS_HEADER")]
    client_address_header: Option<HeaderName>,

    /// OAuth 2.0 client credentials for --upstream.
    #[arg(long, env = "SOLARIS_CLIENT_ID", hide_env_values = true)]
    client_id: Option<String>,

    #[arg(long, env = "SOLARIS_CLIENT_SECRET", hide = true, hide_env_values = true)]
    client_secret: Option<SecretString>,

    /// The secret that signs webhooks from --upstream.
    #[arg(long, env = "SOLARIS_WEBHOOK_SECRET", hide = true, hide_env_values = true)]
    webhook_secret: Option<SecretString>,
}

impl Serve {
    pub async fn run(self) -> Result<(), ServeError> {
        let desk = self.desk()?;
        let stop = stop_signal().map_err(ServeError::Signals)?;
        let hang_up = signal(SignalKind::hangup()).map_err(ServeError::Signals)?;
        let listener = bind(self.listen, self.port, "--port").await?;
        let port = listener.local_addr().map_err(ServeError::Stopped)?.port();
        let public_url = self.public_url.clone().unwrap_or_else(|| format!("http://localhost:{port}"));
        let for_operators = match self.operator_listen {
            Some(address) => Some(bind(address.ip(), address.port(), "--operator-listen").await?),
            None => None,
        };
        if self.upstream.is_some() && !is_safe_url(&public_url) {
            return Err(ServeError::PublicUrl);
        }
        let partners = self.partners.as_deref().map(Registry::load).transpose()?.unwrap_or_default();
        let vault = self.keys.vault_of_server(&self.database, self.upstream.is_none())?;
        let store = Store::open(&self.database, vault).await?;
        self.owns(&store).await?;
        let upstream = match &self.upstream {
            Some(base_url) => self.real(base_url),
            None => self.simulated(&store, &public_url).await?,
        };
        let is_test = upstream.is_test();
        println!("wizard   {public_url}/");
        if is_test {
            println!("         a test environment: no real data");
        }
        if !matches!(desk, DeskAccess::Closed) {
            println!("desk     {public_url}/desk/");
        }
        if let Some(sandbox) = &upstream.sandbox {
            println!("sandbox  {sandbox}/  (SMS inbox)");
        }
        let release = self.assets.map_or(Assets::Built, Assets::Folder);
        let folder = match self.earlier_files {
            Some(folder) => folder,
            None => Store::place_of(&self.database)?.with_extension("files"),
        };
        let time_limits = TimeLimits::default();
        let security = SecurityLog::new()?;
        let page_stamps = PageStamps::with_key(store.key("pages", rand::random()).await?);
        let sms_budgets = SmsBudgets::new(store.key("sms", rand::random()).await?, self.sms_per_hour);
        let state = AppState::new(Parts {
            store,
            solaris: Solaris::new(
                &upstream.base_url,
                upstream.credentials,
                upstream.clock.clone(),
                solaris::TIMEOUT,
            )?,
            clock: upstream.clock,
            assets: Arc::new(Assets::WithEarlier(Box::new(release), EarlierFiles::in_folder(folder.clone()))),
            bank_origins: upstream.bank_origins,
            video_url: self.video_url,
            demonstrates: upstream.sandbox.is_some(),
            is_test,
            documents_wait: TimeDelta::seconds(self.documents_wait.into()),
            partners: Arc::new(partners),
            public_url: public_url.trim_end_matches('/').to_owned(),
            outbox: OutboxDispatcher::new()?,
            desk,
            sample_document: SAMPLE_DOCUMENT,
            webhook_secrets: upstream.webhook_secrets,
            events: EventHub::default(),
            locks: Default::default(),
            page_stamps,
            page_cache: Default::default(),
            time_limits,
            erasures: Erasures::new(security.registry())?,
            security,
            retention: self.retention.retention(),
            sms_budgets,
            tasks: Tasks::new(tasks::PAUSE),
            client_address_header: self.client_address_header,
        });
        if upstream.sandbox.is_some() {
            // It calls back at once, so it is asked beside the server's beginning.
            tokio::spawn(subscribe_to_sandbox(state.clone()));
        }
        state.tasks.keep("webhooks", state.clone(), solaris_webhook::run);
        state.tasks.keep("outbox", state.clone(), outbox::run);
        state.tasks.keep("news", state.clone(), news::run);
        state.tasks.keep("retention", state.clone(), journey::retention::run);
        state.tasks.keep("cleanup", state.clone(), cleanup::run);
        let kept = (EarlierFiles::in_folder(folder), state.assets.clone(), state.clock.clone());
        state.tasks.keep("earlier files", kept, |(earlier, assets, clock)| {
            earlier_files::run(earlier, assets, clock)
        });
        if let Some(file) = self.partners {
            tokio::spawn(reload_partners(state.clone(), file, hang_up));
        }
        if let Some(listener) = for_operators {
            let router = bankident_bff::operator_router(state.clone());
            // It ends with the process.
            tokio::spawn(connections::serve(listener, router, time_limits, pending()));
        }
        let closing = state.clone();
        let stopped = async move {
            stop.await;
            closing.events.close();
        };
        let store = state.store.clone();
        connections::serve(listener, bankident_bff::router(state), time_limits, stopped).await;
        store.close().await;
        Ok(())
    }
}

async fn bind(address: IpAddr, port: u16, flag: &'static str) -> Result<TcpListener, ServeError> {
    TcpListener::bind((address, port)).await.map_err(|source| match source.kind() {
        ErrorKind::AddrInUse => ServeError::PortTaken { port, flag },
        _ => ServeError::Listen { address, port, source },
    })
}

/// Subscribes to the sandbox's webhooks. If that fails, polling still works.
async fn subscribe_to_sandbox(state: AppState) {
    let receiver = format!("{}/webhooks/solaris", state.public_url);
    if let Err(error) = solaris_webhook::subscribe(&state.solaris, &state.store, &receiver).await {
        tracing::error!("no webhooks from the sandbox: {error}");
    }
}

#[cfg(all(test, feature = "sandbox"))]
mod tests;
