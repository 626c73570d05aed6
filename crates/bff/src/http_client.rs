//! The HTTP clients of this server: one TLS provider, no redirects.

use std::time::Duration;

use reqwest::{ClientBuilder, redirect::Policy};

/// A client that gives up after `timeout`, and follows no redirect.
pub fn builder(timeout: Duration) -> ClientBuilder {
    // Another part of the process may have installed a provider already: then that one serves.
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder().timeout(timeout).redirect(Policy::none())
}
