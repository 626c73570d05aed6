use std::{collections::VecDeque, sync::Arc, time::Duration};

use axum::{Router, body::Bytes, http::HeaderMap, routing::post};
use hmac::{Hmac, KeyInit, Mac};
use reqwest::StatusCode;
use serde_json::{Value, json};
use sha2::Sha256;
use tokio::{
    net::TcpListener,
    sync::{Mutex, mpsc},
};

use super::{Answer, TestSandbox};

/// Nothing takes that long; a test that waits for what never comes ends with a reason.
const PATIENCE: Duration = Duration::from_secs(20);

/// Receives webhooks on a port of its own.
pub struct Subscriber {
    url: String,
    /// The statuses that the next deliveries are answered with; then 200.
    answers: Arc<Mutex<VecDeque<StatusCode>>>,
    deliveries: mpsc::UnboundedReceiver<Delivery>,
}

/// What was received.
#[derive(Debug)]
pub struct Delivery {
    headers: HeaderMap,
    body: Bytes,
}

impl Subscriber {
    pub async fn start() -> Subscriber {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let url = format!("http://{}/webhooks", listener.local_addr().unwrap());
        let answers = Arc::new(Mutex::new(VecDeque::new()));
        let (received, deliveries) = mpsc::unbounded_channel();
        let next_answer = Arc::clone(&answers);
        let receive = async move |headers: HeaderMap, body: Bytes| {
            received.send(Delivery { headers, body }).unwrap();
            next_answer.lock().await.pop_front().unwrap_or(StatusCode::OK)
        };
        let router = Router::new().route("/webhooks", post(receive));
        tokio::spawn(async { axum::serve(listener, router).await });
        Subscriber { url, answers, deliveries }
    }

    /// One that has subscribed to the event; the verification has been taken.
    pub async fn of(sandbox: &TestSandbox, event_type: &str) -> (Subscriber, String) {
        let mut subscriber = Subscriber::start().await;
        let created = subscriber.subscribe(sandbox, event_type).await.expect(StatusCode::CREATED);
        subscriber.next().await;
        (subscriber, created["secret"].as_str().unwrap().to_owned())
    }

    pub async fn subscribe(&self, sandbox: &TestSandbox, event_type: &str) -> Answer {
        sandbox.post("/v1/webhooks", json!({ "event_type": event_type, "url": self.url })).await
    }

    pub async fn answer_with(&self, statuses: impl IntoIterator<Item = StatusCode>) {
        self.answers.lock().await.extend(statuses);
    }

    pub async fn next(&mut self) -> Delivery {
        tokio::time::timeout(PATIENCE, self.deliveries.recv()).await.expect("a delivery in time").unwrap()
    }

    pub fn is_quiet(&mut self) -> bool {
        self.deliveries.try_recv().is_err()
    }

    /// The next delivery whose body is as asked; others are passed over.
    pub async fn wait_for(&mut self, is_wanted: impl Fn(&Value) -> bool) -> Delivery {
        loop {
            let delivery = self.next().await;
            if is_wanted(&delivery.json()) {
                return delivery;
            }
        }
    }
}

impl Delivery {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).unwrap_or_else(|| panic!("a header {name}")).to_str().unwrap()
    }

    pub fn body(&self) -> &[u8] {
        &self.body
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    pub fn is_signed_with(&self, secret: &str) -> bool {
        let signature = self.header("solaris-webhook-signature").strip_prefix("sha256=").unwrap();
        let mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap().chain_update(&self.body);
        mac.verify_slice(&hex::decode(signature).unwrap()).is_ok()
    }
}
