//! Checks of single values in a partner's configuration.

/// `https://HOST` or `https://HOST:PORT` (RFC 6454).
pub fn is_origin(text: &str) -> bool {
    is_safe_url(text)
        && text.split_once("://").is_some_and(|(_, host)| {
            let port = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':');
            !host.is_empty() && host.chars().all(port)
        })
}

/// Whether an address is HTTPS, or HTTP on this machine, and can stand in a header or a stylesheet.
pub fn is_safe_url(text: &str) -> bool {
    let Ok(url) = reqwest::Url::parse(text) else { return false };
    let here = matches!(url.host_str(), Some("localhost" | "127.0.0.1"));
    let plain = text.chars().all(|c| c.is_ascii_graphic() && !matches!(c, '"' | '\'' | '<' | '>' | ';'));
    plain && (url.scheme() == "https" || (url.scheme() == "http" && here))
}

/// `0px` to `24px`.
pub fn pixels(text: &str) -> Option<u32> {
    text.strip_suffix("px").and_then(|number| number.parse().ok()).filter(|pixels| *pixels <= 24)
}

/// Whether the text is a list of fonts that cannot end a declaration of CSS.
pub fn is_font(text: &str) -> bool {
    let harmless = |c: char| c.is_alphanumeric() || matches!(c, ' ' | ',' | '-' | '"' | '\'');
    !text.trim().is_empty() && text.chars().all(harmless) && text.matches('"').count().is_multiple_of(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_font_cannot_end_its_declaration() {
        assert!(is_font("\"Avenir Next\", Helvetica, sans-serif"));
        assert!(!is_font("x; } body { display: none"));
        assert!(!is_font("\"x"));
    }
}
