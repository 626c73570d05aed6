//! A simulator of everything on the other side of the BFF: the Solaris API, the pages of the customer's bank, the SMS
//! gateway and the signing service. It is a real server on a port of its own, so clients talk HTTP to it.
//!
//! ```
//! use bankident_sandbox::{Clock, Config, Sandbox, serve};
//! use tokio::net::TcpListener;
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> std::io::Result<()> {
//! let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
//! let sandbox = Sandbox::new(Config {
//!     public_url: format!("http://{}", listener.local_addr()?),
//!     client_id: "sandbox".into(),
//!     client_secret: "sandbox".into(),
//!     clock: Clock::system(),
//!     seed: Some(1),
//!     receivers: Vec::new(),
//! });
//! tokio::spawn(serve(sandbox, listener));
//! # Ok(())
//! # }
//! ```

#![warn(missing_docs)]

mod language;
mod random;
mod clock;
mod connection;
mod format;
mod rejection;
mod scenario;
mod fault;
mod error;
mod validation;
mod pdf;
mod model;
mod receivers;
mod sandbox;
mod faults;
mod delivery;
mod contracts;
mod api;
mod control;
mod pages;
mod routes;

use std::io;

use tokio::{net::TcpListener, task::JoinSet};

pub use clock::Clock;
pub use control::CONTROL_HEADER;
pub use model::webhook::BackOff;
pub use pdf::sample_document;
pub use sandbox::{Config, Sandbox};

use connection::{Handle, Listening};
use model::calls::Endpoints;

impl Sandbox {
    /// A sandbox that nobody has used yet.
    pub fn new(config: Config) -> Sandbox {
        Sandbox::with_back_off(config, BackOff::default())
    }

    /// A sandbox with its own pauses between the attempts of a webhook delivery.
    pub fn with_back_off(config: Config, back_off: BackOff) -> Sandbox {
        Sandbox::of(config, back_off, Endpoints::new(routes::names()))
    }
}

/// Answers requests and delivers webhooks until the listener fails.
///
/// # Errors
/// Those of the listener.
pub async fn serve(sandbox: Sandbox, listener: TcpListener) -> io::Result<()> {
    let service = routes::router(&sandbox).into_make_service_with_connect_info::<Handle>();
    // Aborted when this function ends.
    let mut deliveries = JoinSet::new();
    deliveries.spawn(delivery::run(sandbox));
    axum::serve(Listening(listener), service).await
}
