//! The built wizard, inside the binary (in a debug build: from `dist/`, so that a rebuild needs no restart).
//!
//! `xtask` puts a brotli-compressed `X.br` beside every compressible file `X`. Files with a hash in their name never
//! change and are kept for ever; all others are asked for each time (ETag).

mod content_security_policy;

use std::{
    borrow::Cow,
    collections::HashMap,
    fs,
    path::{Component, Path, PathBuf},
};

use axum::{
    body::Body,
    extract::State,
    http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header},
    response::{Html, IntoResponse, Response},
};
use bankident_wire::samples::{self, Sample, Setting};
use chrono::DateTime;
use rust_embed::RustEmbed;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::{
    app::App,
    error::Failure,
    partners::{Partner, Scheme},
};
use content_security_policy::content_security_policy;

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../../dist"]
#[allow_missing = true]
struct Dist;

type File = Cow<'static, [u8]>;

/// The files of the wizard, by their path without the slash in front.
pub enum Assets {
    /// What `cargo xtask` has built.
    Built,
    /// What `cargo xtask words` has brought together, in a folder.
    Folder(PathBuf),
    /// For tests.
    Given(HashMap<&'static str, &'static [u8]>),
}

const INDEX: &str = "index.html";
const DESK: &str = "desk/index.html";
const EMBED_SCRIPT: &str = "embed/bankident.js";

/// What stands in for the wizard where it was not built.
const NOT_BUILT: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Not built</title>\
    <p>The wizard is not built yet. <code>cargo xtask serve</code> builds and serves it.</p></html>";

/// Everything that is not a route: a file of the wizard, or nothing. The desk has routes of its own.
pub async fn serve(
    State(app): State<App>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    if method != Method::GET && method != Method::HEAD {
        return Err(Failure::NotFound);
    }
    let name = match uri.path() {
        "/" => INDEX,
        path => path.trim_start_matches('/'),
    };
    let is_ours = !name.ends_with(".br") && !name.starts_with("desk/");
    let Some(file) = app.assets.get(name).filter(|_| is_ours) else {
        return match name {
            INDEX => Ok((StatusCode::SERVICE_UNAVAILABLE, Html(NOT_BUILT)).into_response()),
            _ => Err(Failure::NotFound),
        };
    };
    let mut response = respond(&app.assets, name, file.clone(), &headers);
    if name == INDEX {
        guard(&mut response, &String::from_utf8_lossy(&file), &app.bank_origins, &["'none'"]);
    }
    Ok(response)
}

/// The copy desk's page, which shows ours in frames; `None` where it was not built.
pub fn desk_page(app: &App) -> Option<Response> {
    let page = app.assets.get(DESK)?;
    let page = String::from_utf8_lossy(&page).into_owned();
    Some(guarded(page, &["'self'".to_owned()], &["'none'"]))
}

/// Names everything that the samples' pages are made of. The page has the hashes of all that it loads.
pub fn build(app: &App) -> String {
    let files = [INDEX, "desk/stand-in.js", "desk/fluent.js"];
    let files = files.into_iter().filter_map(|name| app.assets.get(name));
    let samples = samples::all(Setting { now: DateTime::UNIX_EPOCH, bank_url: "" });
    // Samples are plain data.
    let samples = serde_json::to_vec(&samples).unwrap_or_default();
    let hash = files.fold(Sha256::new().chain_update(samples), |hash, file| hash.chain_update(file));
    hex::encode(&hash.finalize()[..8])
}

/// What the copy desk loads, by its path.
pub fn desk_file(app: &App, path: &str, headers: &HeaderMap) -> Option<Response> {
    let name = path.trim_start_matches('/');
    let file = app.assets.get(name).filter(|_| !name.ends_with(".br"))?;
    Some(respond(&app.assets, name, file, headers))
}

/// The wizard's page for the copy desk: with a sample and a script in front that answers its requests, and words that say
/// which they are. `None` where the wizard was not built.
pub fn sample_page(
    app: &App,
    sample: &Sample,
    partner: Option<&Partner>,
    scheme: Scheme,
) -> Option<Response> {
    let page = app.assets.get(INDEX)?;
    let page = String::from_utf8_lossy(&page);
    let stand_in = format!("{}<script src=\"/desk/stand-in.js\"></script><meta", data("sample", sample)?);
    // The head has no tag of its own any more, but it begins with the first `meta`.
    let page = page.replacen("<meta", &stand_in, 1);
    let page = page.replacen("\"fluent\":\"", "\"fluent\":\"/desk/fluent.js?of=", 1);
    let page = match partner {
        Some(partner) => with_partner(&page, partner, scheme)?,
        None => with_scheme(page, scheme),
    };
    Some(guarded(page, &app.bank_origins, &["'self'"]))
}

/// The wizard's page for a partner: with its colours and what the wizard knows of it, framed by nobody else. `None` where
/// the wizard was not built.
pub fn page_of(app: &App, partner: &Partner, scheme: Scheme) -> Option<Response> {
    let page = app.assets.get(INDEX)?;
    let page = with_partner(&String::from_utf8_lossy(&page), partner, scheme)?;
    let origins: Vec<&str> = partner.origins.iter().map(String::as_str).collect();
    let mut response = guarded(page, &app.bank_origins, &origins);
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    Some(response)
}

/// In the colours that are asked for, where the partner leaves them open.
fn with_partner(page: &str, partner: &Partner, scheme: Scheme) -> Option<String> {
    let config = data("partner", &partner.page_config())?;
    let style = format!("<style>{}</style>", partner.theme.css);
    // After the wizard's own styles, before its loader.
    let page = page.replacen("<body", &format!("{style}{config}<body"), 1);
    Some(with_scheme(page, partner.theme.scheme.or(scheme)))
}

/// What scripts of the page read.
fn data(id: &str, value: &impl Serialize) -> Option<String> {
    // A script's text ends with `</`, whatever stands around it.
    let json = serde_json::to_string(value).ok()?.replace('<', "\\u003c");
    Some(format!("<script type=\"application/json\" id=\"{id}\">{json}</script>"))
}

fn with_scheme(page: String, scheme: Scheme) -> String {
    match scheme.fixed() {
        Some(scheme) => page.replacen("<html", &format!("<html data-scheme=\"{scheme}\""), 1),
        None => page,
    }
}

fn guarded(page: String, frames: &[String], ancestors: &[&str]) -> Response {
    let mut response = Html(page.clone()).into_response();
    guard(&mut response, &page, frames, ancestors);
    response
}

/// The policy comes from the very page that is sent: a rebuild during development cannot disagree with it.
fn guard(response: &mut Response, page: &str, frames: &[String], ancestors: &[&str]) {
    let policy = content_security_policy(page, frames, ancestors);
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    }
}

fn respond(assets: &Assets, name: &str, file: File, headers: &HeaderMap) -> Response {
    let compressed = assets.get(&format!("{name}.br"));
    let has_choice = compressed.is_some();
    let (body, encoding) = match compressed.filter(|_| accepts_brotli(headers)) {
        Some(compressed) => (compressed, Some("br")),
        None => (file, None),
    };
    let mut answer = HeaderMap::new();
    answer.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type(name)));
    if has_choice {
        answer.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    }
    if name == EMBED_SCRIPT {
        // Every page may load it; what it opens is decided by the partner's own page.
        answer.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    }
    if let Some(encoding) = encoding {
        answer.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    if has_hash(name) {
        let for_ever = HeaderValue::from_static("public, max-age=31536000, immutable");
        answer.insert(header::CACHE_CONTROL, for_ever);
        return (answer, Body::from(body)).into_response();
    }
    let etag = format!("\"{}\"", hex::encode(&Sha256::digest(&body)[..16]));
    let unchanged =
        headers.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == etag.as_bytes());
    answer.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    if let Ok(etag) = HeaderValue::from_str(&etag) {
        answer.insert(header::ETAG, etag);
    }
    match unchanged {
        true => (StatusCode::NOT_MODIFIED, answer).into_response(),
        false => (answer, Body::from(body)).into_response(),
    }
}

impl Assets {
    fn get(&self, name: &str) -> Option<File> {
        match self {
            Assets::Built => Dist::get(name).map(|file| file.data),
            Assets::Folder(folder) => {
                let path = Path::new(name);
                let inside = path.components().all(|part| matches!(part, Component::Normal(_)));
                inside.then(|| fs::read(folder.join(path)).ok().map(Cow::Owned)).flatten()
            }
            Assets::Given(files) => files.get(name).map(|file| Cow::Borrowed(*file)),
        }
    }
}

/// RFC 9110, 12.5.3, as far as browsers use it: `gzip, deflate, br`, perhaps with weights.
fn accepts_brotli(headers: &HeaderMap) -> bool {
    let accepted = headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    accepted.flat_map(|value| value.split(',')).any(|coding| {
        let mut parts = coding.split(';').map(str::trim);
        parts.next() == Some("br")
            && !parts.any(|weight| matches!(weight, "q=0" | "q=0.0" | "q=0.00" | "q=0.000"))
    })
}

/// Whether the name carries a hash of the content, as trunk makes it: sixteen hexadecimal digits.
fn has_hash(name: &str) -> bool {
    name.split(|c: char| !c.is_ascii_alphanumeric())
        .any(|part| part.len() == 16 && part.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')))
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
    fn a_hash_in_the_name_is_recognised() {
        assert!(has_hash("bankident-wizard-3f2a9c0b1d4e5f67_bg.wasm"));
        assert!(has_hash("bankident-wizard-3f2a9c0b1d4e5f67.js"));
        assert!(!has_hash("index.html"));
        assert!(!has_hash("locales/de/common.ftl"));
        assert!(!has_hash("pdfjs/internationalized.mjs"));
    }

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
