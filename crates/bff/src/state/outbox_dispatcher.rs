//! Sends deliveries to partners, and wakes the task that does so.

use std::time::Duration;

use tokio::{sync::Notify, time::timeout};

use crate::http_client;

/// How long a partner's server may take to answer.
const TIMEOUT: Duration = Duration::from_secs(10);

/// How often the outbox is polled when nothing wakes it.
const POLL_INTERVAL: Duration = Duration::from_secs(5);

/// The client for partners' servers, and the alarm clock of the outbox.
pub struct OutboxDispatcher {
    /// Posts to partners.
    pub http: reqwest::Client,
    work: Notify,
}

impl OutboxDispatcher {
    /// # Errors
    /// If TLS cannot be set up.
    pub fn new() -> Result<OutboxDispatcher, reqwest::Error> {
        Ok(OutboxDispatcher { http: http_client::builder(TIMEOUT).build()?, work: Notify::new() })
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
