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
    is_plain(text) && (url.scheme() == "https" || (url.scheme() == "http" && here))
}

fn is_plain(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_graphic() && !matches!(c, '"' | '\'' | '<' | '>' | ';'))
}

/// Schemes that a browser opens by itself: as a page, a script, a file or a connection.
const OF_BROWSERS: [&str; 18] = [
    "about",
    "blob",
    "chrome",
    "data",
    "file",
    "filesystem",
    "ftp",
    "http",
    "https",
    "jar",
    "javascript",
    "mailto",
    "tel",
    "vbscript",
    "view-source",
    "ws",
    "wss",
    "x-apple.systempreferences",
];

/// A private-use scheme (RFC 3986, 3.1; RFC 8252, 7.1), in small letters.
pub fn is_app_scheme(text: &str) -> bool {
    let known = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '+' | '-' | '.');
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(known)
        && !OF_BROWSERS.contains(&text)
}

/// The scheme of an address that could open an app.
pub fn scheme_of_app(text: &str) -> Option<String> {
    let url = reqwest::Url::parse(text).ok()?;
    (is_plain(text) && is_app_scheme(url.scheme())).then(|| url.scheme().to_owned())
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
    fn an_app_has_a_scheme_of_its_own() {
        for good in ["myapp", "com.nordlicht.app", "n0rd+licht-app"] {
            assert!(is_app_scheme(good), "{good}");
        }
        for bad in
            ["", "1app", "MyApp", "my app", "myapp:", "https", "http", "javascript", "data", "file", "blob"]
        {
            assert!(!is_app_scheme(bad), "{bad}");
        }
        assert_eq!(scheme_of_app("myapp://done").as_deref(), Some("myapp"));
        assert_eq!(scheme_of_app("MyApp:done?a=1").as_deref(), Some("myapp"));
        for bad in ["myapp", "javascript:alert(1)", "https://a.example", "myapp://\"", "my app://x"] {
            assert_eq!(scheme_of_app(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_font_cannot_end_its_declaration() {
        assert!(is_font("\"Avenir Next\", Helvetica, sans-serif"));
        assert!(!is_font("x; } body { display: none"));
        assert!(!is_font("\"x"));
    }
}
