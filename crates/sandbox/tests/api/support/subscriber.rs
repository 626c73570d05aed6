use std::sync::{Arc, Mutex};

use axum::{
    Router,
    body::Bytes,
    http::{HeaderMap, StatusCode},
};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::Value;
use sha2::Sha256;
use tokio::{net::TcpListener, sync::mpsc};

use super::PATIENCE;

/// A server that webhooks are delivered to.
pub struct Subscriber {
    pub url: String,
    secret: String,
    subscription_id: String,
    answer: Arc<Mutex<StatusCode>>,
    deliveries: mpsc::UnboundedReceiver<Delivery>,
}

pub struct Delivery {
    headers: HeaderMap,
    pub body: Bytes,
}

impl Subscriber {
    pub async fn start() -> Subscriber {
        let (sender, deliveries) = mpsc::unbounded_channel();
        let answer = Arc::new(Mutex::new(StatusCode::OK));
        let answering = answer.clone();
        let receive = async move |headers: HeaderMap, body: Bytes| {
            let status = *answering.lock().unwrap();
            sender.send(Delivery { headers, body }).unwrap();
            status
        };
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let url = format!("http://{}/hooks", listener.local_addr().unwrap());
        let router = Router::new().route("/hooks", axum::routing::post(receive));
        tokio::spawn(async move { axum::serve(listener, router).await });
        Subscriber { url, secret: String::new(), subscription_id: String::new(), answer, deliveries }
    }

    pub fn subscribed(&mut self, subscription: Value) {
        let text = |name: &str| subscription[name].as_str().unwrap().to_owned();
        (self.secret, self.subscription_id) = (text("secret"), text("id"));
    }

    pub fn answers(&self, status: u16) {
        *self.answer.lock().unwrap() = StatusCode::from_u16(status).unwrap();
    }

    /// The next delivery; its signature is right.
    pub async fn next(&mut self) -> Delivery {
        let delivery = self.next_unsigned().await;
        let mac =
            Hmac::<Sha256>::new_from_slice(self.secret.as_bytes()).unwrap().chain_update(&delivery.body);
        let signature = format!("sha256={}", hex::encode(mac.finalize().into_bytes()));
        assert_eq!(delivery.header("solaris-webhook-signature"), signature);
        assert_eq!(delivery.header("solaris-webhook-subscription-id"), self.subscription_id);
        delivery
    }

    pub async fn next_unsigned(&mut self) -> Delivery {
        tokio::time::timeout(PATIENCE, self.deliveries.recv()).await.expect("a delivery in time").unwrap()
    }

    /// Waits for the delivery that tells of the status.
    pub async fn until(&mut self, status: &str) -> Value {
        loop {
            let body = self.next().await.json();
            if body["status"] == status {
                return body;
            }
        }
    }

    pub fn is_quiet(&mut self) -> bool {
        self.deliveries.try_recv().is_err()
    }
}

impl Delivery {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).unwrap_or_else(|| panic!("no {name}")).to_str().unwrap()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }
}
