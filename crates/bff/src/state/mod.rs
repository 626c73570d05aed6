//! The state that all handlers share. A handler that needs one part takes that part, such as `State<Store>`.

use std::{ops::Deref, sync::Arc};

use axum::{extract::FromRef, http::HeaderName};
use chrono::TimeDelta;

use crate::{
    clock::Clock,
    connections::TimeLimits,
    domain::{page_stamp::PageStamps, retention::Retention, sms_budget::SmsBudgets},
    partners::Registry,
    security::SecurityLog,
    solaris::Solaris,
    store::Store,
    tasks::Tasks,
};

use assets::Assets;
use desk_access::DeskAccess;
use erasures::Erasures;
use event_hub::EventHub;
use journey_locks::JourneyLocks;
use outbox_dispatcher::OutboxDispatcher;
use page_cache::PageCache;
use sample_document::SampleDocument;
use webhook_secrets::WebhookSecrets;

pub mod asset_name;
pub mod assets;
pub mod desk_access;
pub mod earlier_files;
pub mod erasures;
pub mod event_hub;
pub mod journey_locks;
pub mod outbox_dispatcher;
pub mod page_cache;
pub mod sample_document;
pub mod webhook_secrets;
pub mod words;

/// The state of the server. Cheap to clone.
#[derive(Clone)]
pub struct AppState(Arc<Parts>);

/// What the state is made of.
pub struct Parts {
    pub store: Store,
    pub solaris: Solaris,
    pub clock: Clock,
    pub assets: Arc<Assets>,
    /// Origins of the bank login's pages: the wizard may show them in a frame.
    pub bank_origins: Vec<String>,
    /// The address of video identification. Without it the partner leads the customer there.
    pub video_url: Option<String>,
    /// Whether a journey can begin without a partner. True in front of the sandbox, where nobody is real.
    pub demonstrates: bool,
    /// Whether this is in front of a sandbox, ours or Solaris': every page says so.
    pub is_test: bool,
    /// How long the signed documents of a successful identification are waited for.
    pub documents_wait: TimeDelta,
    pub partners: Arc<Registry>,
    /// The address of this server from outside, without a slash at the end.
    pub public_url: String,
    pub outbox: OutboxDispatcher,
    pub desk: DeskAccess,
    pub sample_document: SampleDocument,
    pub webhook_secrets: WebhookSecrets,
    pub events: EventHub,
    pub locks: JourneyLocks,
    pub page_stamps: PageStamps,
    pub page_cache: PageCache,
    pub time_limits: TimeLimits,
    pub security: SecurityLog,
    pub sms_budgets: SmsBudgets,
    pub retention: Retention,
    pub erasures: Erasures,
    pub tasks: Tasks,
    /// The header in which the proxy in front names the client; `None` if no proxy is believed.
    pub client_address_header: Option<HeaderName>,
}

impl AppState {
    /// Shares the parts.
    pub fn new(parts: Parts) -> AppState {
        AppState(Arc::new(parts))
    }
}

impl Deref for AppState {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl FromRef<AppState> for Store {
    fn from_ref(state: &AppState) -> Store {
        state.store.clone()
    }
}

impl FromRef<AppState> for Arc<Assets> {
    fn from_ref(state: &AppState) -> Arc<Assets> {
        state.assets.clone()
    }
}

impl FromRef<AppState> for Arc<Registry> {
    fn from_ref(state: &AppState) -> Arc<Registry> {
        state.partners.clone()
    }
}

impl FromRef<AppState> for DeskAccess {
    fn from_ref(state: &AppState) -> DeskAccess {
        state.desk.clone()
    }
}
