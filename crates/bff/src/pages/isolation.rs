//! Pages with an embedder policy (HTML Standard, 7.1.4): they show only frames that have one too, and load only what says that
//! every site may load it.

use axum::http::{HeaderMap, HeaderName, HeaderValue};

/// Makes an answer one that every page may load or frame: for a page `frame-ancestors` decides, not this header.
pub fn open_to_all(headers: &mut HeaderMap) {
    let name = HeaderName::from_static("cross-origin-resource-policy");
    headers.insert(name, HeaderValue::from_static("cross-origin"));
}

/// Gives an answer an embedder policy, which a worker needs too. All that the wizard loads is its own. The bank's frame has no
/// policy: it is shown without credentials (`BankFrame`).
pub fn isolate(headers: &mut HeaderMap) {
    let name = HeaderName::from_static("cross-origin-embedder-policy");
    headers.insert(name, HeaderValue::from_static("require-corp"));
}
