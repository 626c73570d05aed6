//! `/p/{partner}`: the wizard for the pages of a partner. Exactly the partner's origins may frame it; it has their colours,
//! their logo and their words.

use axum::{
    extract::{Path, Query, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use tokio::fs;

use crate::{
    app::App,
    assets,
    error::Failure,
    partners::{Partner, Scheme, Tone},
};

/// `GET /p/{partner}`
pub async fn show(
    State(app): State<App>,
    Path(id): Path<String>,
    Query(Shown { scheme }): Query<Shown>,
) -> Result<Response, Failure> {
    let partner = app.partners.current().find(&id).ok_or(Failure::NotFound)?;
    assets::page_of(&app, &partner, Scheme::named(&scheme)).ok_or(Failure::NotFound)
}

/// What the embedding page says about how the wizard is shown.
#[derive(Deserialize)]
pub struct Shown {
    /// An unknown one is as good as none.
    #[serde(default)]
    scheme: String,
}

/// `GET /p/{partner}/logo-light`, `/logo-dark`, `/de.ftl`, `/en.ftl`
pub async fn file(
    State(app): State<App>,
    Path((id, name)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let partner = app.partners.current().find(&id).ok_or(Failure::NotFound)?;
    let mut response = match name.strip_prefix("logo-") {
        Some(tone) => logo(&partner, tone).await?,
        None => words(&partner, &name)?,
    };
    let soon = HeaderValue::from_static("public, max-age=300");
    response.headers_mut().insert(header::CACHE_CONTROL, soon);
    Ok(response)
}

async fn logo(partner: &Partner, tone: &str) -> Result<Response, Failure> {
    let tone = [Tone::Light, Tone::Dark].into_iter().find(|known| known.name() == tone);
    let logos = &partner.theme.logos;
    let own = tone.and_then(|tone| logos.get(&tone));
    let path = own.or(logos.values().next()).ok_or(Failure::NotFound)?;
    let kind = if path.extension().is_some_and(|kind| kind == "svg") { "image/svg+xml" } else { "image/png" };
    let image = fs::read(path).await.map_err(|error| {
        tracing::error!(partner = partner.id, "a logo cannot be read any more: {error}");
        Failure::NotFound
    })?;
    // An SVG that is opened by itself is a page: it may do nothing.
    let inert = "default-src 'none'; style-src 'unsafe-inline'";
    let headers = [(header::CONTENT_TYPE, kind), (header::CONTENT_SECURITY_POLICY, inert)];
    Ok((StatusCode::OK, headers, image).into_response())
}

fn words(partner: &Partner, name: &str) -> Result<Response, Failure> {
    let words =
        name.strip_suffix(".ftl").and_then(|lang| partner.words.get(lang)).ok_or(Failure::NotFound)?;
    let text = [(header::CONTENT_TYPE, "text/plain; charset=utf-8")];
    Ok((text, words.clone()).into_response())
}
