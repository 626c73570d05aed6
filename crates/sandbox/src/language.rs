//! The language of pages, messages and documents.

use axum::http::{HeaderMap, header};

/// A customer's language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    #[default]
    De,
    En,
}

impl Language {
    /// The first known language in `Accept-Language`, in the order of writing (weights are ignored); German if there is
    /// none.
    pub fn of(headers: &HeaderMap) -> Language {
        let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
        let mut tags = accepted.unwrap_or_default().split(',').map(|range| range.trim().to_ascii_lowercase());
        tags.find_map(|tag| match tag.get(..2) {
            Some("de") => Some(Language::De),
            Some("en") => Some(Language::En),
            _ => None,
        })
        .unwrap_or_default()
    }

    /// The language tag (BCP 47).
    pub fn tag(self) -> &'static str {
        match self {
            Language::De => "de",
            Language::En => "en",
        }
    }

    /// Chooses the text in this language.
    pub fn choose<T>(self, german: T, english: T) -> T {
        match self {
            Language::De => german,
            Language::En => english,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(accept_language: &str, expected: Language) {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_LANGUAGE, accept_language.parse().unwrap());
        assert_eq!(Language::of(&headers), expected, "{accept_language}");
    }

    #[test]
    fn the_first_known_language_is_taken() {
        check("en", Language::En);
        check("en-GB,en;q=0.9,de;q=0.8", Language::En);
        check("fr-FR, de;q=0.5, en;q=0.4", Language::De);
        check("fr", Language::De);
        assert_eq!(Language::of(&HeaderMap::new()), Language::De);
    }
}
