//! Sends deliveries to partners, and wakes the task that does so.

use std::{sync::Arc, time::Duration};

use reqwest::{RequestBuilder, Url};
use tokio::{sync::Notify, time::timeout};

use crate::{
    http_client,
    partners::WebhookReceiver,
    public_network::{PublicOnly, may_be_public},
};

/// How long a partner's server may take to answer.
const TIMEOUT: Duration = Duration::from_secs(10);

/// How often the outbox is polled when nothing wakes it.
const POLL_INTERVAL: Duration = Duration::from_secs(5);

/// How long it may take until the partner's server takes the connection.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// The clients for partners' servers, and the alarm clock of the outbox.
pub struct OutboxDispatcher {
    /// Connects to public addresses only.
    public: reqwest::Client,
    /// For the partners who may have another one.
    anywhere: reqwest::Client,
    work: Notify,
}

impl OutboxDispatcher {
    /// # Errors
    /// If TLS cannot be set up.
    pub fn new() -> Result<OutboxDispatcher, reqwest::Error> {
        // A proxy would resolve names by itself.
        let client = || http_client::builder(TIMEOUT).connect_timeout(CONNECT_TIMEOUT).no_proxy();
        let public = client().dns_resolver(Arc::new(PublicOnly)).build()?;
        Ok(OutboxDispatcher { public, anywhere: client().build()?, work: Notify::new() })
    }

    /// A call to a partner's server; `None` if it is not where it may be.
    pub fn post(&self, receiver: &WebhookReceiver) -> Option<RequestBuilder> {
        let url = Url::parse(&receiver.url).ok()?;
        match receiver.allow_private {
            true => Some(self.anywhere.post(url)),
            false => may_be_public(&url).then(|| self.public.post(url)),
        }
    }

    /// There may be a new delivery.
    pub fn wake(&self) {
        self.work.notify_one();
    }

    /// Waits until somebody wakes it, or until a retry may be due.
    pub async fn woken(&self) {
        // A timeout means that nobody did.
        let _ = timeout(POLL_INTERVAL, self.work.notified()).await;
    }
}

#[cfg(test)]
mod tests {
    use tokio::net::TcpListener;

    use super::*;

    fn receiver(url: &str, allow_private: bool) -> WebhookReceiver {
        WebhookReceiver { url: url.to_owned(), secrets: Vec::new(), allow_private }
    }

    #[tokio::test]
    async fn only_who_is_allowed_gets_events_on_this_machine() {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let server = axum::Router::new().fallback(async || "");
        tokio::spawn(axum::serve(listener, server).into_future());
        let outbox = OutboxDispatcher::new().unwrap();
        for host in ["127.0.0.1", "127.1", "[::ffff:127.0.0.1]", "localhost"] {
            let url = format!("http://{host}:{port}/");
            assert!(outbox.post(&receiver(&url, false)).is_none(), "{url}");
        }
        let allowed = receiver(&format!("http://localhost:{port}/"), true);
        assert!(outbox.post(&allowed).unwrap().send().await.unwrap().status().is_success());
        // A name that looks public when it is read, and is not when it is resolved.
        let resolved = outbox.public.post(&allowed.url).send().await.unwrap_err();
        assert!(resolved.is_connect(), "{resolved}");
    }
}
