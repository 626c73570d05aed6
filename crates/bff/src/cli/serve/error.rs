//! Why the server does not start, or has stopped.

use std::{io, net::IpAddr};

use bankident_bff::{partners::ConfigError, store};

use super::super::keys::KeysError;

#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    #[error("--desk password takes a password of 16 characters or more in BANKIDENT_DESK_PASSWORD")]
    DeskPassword,
    #[error(
        "--public-url begins with https://: customers come with their data (http for localhost and 127.0.0.1 only)"
    )]
    PublicUrl,
    #[error("port {port} is taken: stop what listens there, or choose another port with {flag}")]
    PortTaken { port: u16, flag: &'static str },
    #[error("cannot listen on {address} port {port}: {source}")]
    Listen { address: IpAddr, port: u16, source: io::Error },
    #[cfg(not(feature = "sandbox"))]
    #[error("this program was built without the sandbox: --upstream names the Solaris API")]
    NoSandbox,
    #[error(
        "the database has the journeys of {owner}, and this server is in front of {upstream}: name another --database"
    )]
    AnothersDatabase { owner: String, upstream: String },
    #[error(transparent)]
    Partners(#[from] ConfigError),
    #[error(transparent)]
    Store(#[from] store::Error),
    #[error(transparent)]
    Keys(#[from] KeysError),
    #[error("cannot set up TLS: {0}")]
    Tls(#[from] reqwest::Error),
    #[error("cannot count events: {0}")]
    Metrics(#[from] prometheus::Error),
    #[error("cannot listen for signals to stop: {0}")]
    Signals(io::Error),
    #[error("the server stopped: {0}")]
    Stopped(io::Error),
}
