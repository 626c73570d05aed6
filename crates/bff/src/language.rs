use axum::http::{HeaderMap, header};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The languages of the wizard, and so of the documents and SMS.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    De,
    En,
}

impl Language {
    /// The wizard sends the language on its screen alone; anything else is German.
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
