//! Pages with an embedder policy (HTML Standard, 7.1.4): they show only frames that have one too, and load only what says that
//! every site may load it.

use axum::http::{HeaderMap, HeaderName, HeaderValue};

/// Whoever may frame a page or load the embed script: `frame-ancestors` decides, not this header.
const RESOURCE_POLICY: (HeaderName, HeaderValue) =
    (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("cross-origin"));

/// All that the wizard loads is its own. The bank's frame has no policy: it is shown without credentials (`BankFrame`).
const EMBEDDER_POLICY: (HeaderName, HeaderValue) =
    (HeaderName::from_static("cross-origin-embedder-policy"), HeaderValue::from_static("require-corp"));

/// Makes an answer one that pages with an embedder policy may frame or load.
pub fn isolate(headers: &mut HeaderMap) {
    for (name, value) in [RESOURCE_POLICY, EMBEDDER_POLICY] {
        headers.insert(name, value);
    }
}
