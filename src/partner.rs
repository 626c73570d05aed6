//! Whose page this is: what the server has written into it (`crates/bff/src/partner_page.rs`). The wizard's own page has
//! no partner.

use leptos::prelude::document;
use serde_json::Value;

fn config() -> Value {
    let text = document().get_element_by_id("partner").and_then(|element| element.text_content());
    text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
}

fn text(name: &str) -> Option<String> {
    config()[name].as_str().map(str::to_owned)
}

pub fn id() -> Option<String> {
    text("id")
}

/// What customers know the partner as.
pub fn name() -> Option<String> {
    text("name")
}

/// Whether the partner's logo stands in the place of its name.
pub fn has_logo() -> bool {
    config()["logo"] == true
}

/// Whether the embedding page may choose between light and dark.
pub fn any_scheme() -> bool {
    config()["any_scheme"] == true
}

pub fn has_origin(origin: &str) -> bool {
    config()["origins"].as_array().is_some_and(|origins| origins.iter().any(|known| *known == *origin))
}

/// Where the partner's own words are.
pub fn words(lang: &str) -> Option<String> {
    config()["words"][lang].as_str().map(str::to_owned)
}
