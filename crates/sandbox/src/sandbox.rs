//! The sandbox: its parameters, its state behind one lock, and the deliveries of webhooks that are due.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use chrono::{DateTime, Utc};
use tokio::sync::{
    Mutex as AsyncMutex,
    mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel},
};

use crate::{
    clock::Clock,
    model::{calls::Endpoints, state::State, webhook::BackOff},
    random::Random,
    receivers::Receivers,
};

/// The parameters of a sandbox. Time and randomness are among them.
pub struct Config {
    /// The address under which browsers reach the sandbox, without a trailing slash: `http://localhost:8090`.
    pub public_url: String,
    /// The credentials that `POST /oauth/token` accepts.
    pub client_id: String,
    /// See `client_id`.
    pub client_secret: String,
    /// The time, for expiry and timestamps.
    pub clock: Clock,
    /// The same seed makes the same ids and codes in every run.
    pub seed: Option<u64>,
    /// The hosts that may receive webhooks, beside this machine.
    pub receivers: Vec<String>,
}

/// A simulated bank. Clones share one state.
#[derive(Clone)]
pub struct Sandbox(Arc<Shared>);

struct Shared {
    config: Config,
    back_off: BackOff,
    http: reqwest::Client,
    receivers: Receivers,
    state: Mutex<State>,
    /// The ids of the webhook deliveries to send.
    deliveries: UnboundedSender<String>,
    deliveries_to_send: AsyncMutex<UnboundedReceiver<String>>,
}

/// "Answer within 30 s" (the public webhook documentation).
const WEBHOOK_TIMEOUT: Duration = Duration::from_secs(30);

impl Sandbox {
    /// A sandbox that answers these endpoints.
    pub(crate) fn of(config: Config, back_off: BackOff, endpoints: Endpoints) -> Sandbox {
        // If the process has chosen a provider already, that one serves too.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let receivers = Receivers::new(config.receivers.clone());
        let client = reqwest::Client::builder().timeout(WEBHOOK_TIMEOUT).no_proxy();
        let client = client.dns_resolver(Arc::new(receivers.clone()));
        let http = client.redirect(reqwest::redirect::Policy::none()).build().unwrap_or_default();
        let state = Mutex::new(State::new(Random::new(config.seed), endpoints));
        let (deliveries, deliveries_to_send) = unbounded_channel();
        let deliveries_to_send = AsyncMutex::new(deliveries_to_send);
        Sandbox(Arc::new(Shared { config, back_off, http, receivers, state, deliveries, deliveries_to_send }))
    }

    /// Reads or changes the state in one step. Before it, everything whose time is over expires; after it, webhooks
    /// announce what has changed.
    pub(crate) fn with<T>(&self, work: impl FnOnce(&mut State, DateTime<Utc>) -> T) -> T {
        let now = self.clock().now();
        let mut state = self.0.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.expire(now);
        let answer = work(&mut state, now);
        for id in state.deliveries_to_send() {
            // The receiver lives as long as the sandbox: sending cannot fail.
            let _ = self.0.deliveries.send(id);
        }
        answer
    }

    /// Waits for the next webhook delivery to send; answers its id.
    pub(crate) async fn next_delivery(&self) -> String {
        let next = self.0.deliveries_to_send.lock().await.recv().await;
        next.expect("the sandbox holds a sender")
    }

    /// Looks at the state again at `at`, so that webhooks announce what expires then, even if nobody asks.
    pub(crate) fn look_again_at(&self, at: DateTime<Utc>) {
        let sandbox = self.clone();
        tokio::spawn(async move {
            sandbox.clock().wait_until(at).await;
            sandbox.with(|_, _| ());
        });
    }

    pub(crate) fn config(&self) -> &Config {
        &self.0.config
    }

    pub(crate) fn clock(&self) -> &Clock {
        &self.0.config.clock
    }

    /// The client that sends webhooks.
    pub(crate) fn http(&self) -> &reqwest::Client {
        &self.0.http
    }

    /// Where that client may send them.
    pub(crate) fn receivers(&self) -> &Receivers {
        &self.0.receivers
    }

    pub(crate) fn back_off(&self) -> &BackOff {
        &self.0.back_off
    }
}
