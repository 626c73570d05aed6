//! A partner of the wizard: two brands, one server. It begins journeys through the partner API, shows the page that embeds
//! the wizard, and receives the webhooks. Everything that a partner has to write is here.

mod webhook;

use std::{
    collections::HashMap, convert::Infallible, fs, io, net::IpAddr, path::PathBuf, sync::Arc, time::Duration,
};

use axum::{
    Json, Router,
    body::Bytes,
    extract::{Path, Query, State},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{
        IntoResponse, Response,
        sse::{Event, KeepAlive, Sse},
    },
    routing::{get, post},
};
use clap::Parser;
use futures_util::StreamExt;
use serde_json::{Value, json};
use tokio::{net::TcpListener, sync::broadcast};
use tokio_stream::wrappers::BroadcastStream;

/// A shop that embeds the wizard.
#[derive(Parser)]
#[command(version)]
struct Cli {
    #[arg(long, default_value = "127.0.0.1")]
    listen: IpAddr,
    #[arg(long, default_value_t = 8081)]
    port: u16,
    /// Where the wizard and its partner API are.
    #[arg(long, default_value = "http://localhost:8080")]
    wizard: String,
    /// A folder of pages to serve instead of the shop's own.
    #[arg(long)]
    pages: Option<PathBuf>,
    /// The embedder policy (COEP) of the page: `require-corp` or `credentialless`.
    #[arg(long)]
    embedder_policy: Option<HeaderValue>,
    /// End when the wizard does.
    #[arg(long)]
    with_wizard: bool,
}

/// The API keys and webhook secrets of the two brands; their other halves are in `partners/partners.toml`. In a real shop
/// they are secrets.
const BRANDS: [Brand; 2] = [
    Brand {
        id: "nordlicht",
        api_key: "bk_demo_nordlicht_not_a_secret",
        webhook_secret: b"not a secret: nordlicht, 32 byte",
    },
    Brand {
        id: "seerose",
        api_key: "bk_demo_seerose_not_a_secret",
        webhook_secret: b"not a secret: seerose, 32 bytes!",
    },
];

struct Brand {
    id: &'static str,
    api_key: &'static str,
    webhook_secret: &'static [u8],
}

struct Shop {
    http: reqwest::Client,
    wizard: String,
    pages: Option<PathBuf>,
    embedder_policy: Option<HeaderValue>,
    /// The webhooks, as they arrive.
    news: broadcast::Sender<String>,
}

type App = State<Arc<Shop>>;

#[derive(Debug, thiserror::Error)]
enum DemoError {
    #[error("cannot listen on port {port}: {source}")]
    Listen { port: u16, source: io::Error },
    #[error("cannot set up TLS: {0}")]
    Tls(#[from] reqwest::Error),
    #[error("the demo stopped: {0}")]
    Stopped(io::Error),
}

#[tokio::main]
async fn main() -> Result<(), DemoError> {
    let cli = Cli::parse();
    let port = cli.port;
    // A second call would say that there is one already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let listen = |source| DemoError::Listen { port, source };
    let listener = TcpListener::bind((cli.listen, port)).await.map_err(listen)?;
    let address = listener.local_addr().map_err(listen)?;
    let shop = Arc::new(Shop {
        http: reqwest::Client::builder().timeout(Duration::from_secs(30)).build()?,
        wizard: cli.wizard.trim_end_matches('/').to_owned(),
        pages: cli.pages,
        embedder_policy: cli.embedder_policy,
        news: broadcast::Sender::new(100),
    });
    println!("demo     http://{address}/  (a partner's page)");
    let router = Router::new()
        .route("/start", post(start))
        .route("/webhooks/{brand}", post(receive))
        .route("/news", get(news))
        .route("/favicon.ico", get(async || StatusCode::NO_CONTENT))
        .fallback(page)
        .with_state(shop.clone());
    let server = axum::serve(listener, router);
    if !cli.with_wizard {
        return server.await.map_err(DemoError::Stopped);
    }
    tokio::select! {
        served = server.into_future() => served.map_err(DemoError::Stopped),
        () = wizard_ends(&shop) => Ok(()),
    }
}

/// Waits until the wizard has come and gone.
async fn wizard_ends(shop: &Shop) {
    let mut has_come = false;
    loop {
        let here = shop.http.get(format!("{}/healthz/ready", shop.wizard)).send().await.is_ok();
        if has_come && !here {
            return;
        }
        has_come |= here;
        tokio::time::sleep(Duration::from_secs(2)).await;
    }
}

/// `POST /start?brand=nordlicht&order=order-4711`: the shop's own server asks for a start token, and only that goes to the
/// browser. An order whose journey is under way gets another token for it; without an order there is always another journey.
async fn start(State(shop): App, Query(query): Query<HashMap<String, String>>) -> Response {
    let Some(brand) = brand(query.get("brand").map_or("nordlicht", String::as_str)) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    if let Some(order) = query.get("order")
        && let Some(known) = come_back(&shop, brand, order).await
    {
        return known.into_response();
    }
    let journey = json!({
        "locale": query.get("locale").filter(|locale| *locale == "en").map_or("de", String::as_str),
        "reference": query.get("order").map_or("order-4711", String::as_str),
    });
    let request = shop.http.post(format!("{}/partner/v1/journeys", shop.wizard)).bearer_auth(brand.api_key);
    let Ok(answer) = request.json(&journey).send().await else {
        return StatusCode::BAD_GATEWAY.into_response();
    };
    if !answer.status().is_success() {
        eprintln!("the partner API answered {}", answer.status());
        return StatusCode::BAD_GATEWAY.into_response();
    }
    let journey: Value = answer.json().await.unwrap_or_default();
    for_browser(&shop, &journey["id"], &journey).into_response()
}

/// Another start token for the journey of this order, if it is under way.
async fn come_back(shop: &Shop, brand: &Brand, order: &str) -> Option<impl IntoResponse + use<>> {
    let journeys = format!("{}/partner/v1/journeys", shop.wizard);
    let found = shop.http.get(&journeys).query(&[("reference", order)]).bearer_auth(brand.api_key);
    let found: Value = found.send().await.ok()?.json().await.ok()?;
    let running = found["journeys"].as_array()?.iter().find(|journey| journey["outcome"].is_null())?;
    let another = format!("{journeys}/{}/start_tokens", running["id"].as_str()?);
    let another = shop.http.post(another).bearer_auth(brand.api_key).send().await.ok()?;
    let another: Value = another.error_for_status().ok()?.json().await.ok()?;
    Some(for_browser(shop, &running["id"], &another))
}

/// What the page gets to know.
fn for_browser(shop: &Shop, journey: &Value, started: &Value) -> impl IntoResponse + use<> {
    // What the shop knows from its checkout: the page hands it to the wizard.
    let prefill = json!({
        "salutation": "MR", "first_name": "Leander", "last_name": "Zierfisch", "email": "person@example.com",
        "address": { "line_1": "Berliner Str. 45", "postal_code": "14169", "city": "Berlin", "country": "DE" },
    });
    let known = json!({
        "prefill": prefill,
        "token": started["start_token"], "journey": journey, "url": started["url"], "origin": shop.wizard,
    });
    ([(header::CACHE_CONTROL, "no-store")], Json(known))
}

/// `POST /webhooks/{brand}`: what the wizard's server tells, if it is it.
async fn receive(State(shop): App, Path(id): Path<String>, headers: HeaderMap, body: Bytes) -> StatusCode {
    let Some(brand) = brand(&id) else { return StatusCode::NOT_FOUND };
    if !webhook::is_genuine(&headers, &body, brand.webhook_secret) {
        return StatusCode::UNAUTHORIZED;
    }
    // Nobody may be looking.
    let _ = shop.news.send(String::from_utf8_lossy(&body).into_owned());
    StatusCode::NO_CONTENT
}

/// `GET /news`: the webhooks, for the log in the page.
async fn news(State(shop): App) -> impl IntoResponse {
    let news = BroadcastStream::new(shop.news.subscribe());
    let events = news.filter_map(async |news| Some(Ok::<_, Infallible>(Event::default().data(news.ok()?))));
    Sse::new(events).keep_alive(KeepAlive::default())
}

fn brand(id: &str) -> Option<&'static Brand> {
    BRANDS.iter().find(|brand| brand.id == id)
}

/// Everything else is a page, or part of one. No inline scripts, no inline styles: the wizard needs neither. `blob:` is how
/// Firefox sees the PDFs that customers keep.
async fn page(State(shop): App, uri: axum::http::Uri) -> Response {
    let name = match uri.path() {
        "/" => "index.html",
        path => path.trim_start_matches('/'),
    };
    let content = match &shop.pages {
        Some(_) if name.contains("..") => None,
        Some(folder) => fs::read(folder.join(name)).ok(),
        None => own_page(name).map(Vec::from),
    };
    let Some(content) = content else { return StatusCode::NOT_FOUND.into_response() };
    let kind = match name.rsplit_once('.').map(|(_, kind)| kind) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        _ => "application/octet-stream",
    };
    let policy = format!(
        "default-src 'none'; script-src 'self' {0}; style-src 'self'; connect-src 'self'; img-src 'self' data:; \
         frame-src {0}",
        shop.wizard
    );
    let policy_header = HeaderName::from_static("content-security-policy");
    let mut response =
        ([(header::CONTENT_TYPE, kind.to_owned()), (policy_header, policy)], content).into_response();
    if let Some(policy) = &shop.embedder_policy {
        response.headers_mut().insert("cross-origin-embedder-policy", policy.clone());
    }
    response
}

fn own_page(name: &str) -> Option<&'static [u8]> {
    match name {
        "index.html" => Some(include_bytes!("../page/index.html")),
        "demo.js" => Some(include_bytes!("../page/demo.js")),
        "demo.css" => Some(include_bytes!("../page/demo.css")),
        _ => None,
    }
}
