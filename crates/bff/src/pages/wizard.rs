//! The wizard's pages. `/` is our own. `/p/{partner}` is for the pages of a partner: it has the partner's colours, logo
//! and words, and only the partner's origins may frame it.

use std::sync::Arc;

use axum::{
    extract::{Path, Query, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    response::{Html, IntoResponse, Response},
};
use serde::Deserialize;
use tokio::fs;

use super::{files, page, page::Variant};
use crate::{
    error::ApiError,
    partners::{Partner, Registry, Scheme, Tone},
    state::{AppState, assets::INDEX},
};

/// The page where the wizard was not built.
const NOT_BUILT: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Not built</title>\
    <p>The wizard is not built yet. <code>cargo xtask serve</code> builds and serves it.</p></html>";

/// `GET /`: our own page, which nobody may frame. It is the built file as it is, so that it can be compressed and cached.
pub async fn show_own(
    State(state): State<AppState>,
    method: Method,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    if method != Method::GET && method != Method::HEAD {
        return Err(ApiError::NotFound);
    }
    let Some(file) = state.assets.get(INDEX) else {
        return Ok((StatusCode::SERVICE_UNAVAILABLE, Html(NOT_BUILT)).into_response());
    };
    let mut response = files::respond(&state.assets, INDEX, file.clone(), &headers);
    page::guard(&mut response, &String::from_utf8_lossy(&file), &state.bank_origins, &["'none'"]);
    Ok(response)
}

/// `GET /p/{partner}`
pub async fn show(
    State(state): State<AppState>,
    Path(id): Path<String>,
    Query(Shown { scheme }): Query<Shown>,
) -> Result<Response, ApiError> {
    let partner = state.partners.current().find(&id).ok_or(ApiError::NotFound)?;
    let variant = Variant { partner: Some(&partner), scheme: Scheme::named(&scheme) };
    let html = page::wizard(&state.assets, variant).ok_or(ApiError::NotFound)?;
    let origins: Vec<&str> = partner.origins.iter().map(String::as_str).collect();
    let mut response = page::guarded(html, &state.bank_origins, &origins);
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    Ok(response)
}

/// How the embedding page wants the wizard to look.
#[derive(Deserialize)]
pub struct Shown {
    /// `light` or `dark`; anything else counts as none.
    #[serde(default)]
    scheme: String,
}

/// `GET /p/{partner}/logo-light`, `/logo-dark`, `/de.ftl`, `/en.ftl`
pub async fn file(
    State(partners): State<Arc<Registry>>,
    Path((id, name)): Path<(String, String)>,
) -> Result<Response, ApiError> {
    let partner = partners.current().find(&id).ok_or(ApiError::NotFound)?;
    let mut response = match name.strip_prefix("logo-") {
        Some(tone) => logo(&partner, tone).await?,
        None => words(&partner, &name)?,
    };
    let soon = HeaderValue::from_static("public, max-age=300");
    response.headers_mut().insert(header::CACHE_CONTROL, soon);
    Ok(response)
}

async fn logo(partner: &Partner, tone: &str) -> Result<Response, ApiError> {
    let tone = [Tone::Light, Tone::Dark].into_iter().find(|known| known.name() == tone);
    let logos = &partner.theme.logos;
    let own = tone.and_then(|tone| logos.get(&tone));
    let path = own.or(logos.values().next()).ok_or(ApiError::NotFound)?;
    let kind = if path.extension().is_some_and(|kind| kind == "svg") { "image/svg+xml" } else { "image/png" };
    let image = fs::read(path).await.map_err(|error| {
        tracing::error!(partner = partner.id, "a logo can no longer be read: {error}");
        ApiError::NotFound
    })?;
    // An SVG that is opened by itself is a page. It may run and load nothing.
    let inert = "default-src 'none'; style-src 'unsafe-inline'";
    let headers = [(header::CONTENT_TYPE, kind), (header::CONTENT_SECURITY_POLICY, inert)];
    Ok((StatusCode::OK, headers, image).into_response())
}

fn words(partner: &Partner, name: &str) -> Result<Response, ApiError> {
    let words =
        name.strip_suffix(".ftl").and_then(|lang| partner.words.get(lang)).ok_or(ApiError::NotFound)?;
    let text = [(header::CONTENT_TYPE, "text/plain; charset=utf-8")];
    Ok((text, words.clone()).into_response())
}
