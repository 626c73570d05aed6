//! The wizard's pages. `/` is our own. `/p/{partner}` is for the pages of a partner: it has the partner's colours, logo
//! and words, and only the partner's origins may frame it.

use std::sync::Arc;

use axum::{
    extract::{Path, Query, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    response::{Html, IntoResponse, Response},
};
use serde::Deserialize;
use tokio::{fs, task};

use super::{
    csp::{InlineBlocks, content_security_policy},
    files, isolation,
    language::negotiate,
    page::{self, Beginning, Variant},
};
use crate::{
    error::ApiError,
    partners::{Partner, Registry, Scheme, Tone},
    state::{
        AppState,
        assets::INDEX,
        page_cache::{PageKey, ReadyPage},
        words::page_files,
    },
};

/// The page where the wizard was not built.
const NOT_BUILT: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Not built</title>\
    <p>The wizard is not built yet. <code>cargo xtask serve</code> builds and serves it.</p></html>";

/// `GET /`: our own page, which nobody may frame.
pub async fn show_own(
    State(state): State<AppState>,
    method: Method,
    Query(shown): Query<Shown>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    if method != Method::GET && method != Method::HEAD {
        return Err(ApiError::NotFound);
    }
    if state.assets.get(INDEX).is_none() {
        return Ok((StatusCode::SERVICE_UNAVAILABLE, Html(NOT_BUILT)).into_response());
    }
    page_of(state, None, shown, &headers).await
}

/// `GET /p/{partner}`
pub async fn show(
    State(state): State<AppState>,
    Path(id): Path<String>,
    Query(shown): Query<Shown>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let partner = state.partners.current().find(&id).ok_or(ApiError::NotFound)?;
    page_of(state, Some(partner), shown, &headers).await
}

/// How the wizard is wanted: by the embedding page, or by who clicked on a language.
#[derive(Deserialize)]
pub struct Shown {
    /// A language tag (BCP 47); one that we do not have counts as none.
    lang: Option<String>,
    /// The language that the partner wishes for.
    locale: Option<String>,
    /// `light` or `dark`; anything else counts as none.
    #[serde(default)]
    scheme: String,
    /// Whether the embedding page has an embedder policy, so that ours needs one too.
    isolated: Option<String>,
}

/// The page with its first screen, from the cache if it was drawn in this minute.
async fn page_of(
    state: AppState,
    partner: Option<Arc<Partner>>,
    Shown { lang, locale, scheme, isolated }: Shown,
    headers: &HeaderMap,
) -> Result<Response, ApiError> {
    let files = page_files(&state.assets).ok_or(ApiError::NotFound)?;
    let lang = negotiate(&[lang, locale], headers, &files);
    let scheme = Scheme::named(&scheme);
    let now = state.clock.now();
    let is_test = state.is_test;
    let variant = Variant { lang, partner: partner.as_deref(), scheme, is_test };
    let key = PageKey { made_of: page::hash(&state.assets, variant), minute: now.timestamp().div_euclid(60) };
    let place = state.page_cache.place(key);
    let draw = async || {
        let stamp = state.page_stamps.stamp(now).unwrap_or_default();
        let (state, partner) = (state.clone(), partner.clone());
        // Compressing takes a while.
        let drawn = task::spawn_blocking(move || {
            let variant = Variant { lang, partner: partner.as_deref(), scheme, is_test };
            ready(&state, variant, &stamp)
        });
        drawn.await.map_err(|_| ApiError::Panicked)?.ok_or(ApiError::NotFound)
    };
    let page = place.get_or_try_init(draw).await?;
    let mut response = files::respond_with(page, headers);
    if isolated.is_some() {
        isolation::isolate(response.headers_mut());
        isolation::open_to_all(response.headers_mut());
    }
    Ok(response)
}

fn ready(state: &AppState, variant: Variant<'_>, stamp: &str) -> Option<ReadyPage> {
    // Where every journey needs a partner, our own page begins none.
    let begins = variant.partner.is_some() || state.demonstrates;
    let beginning = match begins {
        true => Beginning::FirstScreen { stamp },
        false => Beginning::Behind { scripts: "" },
    };
    let html = page::wizard(&state.assets, variant, beginning)?;
    let blocks = page::blocks(&state.assets, variant.partner);
    let policy = content_security_policy(&blocks, &state.bank_origins, &ancestors(variant.partner));
    let html = html.into_bytes();
    Some(ReadyPage { brotli: compress(&html)?, policy, etag: files::etag(&html), html })
}

/// Whose pages may frame it.
fn ancestors(partner: Option<&Partner>) -> Vec<&str> {
    match partner {
        Some(partner) => partner.origins.iter().map(String::as_str).collect(),
        None => vec!["'none'"],
    }
}

/// Brotli at its best (RFC 7932).
fn compress(html: &[u8]) -> Option<Vec<u8>> {
    let mut compressed = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    brotli::BrotliCompress(&mut &html[..], &mut compressed, &parameters).ok()?;
    Some(compressed)
}

const KEEPER: &str = include_str!("keeper.html");

/// `GET /p/{partner}/keeper`: beside a frame of the wizard that may store nothing, in the same page of the partner's.
pub async fn keeper(
    State(state): State<AppState>,
    Path(id): Path<String>,
    Query(shown): Query<Shown>,
) -> Result<Response, ApiError> {
    let partner = state.partners.current().find(&id).ok_or(ApiError::NotFound)?;
    let policy = content_security_policy(&InlineBlocks::of_file(KEEPER), &[], &ancestors(Some(&partner)));
    let mut response = ([(header::CONTENT_SECURITY_POLICY, policy)], Html(KEEPER)).into_response();
    if shown.isolated.is_some() {
        isolation::isolate(response.headers_mut());
        isolation::open_to_all(response.headers_mut());
    }
    Ok(response)
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
    let inert = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    let headers = [(header::CONTENT_TYPE, kind), (header::CONTENT_SECURITY_POLICY, inert)];
    Ok((StatusCode::OK, headers, image).into_response())
}

fn words(partner: &Partner, name: &str) -> Result<Response, ApiError> {
    let words =
        name.strip_suffix(".ftl").and_then(|lang| partner.words.get(lang)).ok_or(ApiError::NotFound)?;
    let text = [(header::CONTENT_TYPE, "text/plain; charset=utf-8")];
    Ok((text, words.clone()).into_response())
}
