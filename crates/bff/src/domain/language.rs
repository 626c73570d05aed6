//! The languages of Solaris, and those of the wizard.

use axum::http::{HeaderMap, header};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{ObjectBuilder, RefOr, Schema, schema::Type},
};

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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Locale(String);

impl Locale {
    /// The language for a language range, `de` for `de-DE`; `None` if we do not have it (RFC 4647, 3.4).
    pub fn lookup(range: &str) -> Option<Locale> {
        let spoken = langs();
        let mut range = range;
        loop {
            if let Some(tag) = spoken.iter().find(|tag| tag.eq_ignore_ascii_case(range)) {
                return Some(Locale(tag.clone()));
            }
            let (shorter, _) = range.rsplit_once('-')?;
            // A single letter introduces what follows it, and is dropped with it.
            range = match shorter.rsplit_once('-') {
                Some((before, singleton)) if singleton.len() == 1 => before,
                _ => shorter,
            };
        }
    }

    pub fn into_tag(self) -> String {
        self.0
    }
}

impl PartialSchema for Locale {
    fn schema() -> RefOr<Schema> {
        let tags = ObjectBuilder::new().schema_type(Type::String).enum_values(Some(langs()));
        tags.description(Some("A language of the wizard (BCP 47).")).into()
    }
}

impl ToSchema for Locale {}

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

    #[test]
    fn a_longer_range_finds_its_language() {
        let found = |range| Locale::lookup(range).map(Locale::into_tag);
        for range in ["de", "DE", "de-DE", "de-at", "de-Latn-DE-1996", "de-x-twain", "de-DE-u-co-phonebk"] {
            assert_eq!(found(range).as_deref(), Some("de"), "{range}");
        }
        assert_eq!(found("en-GB").as_deref(), Some("en"));
        for range in ["", "-", "*", "fr", "fr-DE", "deu", "den-DE", "x-de", "de_DE"] {
            assert_eq!(found(range), None, "{range}");
        }
    }
}
