//! Makes the wizard's page, and guards every page with a content security policy.

use axum::{
    http::{HeaderValue, header},
    response::{Html, IntoResponse, Response},
};
use serde::Serialize;

use super::csp::content_security_policy;
use crate::{
    partners::{Partner, Scheme},
    state::assets::{Assets, INDEX},
};

/// What the wizard's page depends on.
#[derive(Clone, Copy)]
pub struct Variant<'a> {
    /// The partner whose colours and words it has; `None` for our own page.
    pub partner: Option<&'a Partner>,
    /// The colours that the embedding page asks for. The partner's own scheme comes first.
    pub scheme: Scheme,
}

/// The HTML of the wizard's page. Every variant of the page is made here. `None` if the wizard was not built.
pub fn wizard(assets: &Assets, Variant { partner, scheme }: Variant<'_>) -> Option<String> {
    let page = assets.get(INDEX)?;
    let page = String::from_utf8_lossy(&page).into_owned();
    Some(match partner {
        Some(partner) => with_scheme(with_partner(&page, partner)?, partner.theme.scheme.or(scheme)),
        None => with_scheme(page, scheme),
    })
}

/// The partner's style and configuration, after the wizard's own styles and before its loader.
fn with_partner(page: &str, partner: &Partner) -> Option<String> {
    let config = data("partner", &partner.page())?;
    let style = format!("<style>{}</style>", partner.theme.css);
    Some(page.replacen("<body", &format!("{style}{config}<body"), 1))
}

fn with_scheme(page: String, scheme: Scheme) -> String {
    match scheme.fixed() {
        Some(scheme) => page.replacen("<html", &format!("<html data-scheme=\"{scheme}\""), 1),
        None => page,
    }
}

/// JSON for the page's scripts.
pub fn data(id: &str, value: &impl Serialize) -> Option<String> {
    // `</` would end the script, even inside a JSON string.
    let json = serde_json::to_string(value).ok()?.replace('<', "\\u003c");
    Some(format!("<script type=\"application/json\" id=\"{id}\">{json}</script>"))
}

/// A page with its policy. `frames` are the origins that it may show in frames; `ancestors` may frame it.
pub fn guarded(page: String, frames: &[String], ancestors: &[&str]) -> Response {
    let mut response = Html(page.clone()).into_response();
    guard(&mut response, &page, frames, ancestors);
    response
}

/// Adds the policy. It is computed from the very page that is sent, so the two always agree, even after a rebuild
/// during development.
pub fn guard(response: &mut Response, page: &str, frames: &[String], ancestors: &[&str]) {
    let policy = content_security_policy(page, frames, ancestors);
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    }
}
