use axum::{
    Router,
    extract::{DefaultBodyLimit, Request, State},
    http::{HeaderName, HeaderValue, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use tower_http::{catch_panic::CatchPanicLayer, set_header::SetResponseHeaderLayer};
use tracing::Instrument;

use crate::{
    app::App,
    assets, desk,
    error::{Failure, answer_failures},
    events, journey, partner_api, partner_page, steps, webhook,
};

/// Bytes; the largest thing that a browser sends is an address.
const LONGEST_BODY: usize = 64 * 1024;

/// The whole server: journey API, webhooks, health, the wizard.
pub fn app(app: App) -> Router {
    let journey = Router::new()
        .route("/", post(journey::start).get(journey::get))
        .route("/events", get(events::stream))
        .route("/revisit", post(journey::revisit))
        .route("/choose", post(journey::choose))
        .route("/terms", post(steps::terms::submit))
        .route("/person", post(steps::person::submit))
        .route("/address", post(steps::address::submit))
        .route("/status", post(steps::status::submit))
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
        .layer(middleware::from_fn(finish_what_began));
    let api = Router::new()
        .nest("/api/journey", journey)
        .route("/webhooks/solaris", post(webhook::receive))
        .route("/healthz", get(health))
        .layer(unless_set(header::CACHE_CONTROL, "no-store"));
    let partners = Router::new()
        .nest("/partner/v1", partner_api::routes())
        .layer(unless_set(header::CACHE_CONTROL, "no-store"));
    let pages = Router::new()
        .route("/p/{partner}", get(partner_page::show))
        .route("/p/{partner}/{file}", get(partner_page::file));
    Router::new()
        .merge(api)
        .merge(partners)
        .merge(pages)
        .merge(desk::routes(&app))
        .fallback(assets::serve)
        .layer(CatchPanicLayer::custom(|_| Failure::Panicked.into_response()))
        .layer(DefaultBodyLimit::max(LONGEST_BODY))
        .layer(middleware::from_fn(answer_failures))
        .layer(unless_set(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(unless_set(header::REFERRER_POLICY, "no-referrer"))
        .layer(unless_set(HeaderName::from_static("permissions-policy"), PERMISSIONS))
        .with_state(app)
}

/// Nothing that a bank login or a PDF needs.
const PERMISSIONS: &str = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";

fn unless_set(name: HeaderName, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value))
}

/// A browser that goes away in the middle of a command must not leave a person at Solaris that the journey knows
/// nothing of: what began is finished, whether or not somebody waits for the answer.
async fn finish_what_began(request: Request, next: Next) -> Response {
    let handled = tokio::spawn(next.run(request).in_current_span());
    handled.await.unwrap_or_else(|_| Failure::Panicked.into_response())
}

/// `GET /healthz`: whether the database answers.
async fn health(State(app): State<App>) -> Result<&'static str, Failure> {
    app.store.ping().await?;
    Ok("ok\n")
}
