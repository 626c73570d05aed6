//! The wizard's files.
//!
//! `xtask` puts a brotli-compressed `X.br` beside every compressible file `X`. Files with a hash in their name never
//! change: browsers keep them for ever. Browsers ask for all other files each time (ETag).

use std::sync::Arc;

use axum::{
    body::Body,
    extract::State,
    http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use sha2::{Digest, Sha256};

use super::{csp, isolation};
use crate::{
    error::ApiError,
    state::{
        asset_name::has_hash,
        assets::{Assets, EMBED_SCRIPT, File},
        page_cache::ReadyPage,
    },
};

/// Every path that is not a route: a file of the wizard, or nothing. The desk has routes of its own.
pub async fn serve(
    State(assets): State<Arc<Assets>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    if method != Method::GET && method != Method::HEAD {
        return Err(ApiError::NotFound);
    }
    let name = uri.path().trim_start_matches('/');
    let is_ours = !name.ends_with(".br") && !name.starts_with("desk/");
    let file = assets.get(name).filter(|_| is_ours).ok_or(ApiError::NotFound)?;
    Ok(respond(&assets, name, file, &headers))
}

/// Sends a file: compressed where the browser takes that, and only if it changed.
pub fn respond(assets: &Assets, name: &str, file: File, headers: &HeaderMap) -> Response {
    let compressed = assets.get(&format!("{name}.br"));
    let has_choice = compressed.is_some();
    let (body, encoding) = match compressed.filter(|_| accepts_brotli(headers)) {
        Some(compressed) => (compressed, Some("br")),
        None => (file, None),
    };
    let mut answer = HeaderMap::new();
    if has_choice {
        answer.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    }
    let kind = content_type(name);
    answer.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    if kind.starts_with("text/javascript") {
        isolation::isolate(&mut answer);
        answer.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(csp::WORKER));
    }
    if name == EMBED_SCRIPT {
        // Every page may load this script. The partner's own page decides what it opens.
        answer.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
        isolation::open_to_all(&mut answer);
    }
    if let Some(encoding) = encoding {
        answer.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    if has_hash(name) {
        let for_ever = HeaderValue::from_static("public, max-age=31536000, immutable");
        answer.insert(header::CACHE_CONTROL, for_ever);
        return (answer, Body::from(body)).into_response();
    }
    let etag = etag(&body);
    let unchanged = is_known(headers, &etag);
    answer.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    if let Ok(etag) = HeaderValue::from_str(&etag) {
        answer.insert(header::ETAG, etag);
    }
    match unchanged {
        true => (StatusCode::NOT_MODIFIED, answer).into_response(),
        false => (answer, Body::from(body)).into_response(),
    }
}

/// Sends one of the wizard's pages: compressed where the browser takes that, and only if it changed.
pub fn respond_with(page: &ReadyPage, headers: &HeaderMap) -> Response {
    let mut answer = HeaderMap::new();
    let fixed = |value: &'static str| HeaderValue::from_static(value);
    answer.insert(header::CONTENT_TYPE, fixed("text/html; charset=utf-8"));
    answer.insert(header::VARY, fixed("accept-encoding, accept-language"));
    answer.insert(header::CACHE_CONTROL, fixed("no-cache"));
    for (name, value) in [(header::CONTENT_SECURITY_POLICY, &page.policy), (header::ETAG, &page.etag)] {
        if let Ok(value) = HeaderValue::from_str(value) {
            answer.insert(name, value);
        }
    }
    if is_known(headers, &page.etag) {
        return (StatusCode::NOT_MODIFIED, answer).into_response();
    }
    if accepts_brotli(headers) {
        answer.insert(header::CONTENT_ENCODING, fixed("br"));
        return (answer, page.brotli.clone()).into_response();
    }
    (answer, page.html.clone()).into_response()
}

/// A weak validator (RFC 9110, 8.8.1): the content is the same, compressed or not.
pub fn etag(content: &[u8]) -> String {
    format!("W/\"{}\"", hex::encode(&Sha256::digest(content)[..16]))
}

/// Whether the browser has this version.
fn is_known(headers: &HeaderMap, etag: &str) -> bool {
    let known = headers.get(header::IF_NONE_MATCH).and_then(|known| known.to_str().ok()).unwrap_or_default();
    known.split(',').any(|known| known.trim().trim_start_matches("W/") == etag.trim_start_matches("W/"))
}

/// Reads `Accept-Encoding` as browsers write it: `gzip, deflate, br`, perhaps with weights (RFC 9110, 12.5.3).
fn accepts_brotli(headers: &HeaderMap) -> bool {
    let accepted = headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    accepted.flat_map(|value| value.split(',')).any(|coding| {
        let mut parts = coding.split(';').map(str::trim);
        parts.next() == Some("br")
            && !parts.any(|weight| matches!(weight, "q=0" | "q=0.0" | "q=0.00" | "q=0.000"))
    })
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, extension)| extension) {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("ftl" | "txt") => "text/plain; charset=utf-8",
        Some("json" | "map") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("woff2") => "font/woff2",
        Some("woff") => "font/woff",
        Some("ttf") => "font/ttf",
        Some("pfb") => "application/x-font-type1",
        Some("pdf") => "application/pdf",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brotli_is_sent_to_who_takes_it() {
        let accepts = |header: &str| {
            accepts_brotli(&HeaderMap::from_iter([(header::ACCEPT_ENCODING, header.parse().unwrap())]))
        };
        assert!(accepts("gzip, deflate, br, zstd"));
        assert!(accepts("gzip;q=0.5,br;q=1.0"));
        assert!(!accepts("gzip"));
        assert!(!accepts("br;q=0, gzip"));
        assert!(!accepts_brotli(&HeaderMap::new()));
    }

    #[test]
    fn modules_and_messages_have_types_that_browsers_accept() {
        assert_eq!(content_type("pdfjs/pdf.worker.mjs"), "text/javascript; charset=utf-8");
        assert_eq!(content_type("a_bg.wasm"), "application/wasm");
        assert_eq!(content_type("locales/de/iban.ftl"), "text/plain; charset=utf-8");
    }
}
