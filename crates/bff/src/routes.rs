//! All routes of the server, and the layers around them.

use axum::{
    Router,
    extract::{Request, State},
    http::{HeaderName, HeaderValue, StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::{any, get, post},
};
use tower_http::{catch_panic::CatchPanicLayer, set_header::SetResponseHeaderLayer};
use tracing::Instrument;

use crate::{
    api::{events, incidents, journey, steps},
    connections::arrive_whole,
    error::{ApiError, answer_errors},
    pages::{csp, desk, documents, files, wizard},
    partner_api, solaris_webhook,
    state::AppState,
};

/// The whole server: journey API, partner API, webhooks, health, pages.
pub fn router(state: AppState) -> Router {
    let journey = Router::new()
        .route("/", post(journey::start).get(journey::get))
        .route("/events", get(events::stream))
        .route("/visit", post(journey::visit))
        .route("/revisit", post(journey::revisit))
        .route("/choose", post(journey::choose))
        .route("/stuck", post(journey::stuck))
        .route("/terms", post(steps::terms::submit))
        .route("/person", post(steps::person::submit))
        .route("/address", post(steps::address::submit))
        .route("/status", post(steps::status::submit))
        .route("/more", post(steps::more::submit))
        .route("/check", post(steps::check::submit))
        .route("/mobile", post(steps::mobile::submit))
        .route("/mobile-code", post(steps::mobile_code::submit))
        .route("/mobile-code/resend", post(steps::mobile_code::resend))
        .route("/iban", post(steps::iban::submit))
        .route("/iban/lookup", post(steps::iban::lookup))
        .route("/contract", post(steps::contract::submit))
        .route("/sign", post(steps::sign::submit))
        .route("/sign/resend", post(steps::sign::resend))
        .route("/resume", post(steps::resume::submit))
        .route("/documents/{id}", get(journey::document))
        .route("/documents/{id}/address", post(journey::document_address))
        .layer(middleware::from_fn_with_state(state.clone(), incidents::remember))
        .layer(middleware::from_fn(finish_what_began));
    let api = Router::new()
        .nest("/api/journey", journey)
        .route("/webhooks/solaris", post(solaris_webhook::receive))
        .route("/documents/{ticket}", get(documents::keep))
        .merge(health());
    let partners = Router::new().nest("/partner/v1", partner_api::routes(&state));
    let pages = Router::new()
        .route("/", any(wizard::show_own))
        .route("/index.html", any(wizard::show_own))
        .route("/p/{partner}", get(wizard::show))
        .route("/p/{partner}/keeper", get(wizard::keeper))
        .route("/p/{partner}/{file}", get(wizard::file));
    let routes = Router::new()
        .merge(api)
        .merge(partners)
        .merge(pages)
        .merge(desk::routes(state.desk.clone()))
        .fallback(files::serve)
        .layer(CatchPanicLayer::custom(|_| ApiError::Panicked.into_response()))
        .layer(middleware::from_fn_with_state(state.time_limits, arrive_whole))
        .layer(middleware::from_fn_with_state(state.security.clone(), answer_errors))
        .layer(https_only(&state.public_url));
    GUARDS
        .into_iter()
        .fold(routes, |routes, (name, value)| routes.layer(unless_set(name, value)))
        .with_state(state)
}

/// What only an operator reaches, at an address of its own.
pub fn operator_router(state: AppState) -> Router {
    Router::new().route("/metrics", get(metrics)).merge(health()).with_state(state)
}

/// What every answer says that says nothing else: it is kept by nobody, does nothing, and belongs to our origin alone.
const GUARDS: [(HeaderName, &str); 7] = [
    (header::CACHE_CONTROL, "no-store"),
    (header::CONTENT_SECURITY_POLICY, csp::INERT),
    // A frame has no opener: for a page by itself.
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    // Features that neither a bank login nor a PDF needs.
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    ),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
];

fn unless_set(name: HeaderName, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value))
}

/// HSTS (RFC 6797) where the address from outside is https: a proxy ends TLS, so requests do not show it. A browser that is
/// reached by http ignores it. The domain's other hosts are not ours to decide about.
fn https_only(public_url: &str) -> SetResponseHeaderLayer<Option<HeaderValue>> {
    let two_years = public_url.starts_with("https://").then(|| HeaderValue::from_static("max-age=63072000"));
    SetResponseHeaderLayer::if_not_present(header::STRICT_TRANSPORT_SECURITY, two_years)
}

/// Finishes every command that has begun, even if the browser goes away. Otherwise a person could be created at Solaris
/// that the journey does not know.
async fn finish_what_began(request: Request, next: Next) -> Response {
    let handled = tokio::spawn(next.run(request).in_current_span());
    handled.await.unwrap_or_else(|_| ApiError::Panicked.into_response())
}

/// `GET /metrics`: the text format of Prometheus, version 0.0.4.
async fn metrics(State(state): State<AppState>) -> Result<impl IntoResponse, ApiError> {
    let text = state.security.metrics().map_err(|_| ApiError::Unwritable)?;
    Ok(([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], text))
}

/// Whether the server lives, and whether it is ready for customers.
fn health() -> Router<AppState> {
    Router::new().route("/healthz/live", get("ok\n")).route("/healthz/ready", get(ready))
}

/// `GET /healthz/ready`: whether the database answers and everything in the background runs; if not, what does not.
async fn ready(State(state): State<AppState>) -> Response {
    let mut missing = state.tasks.ended();
    if let Err(error) = state.store.ping().await {
        tracing::error!("the database does not answer: {error}");
        missing.insert("database");
    }
    if missing.is_empty() {
        return "ok\n".into_response();
    }
    let missing = missing.into_iter().collect::<Vec<_>>().join(", ");
    (StatusCode::SERVICE_UNAVAILABLE, format!("not ready: {missing}\n")).into_response()
}
