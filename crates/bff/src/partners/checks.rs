//! Checks of single values in a partner's configuration.

use bankident_wire::Email;

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
    let is_anonymous = url.username().is_empty() && url.password().is_none();
    is_plain(text) && is_anonymous && (url.scheme() == "https" || (url.scheme() == "http" && here))
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

/// `tel:` and the digits (RFC 3966, 5.1.4) of an international number (E.164: at most 15 digits) as people write it.
pub fn telephone(text: &str) -> Option<String> {
    let rest = text.strip_prefix('+')?;
    let written = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '-' | '/' | '(' | ')' | '.');
    let digits: String = rest.chars().filter(char::is_ascii_digit).collect();
    let is_one = rest.chars().all(written) && (6..=15).contains(&digits.len()) && !digits.starts_with('0');
    is_one.then(|| format!("tel:+{digits}"))
}

/// Whether an e-mail address can stand behind `mailto:` as it is (RFC 6068, 2).
pub fn is_mailbox(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+' | '@');
    text.chars().all(plain) && Email::parse(text).is_ok()
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
    fn a_telephone_number_can_be_called_from_everywhere() {
        for (written, expected) in [
            ("+49 30 1234567", Some("tel:+49301234567")),
            ("+49 (30) 123-45/67", Some("tel:+49301234567")),
            ("+1.555.0101.22", Some("tel:+1555010122")),
            ("030 1234567", None),
            ("+49", None),
            ("+0 30 1234567", None),
            ("+49 30 1234567 ext. 3", None),
            ("+49 30 1234567;phone-context=x", None),
            ("+49 30 12345678901234", None),
            ("", None),
        ] {
            assert_eq!(telephone(written).as_deref(), expected, "{written}");
        }
    }

    #[test]
    fn a_mailbox_adds_nothing_to_the_mail() {
        for (text, expected) in [
            ("help@nordlicht.example", true),
            ("help+bank@nordlicht.example", true),
            ("help@nordlicht.example?subject=x", false),
            ("help&cc@nordlicht.example", false),
            ("Help <help@nordlicht.example>", false),
            ("help", false),
        ] {
            assert_eq!(is_mailbox(text), expected, "{text}");
        }
    }

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
