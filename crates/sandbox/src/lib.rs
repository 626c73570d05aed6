//! The other side: a simulator of the Solaris API, of the bank-login pages, of the SMS gateway and of the signing
//! service. A real server on a port of its own: whoever talks to it talks HTTP.

mod clock;
mod connection;
mod random;
mod language;
mod state;
mod error;
mod endpoints;
mod faults;
mod input;
mod auth;
mod scenario;
mod persons;
mod mobile_number;
mod eligibility;
mod iban_lookups;
mod identifications;
mod attempts;
mod account_snapshot;
mod documents;
mod pdf;
mod contracts;
mod webhooks;
mod sms;
mod bank_pages;
mod inbox_page;
mod html;
mod control;

use std::{
    io,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use axum::{
    Router, middleware,
    routing::{delete, get, post},
};
use chrono::{DateTime, Utc};
use tokio::net::TcpListener;

pub use clock::Clock;
pub use pdf::sample_document;
pub use webhooks::BackOff;

use connection::{Handle, Listening};
use error::Refusal;
use random::Random;
use state::State;

/// What the sandbox is made of; time and randomness are parameters.
pub struct Config {
    /// Under which address browsers reach the sandbox, without a slash at the end: `http://localhost:8090`.
    pub public_url: String,
    pub client_id: String,
    pub client_secret: String,
    pub clock: Clock,
    /// Makes ids and codes the same in each run.
    pub seed: Option<u64>,
}

/// Clones are the same sandbox.
#[derive(Clone)]
pub struct Sandbox(Arc<Shared>);

struct Shared {
    config: Config,
    back_off: BackOff,
    http: reqwest::Client,
    state: Mutex<State>,
}

/// "Answer within 30 s" (the public webhook documentation).
const WEBHOOK_TIMEOUT: Duration = Duration::from_secs(30);

impl Sandbox {
    pub fn new(config: Config) -> Sandbox {
        Sandbox::with_back_off(config, BackOff::default())
    }

    /// A sandbox that delivers webhooks again after other pauses than usual.
    pub fn with_back_off(config: Config, back_off: BackOff) -> Sandbox {
        // Another part of the process may have chosen a provider already: then that one serves.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = reqwest::Client::builder().timeout(WEBHOOK_TIMEOUT).no_proxy();
        let http = client.redirect(reqwest::redirect::Policy::none()).build().unwrap_or_default();
        let state = Mutex::new(State::new(Random::new(config.seed)));
        Sandbox(Arc::new(Shared { config, back_off, http, state }))
    }

    fn router(&self) -> Router {
        let api = endpoints::router()
            .method_not_allowed_fallback(async || Refusal::MethodNotAllowed)
            .layer(middleware::from_fn_with_state(self.clone(), auth::require_token));
        Router::new()
            .route("/oauth/token", post(auth::token))
            .merge(api)
            .merge(bank_pages::router())
            .route("/", get(inbox_page::show))
            .route("/sandbox/sms", get(control::sms))
            .route("/sandbox/clock", get(control::clock).post(control::advance_clock))
            .route("/sandbox/calls", get(control::calls))
            .route("/sandbox/faults", get(faults::index).post(faults::add).delete(faults::clear))
            .route("/sandbox/webhooks", get(webhooks::control::show).post(webhooks::control::act))
            .route("/sandbox/persons/{person_id}", delete(control::delete_person))
            .fallback(async || Refusal::RouteNotFound)
            .layer(middleware::from_fn_with_state(self.clone(), faults::provoke))
            .layer(middleware::from_fn_with_state(self.clone(), error::write_bodies))
            .with_state(self.clone())
    }

    /// Reads or changes the state at one moment. What is too old has expired before; what `work` changed is told to the
    /// subscribers of webhooks after.
    fn with<T>(&self, work: impl FnOnce(&mut State, DateTime<Utc>) -> T) -> T {
        let now = self.clock().now();
        let mut state = self.0.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.expire(now);
        let answer = work(&mut state, now);
        webhooks::deliver(self, &mut state);
        answer
    }

    /// Looks again at `at`, so that what expires then is told to the subscribers although nobody asks.
    fn look_again_at(&self, at: DateTime<Utc>) {
        let sandbox = self.clone();
        tokio::spawn(async move {
            sandbox.clock().wait_until(at).await;
            sandbox.with(|_, _| ());
        });
    }

    fn config(&self) -> &Config {
        &self.0.config
    }

    fn clock(&self) -> &Clock {
        &self.0.config.clock
    }
}

/// Serves until the listener fails.
///
/// # Errors
/// Those of the listener.
pub async fn serve(sandbox: Sandbox, listener: TcpListener) -> io::Result<()> {
    let service = sandbox.router().into_make_service_with_connect_info::<Handle>();
    axum::serve(Listening(listener), service).await
}
