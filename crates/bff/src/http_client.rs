//! The HTTP clients of this server: one TLS provider, no redirects.

use std::time::Duration;

use reqwest::{ClientBuilder, redirect::Policy};

/// A client that gives up after `timeout`, and follows no redirect.
pub fn builder(timeout: Duration) -> ClientBuilder {
    without_limits().timeout(timeout)
}

/// A client that gives up when nothing has come for `silence`, and follows no redirect.
pub fn builder_by_silence(silence: Duration) -> ClientBuilder {
    without_limits().read_timeout(silence)
}

fn without_limits() -> ClientBuilder {
    // Another part of the process may have installed a provider already: then that one serves.
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder().redirect(Policy::none())
}
