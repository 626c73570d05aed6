//! The copy desk for the people who own the words: its page, and every screen in every state. In front of real
//! customers it is closed, unless the operator opens it.

use std::sync::Arc;

use axum::{
    Extension, Router,
    extract::{Request, State},
    http::{HeaderMap, StatusCode, Uri, header},
    middleware::{self, Next},
    response::{IntoResponse, Redirect, Response},
    routing::get,
};

use super::{csp::InlineBlocks, files, page, samples};
use crate::{
    error::ApiError,
    security::SecurityEvent,
    state::{
        AppState,
        assets::{Assets, DESK},
        desk_access::{Access, DeskAccess},
    },
};

/// The routes of the desk, behind its access check.
pub fn routes(access: DeskAccess) -> Router<AppState> {
    Router::new()
        .route("/desk", get(async || Redirect::permanent("/desk/")))
        .route("/desk/", get(show))
        .route("/desk/states.json", get(samples::list))
        .route("/desk/samples/words", get(samples::words))
        .route("/desk/samples/{name}", get(samples::show))
        .route("/desk/samples/documents/{id}", get(samples::document))
        .route("/desk/{*file}", get(file))
        .route_layer(middleware::from_fn_with_state(access, check_access))
}

async fn check_access(State(access): State<DeskAccess>, request: Request, next: Next) -> Response {
    let tries = request.headers().contains_key(header::AUTHORIZATION);
    let opens = matches!(access, DeskAccess::Password(_)) && request.uri().path() == "/desk/";
    match access.of(request.headers()) {
        Access::Granted if opens => {
            (Extension(SecurityEvent::DeskOpened), next.run(request).await).into_response()
        }
        Access::Granted => next.run(request).await,
        Access::Hidden => ApiError::NotFound.into_response(),
        Access::PasswordNeeded => {
            let challenge = [(header::WWW_AUTHENTICATE, "Basic realm=\"Copy desk\", charset=\"UTF-8\"")];
            let asked = (StatusCode::UNAUTHORIZED, challenge, "the copy desk asks for its password\n");
            match tries {
                true => (Extension(SecurityEvent::DeskRefused), asked).into_response(),
                false => asked.into_response(),
            }
        }
    }
}

/// `GET /desk/`: the desk's page, which shows ours in frames.
async fn show(State(assets): State<Arc<Assets>>) -> Result<Response, ApiError> {
    let html = assets.get(DESK).ok_or(ApiError::NotFound)?;
    let html = String::from_utf8_lossy(&html).into_owned();
    let blocks = InlineBlocks::of_file(&html);
    Ok(page::guarded(html, &blocks, &["'self'".to_owned()], &["'none'"]))
}

/// `GET /desk/...`: what the page loads.
async fn file(State(assets): State<Arc<Assets>>, uri: Uri, headers: HeaderMap) -> Result<Response, ApiError> {
    let name = uri.path().trim_start_matches('/');
    let file = assets.get(name).filter(|_| !name.ends_with(".br")).ok_or(ApiError::NotFound)?;
    Ok(files::respond(&assets, name, file, &headers))
}
