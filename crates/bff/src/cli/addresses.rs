//! Addresses on the command line: each becomes a link, a frame or a call, so each is encrypted.

use bankident_bff::partners::is_safe_url;

const MISTAKE: &str = "an address begins with https:// (http for localhost and 127.0.0.1 only)";

/// An address that customers open, or that gets their data.
pub fn secure_url(text: &str) -> Result<String, &'static str> {
    is_safe_url(text).then(|| text.to_owned()).ok_or(MISTAKE)
}

/// An origin whose pages are shown in a frame (CSP Level 3, "host-source"): `https://bank.example`, `https://*.bank.example`.
pub fn frame_origin(text: &str) -> Result<String, &'static str> {
    let of_host = text.replacen("://*.", "://", 1);
    let host = of_host.split_once("://").map_or("", |(_, host)| host);
    let is_host =
        !host.is_empty() && host.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':'));
    (is_host && is_safe_url(&of_host))
        .then(|| text.to_owned())
        .ok_or("an origin is https://HOST, without a path")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_customers_open_is_encrypted() {
        assert!(secure_url("https://video.example/start?x=1").is_ok());
        assert!(secure_url("http://127.0.0.1:8090").is_ok());
        for wrong in
            ["http://video.example", "javascript:alert(1)", "https://a:b@video.example", "video.example", ""]
        {
            assert!(secure_url(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn nothing_but_an_origin_gets_into_the_policy() {
        for origin in [
            "https://bank.example",
            "https://*.bank.example",
            "https://bank.example:8443",
            "http://localhost:8090",
        ] {
            assert!(frame_origin(origin).is_ok(), "{origin}");
        }
        for wrong in [
            "*",
            "https:",
            "https://*",
            "http://bank.example",
            "https://bank.example/login",
            "https://bank.example; script-src *",
            "https://a.example https://b.example",
            "https://*.*.bank.example",
        ] {
            assert!(frame_origin(wrong).is_err(), "{wrong}");
        }
    }
}
