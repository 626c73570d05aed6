//! The API for partners' servers: `/partner/v1`. Errors are problems (RFC 9457); `RateLimit` headers tell about limits.

mod caller;
mod evidence;
mod existing;
mod journeys;
mod problem;
mod rate_limit;
mod responses;

use axum::{
    Json, Router,
    routing::{get, post},
};
use utoipa::{
    Modify, OpenApi,
    openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme},
};

use crate::state::AppState;

/// All routes, relative to `/partner/v1`.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/journeys", post(journeys::create))
        .route("/journeys/{id}", get(journeys::show).delete(journeys::erase))
        .route("/journeys/{id}/evidence", get(evidence::show))
        .route("/openapi.json", get(async || Json(openapi())))
        .fallback(async || problem::Problem::NotFound)
}

/// The API as an OpenAPI document; `docs/partner-api.json` is a copy of it.
pub fn openapi() -> utoipa::openapi::OpenApi {
    Document::openapi()
}

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Bankident partner API",
        version = "1",
        description = "Begin a journey for a customer, learn what came of it, erase it. See docs/embedding.md.",
        license(name = "MIT OR Apache-2.0"),
        contact()
    ),
    servers((url = "/partner/v1")),
    paths(journeys::create, journeys::show, journeys::erase, evidence::show),
    components(schemas(problem::ProblemDocument)),
    modifiers(&ApiKey),
    security(("api_key" = []))
)]
struct Document;

struct ApiKey;

impl Modify for ApiKey {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let scheme = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .description(Some("An API key of the partner; `bankident partners key` makes one."));
        let components = document.components.get_or_insert_default();
        components.add_security_scheme("api_key", SecurityScheme::Http(scheme.build()));
    }
}
