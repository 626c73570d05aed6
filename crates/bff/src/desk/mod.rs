//! The copy desk, for who owns the words: its page, and every screen in every state. In front of real customers it is
//! closed, unless the operator opens it.

mod door;
mod samples;

use axum::{
    Router,
    extract::{Path, State},
    http::{HeaderMap, Uri},
    middleware,
    response::{Redirect, Response},
    routing::get,
};

pub use door::Door;

use crate::{app::App, assets, error::Failure};

pub fn routes(app: &App) -> Router<App> {
    Router::new()
        .route("/desk", get(async || Redirect::permanent("/desk/")))
        .route("/desk/", get(page))
        .route("/desk/states.json", get(samples::list))
        .route("/desk/samples/{name}", get(samples::show))
        .route("/desk/samples/documents/{id}", get(samples::document))
        .route("/desk/{*file}", get(file))
        .route_layer(middleware::from_fn_with_state(app.clone(), door::pass))
}

/// `GET /desk/`
async fn page(State(app): State<App>) -> Result<Response, Failure> {
    assets::desk_page(&app).ok_or(Failure::NotFound)
}

/// `GET /desk/...`: what the page loads.
async fn file(
    State(app): State<App>,
    Path(_): Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    assets::desk_file(&app, uri.path(), &headers).ok_or(Failure::NotFound)
}
