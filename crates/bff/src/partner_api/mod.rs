//! The API for partners' servers: `/partner/v1`. Errors are problems (RFC 9457); `RateLimit` headers tell about limits.

mod body;
mod caller;
mod document;
mod evidence;
mod existing;
mod idempotency;
mod journeys;
mod new_journey;
mod person;
mod problem;
mod rate_limit;
mod responses;
mod start_tokens;

use axum::{
    Json, Router,
    extract::State,
    middleware,
    routing::{get, patch, post},
};

use crate::state::AppState;

pub use document::openapi;

/// All routes, relative to `/partner/v1`.
pub fn routes(state: &AppState) -> Router<AppState> {
    Router::new()
        .route("/journeys", get(journeys::list).post(journeys::create))
        .route("/journeys/{id}", get(journeys::show).delete(journeys::erase))
        .route("/journeys/{id}/start_tokens", post(start_tokens::create))
        .route("/journeys/{id}/person", patch(person::change))
        .route("/journeys/{id}/evidence", get(evidence::show))
        .route_layer(middleware::from_fn_with_state(state.clone(), caller::admit))
        .route("/openapi.json", get(document))
        .method_not_allowed_fallback(async || problem::Problem::MethodNotAllowed)
        .fallback(async || problem::Problem::NotFound)
}

/// `GET /partner/v1/openapi.json`: the API of this server.
async fn document(State(state): State<AppState>) -> Json<utoipa::openapi::OpenApi> {
    Json(document::at(&state.public_url))
}
