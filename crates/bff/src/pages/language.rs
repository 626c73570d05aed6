//! The language of a page.

use axum::http::{HeaderMap, header};
use bankident_wire::PageFiles;
use bankident_wizard::i18n::Lang;

/// The first language that is wanted and there: of the address, else the browser's (RFC 9110, 12.5.4), else our own.
pub fn negotiate(in_address: &[Option<String>], headers: &HeaderMap, files: &PageFiles) -> Lang {
    let available: Vec<Lang> = files.languages.iter().map(|language| Lang::of(&language.tag)).collect();
    let in_address = in_address.iter().flatten().cloned();
    Lang::negotiate(in_address.chain(accepted(headers)), &available)
}

/// The tags of `Accept-Language: de-AT, en;q=0.7`, the most wanted first.
fn accepted(headers: &HeaderMap) -> Vec<String> {
    let header =
        headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let weighted = header.split(',').map(|range| {
        let (tag, weight) = range.split_once(';').unwrap_or((range, ""));
        let weight: f32 = weight.trim().strip_prefix("q=").and_then(|q| q.parse().ok()).unwrap_or(1.0);
        (tag.trim().to_owned(), weight)
    });
    let mut weighted: Vec<(String, f32)> = weighted.filter(|(_, weight)| *weight > 0.0).collect();
    // Where weights are equal, the order of the header counts.
    weighted.sort_by(|(_, a), (_, b)| b.total_cmp(a));
    weighted.into_iter().map(|(tag, _)| tag).collect()
}

#[cfg(test)]
mod tests {
    use bankident_wire::LanguageFiles;

    use super::*;

    #[track_caller]
    fn check(wanted: Option<&str>, accepted: &str, expected: &str) {
        let language = |tag: &str| LanguageFiles { tag: tag.to_owned(), ..LanguageFiles::default() };
        let files = PageFiles { languages: vec![language("de"), language("en")], ..PageFiles::default() };
        let headers = HeaderMap::from_iter([(header::ACCEPT_LANGUAGE, accepted.parse().unwrap())]);
        let wanted = wanted.map(str::to_owned);
        assert_eq!(negotiate(&[None, wanted], &headers, &files).tag(), expected, "{accepted}");
    }

    #[test]
    fn the_address_comes_first_then_the_browser_then_ours() {
        check(Some("en"), "de", "en");
        check(Some("tlh"), "en", "en");
        check(None, "en-GB,en;q=0.9,de;q=0.8", "en");
        check(None, "de;q=0.2, en;q=0.7", "en");
        check(None, "fr, en;q=0, de;q=0.1", "de");
        check(None, "fr", "de");
        check(None, "", "de");
    }
}
