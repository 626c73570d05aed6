//! What is around the servers: the sandbox behind them, and the partner whose customers walk.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use anyhow::{Context, Result, ensure};
use axum::{
    Json, Router,
    extract::State,
    http::{HeaderMap, StatusCode},
    routing::post,
};
use base64::{Engine, engine::general_purpose::STANDARD};
use reqwest::Client;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tokio::net::TcpListener;

use super::server::Site;

/// Of the partner, and known to everybody.
pub const KEY: &str = "bk_of_the_fault_harness";
pub const PARTNER: &str = "nordlicht";

/// The sandbox, as docs/sandbox.md has it.
#[derive(Clone)]
pub struct Sandbox {
    pub http: Client,
    pub url: String,
}

impl Sandbox {
    /// How often an endpoint's call took effect.
    pub async fn carried_out(&self, endpoint: &str) -> Result<usize> {
        let calls: Vec<Value> = self.get("/sandbox/calls").await?;
        let call = calls.iter().find(|call| call["endpoint"] == endpoint).context("no such endpoint")?;
        Ok(call["carried_out"].as_u64().unwrap_or_default() as usize)
    }

    /// The codes that were sent to a number, the newest first.
    pub async fn codes(&self, number: &str, kind: &str) -> Result<Vec<String>> {
        let sms: Vec<Value> =
            self.get(&format!("/sandbox/sms?number={}", number.replace('+', "%2B"))).await?;
        let codes = sms.iter().filter(|sms| sms["kind"] == kind).filter_map(|sms| sms["code"].as_str());
        Ok(codes.map(str::to_owned).collect())
    }

    /// Lets the next call of an endpoint fail.
    pub async fn provoke(&self, endpoint: &str, fault: &Value) -> Result<()> {
        self.post("/sandbox/faults", &json!({ "endpoint": endpoint, "fault": fault })).await
    }

    /// Moves the clock, and that of a server which simulates.
    pub async fn advance(&self, seconds: u32) -> Result<()> {
        self.post("/sandbox/clock", &json!({ "advance_seconds": seconds })).await
    }

    async fn get(&self, path: &str) -> Result<Vec<Value>> {
        let answer =
            self.http.get(format!("{}{path}", self.url)).header("Sandbox-Control", "1").send().await?;
        Ok(answer.error_for_status()?.json().await?)
    }

    async fn post(&self, path: &str, body: &Value) -> Result<()> {
        let command = self.http.post(format!("{}{path}", self.url)).header("Sandbox-Control", "1").json(body);
        let answer = command.send().await?;
        let status = answer.status();
        ensure!(status.is_success(), "{path} {body}: {status} {}", answer.text().await?);
        Ok(())
    }
}

/// What the partner was told.
#[derive(Default)]
struct Told {
    /// The events of all kinds.
    events: usize,
    /// The ids of the events that a journey was successful, by journey.
    successes: BTreeMap<String, BTreeSet<String>>,
}

type SharedTold = Arc<Mutex<Told>>;

/// The partner's server, which is told of events.
pub struct Partner {
    told: SharedTold,
}

impl Partner {
    /// Starts it, and writes its entry into the partners' file.
    pub async fn start(site: &Site) -> Result<Partner> {
        let told = SharedTold::default();
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let url = format!("http://{}/events", listener.local_addr()?);
        let router = Router::new().route("/events", post(receive)).with_state(told.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        let (hash, secret) = (hex::encode(Sha256::digest(KEY)), STANDARD.encode([7; 32]));
        let file = format!(
            r#"[partners.{PARTNER}]
name = "Nordlicht"
origins = ["https://nordlicht.example"]
api_keys.only = "sha256:{hash}"
requests_per_minute = 100000
sms_per_hour = 100000
webhook = {{ allow_private = true, url = "{url}", secrets = ["whsec_{secret}"] }}
"#
        );
        fs::write(site.partners(), file)?;
        Ok(Partner { told })
    }

    /// How many different events said that a journey was successful.
    pub fn successes(&self, journey: &str) -> usize {
        self.told().successes.get(journey).map_or(0, BTreeSet::len)
    }

    /// How many events have come, of all kinds.
    pub fn heard(&self) -> usize {
        self.told().events
    }

    fn told(&self) -> MutexGuard<'_, Told> {
        self.told.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn receive(State(told): State<SharedTold>, headers: HeaderMap, Json(event): Json<Value>) -> StatusCode {
    let id = headers.get("webhook-id").and_then(|id| id.to_str().ok());
    let (Some(id), Some(journey)) = (id, event["data"]["id"].as_str()) else {
        return StatusCode::BAD_REQUEST;
    };
    let mut told = told.lock().unwrap_or_else(PoisonError::into_inner);
    told.events += 1;
    if event["data"]["outcome"] == "successful" {
        told.successes.entry(journey.to_owned()).or_default().insert(id.to_owned());
    }
    StatusCode::NO_CONTENT
}
