use axum::http::{HeaderMap, header};

/// The languages of the documents and of the sandbox's pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    De,
    En,
}

impl Language {
    /// The first language that is ours, in the order in which `Accept-Language` (RFC 9110, section 12.5.4) lists them,
    /// as browsers list them by preference; otherwise German.
    pub fn of(headers: &HeaderMap) -> Language {
        let accepted =
            headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        accepted
            .split(',')
            .find_map(|range| match range.trim_start().get(..2)?.to_ascii_lowercase().as_str() {
                "de" => Some(Language::De),
                "en" => Some(Language::En),
                _ => None,
            })
            .unwrap_or(Language::De)
    }

    /// The BCP 47 tag.
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
    fn the_first_language_of_ours_counts() {
        check("en", Language::En);
        check("en-GB,de;q=0.5", Language::En);
        check("fr,en;q=0.8,de;q=0.5", Language::En);
        check("DE-at", Language::De);
        check("fr", Language::De);
        check("", Language::De);
        assert_eq!(Language::of(&HeaderMap::new()), Language::De);
    }
}
