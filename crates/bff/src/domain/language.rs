//! The languages of Solaris, and those of the wizard.

use axum::http::{HeaderMap, header};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::partners::langs;

/// A language of Solaris' documents and SMS. For every other language of the wizard they are German.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    De,
    En,
}

impl Language {
    /// Reads `Accept-Language`. The wizard sends only the language of its screen.
    pub fn of(headers: &HeaderMap) -> Language {
        let tag =
            headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        match tag.trim_start().get(..2) {
            Some(tag) if tag.eq_ignore_ascii_case("en") => Language::En,
            _ => Language::De,
        }
    }

    pub fn id(self) -> &'static str {
        match self {
            Language::De => "de",
            Language::En => "en",
        }
    }
}

/// A language of the wizard, a folder of `locales/` (BCP 47).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(try_from = "String")]
#[schema(value_type = String, examples("de", "en"))]
pub struct Locale(String);

#[derive(Debug, thiserror::Error)]
#[error("the wizard does not speak it; it speaks {}", .0.join(", "))]
pub struct NotSpoken(Vec<String>);

impl Locale {
    pub fn into_tag(self) -> String {
        self.0
    }
}

impl TryFrom<String> for Locale {
    type Error = NotSpoken;

    fn try_from(tag: String) -> Result<Locale, NotSpoken> {
        let spoken = langs();
        match spoken.contains(&tag) {
            true => Ok(Locale(tag)),
            false => Err(NotSpoken(spoken.into_iter().collect())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(header: &str, expected: Language) {
        let headers = HeaderMap::from_iter([(header::ACCEPT_LANGUAGE, header.parse().unwrap())]);
        assert_eq!(Language::of(&headers), expected, "{header}");
    }

    #[test]
    fn the_first_language_counts() {
        check("en", Language::En);
        check("en-GB,de;q=0.5", Language::En);
        check("de", Language::De);
        check("fr", Language::De);
        check("", Language::De);
        assert_eq!(Language::of(&HeaderMap::new()), Language::De);
    }
}
