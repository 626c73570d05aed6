//! The other side: a simulator of the Solaris API, of the bank-login pages, of the SMS gateway and of the signing
//! service. A real server on a port of its own: whoever talks to it talks HTTP.

mod clock;

use std::io;

use axum::Router;
use tokio::net::TcpListener;

pub use clock::Clock;

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

#[derive(Clone)]
pub struct Sandbox {}

impl Sandbox {
    pub fn new(_config: Config) -> Sandbox {
        Sandbox {}
    }

    pub fn router(&self) -> Router {
        Router::new()
    }
}

/// Serves until the listener fails.
///
/// # Errors
/// Those of the listener.
pub async fn serve(sandbox: Sandbox, listener: TcpListener) -> io::Result<()> {
    axum::serve(listener, sandbox.router()).await
}
