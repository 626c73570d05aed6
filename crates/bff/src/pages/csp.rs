//! The content security policy of a page (CSP Level 3).

use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256};

/// What a page may load and show. `frames` are the origins that it may show in frames; `ancestors` may frame it. Inline
/// scripts and styles, such as trunk's loader, are allowed by their hashes, so nothing that is injected runs.
pub fn content_security_policy(html: &str, frames: &[String], ancestors: &[&str]) -> String {
    let scripts = sources("'self' 'wasm-unsafe-eval'", html, "script");
    let styles = sources("'self'", html, "style");
    let frames = if frames.is_empty() { "'none'".to_owned() } else { frames.join(" ") };
    [
        "default-src 'none'",
        &format!("script-src {scripts}"),
        &format!("style-src {styles}"),
        "connect-src 'self'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "worker-src 'self' blob:",
        &format!("frame-src {frames}"),
        "base-uri 'none'",
        "form-action 'none'",
        &format!("frame-ancestors {}", ancestors.join(" ")),
    ]
    .join("; ")
}

fn sources(first: &str, html: &str, element: &str) -> String {
    let hashes =
        inline(html, element).map(|text| format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text))));
    std::iter::once(first.to_owned()).chain(hashes).collect::<Vec<_>>().join(" ")
}

/// The texts of all elements with this name in our own page, byte for byte, as browsers hash them.
fn inline<'a>(html: &'a str, element: &str) -> impl Iterator<Item = &'a str> {
    let (open, close) = (format!("<{element}"), format!("</{element}>"));
    let mut rest = html;
    std::iter::from_fn(move || {
        loop {
            rest = &rest[rest.find(&open)? + open.len()..];
            if !rest.starts_with(|c: char| c == '>' || c.is_ascii_whitespace()) {
                continue;
            }
            let (_attributes, after) = rest.split_once('>')?;
            let (text, after) = after.split_once(&close)?;
            rest = after;
            if !text.is_empty() {
                return Some(text);
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_in_the_page_is_allowed_by_its_hash() {
        let html = "<style>a{}</style><script type=\"module\">\nrun()\n</script><script src=\"x.js\"></script><styled>no</styled>";
        assert_eq!(inline(html, "script").collect::<Vec<_>>(), ["\nrun()\n"]);
        assert_eq!(inline(html, "style").collect::<Vec<_>>(), ["a{}"]);
        // echo -n 'a{}' | openssl dgst -sha256 -binary | base64
        let policy = content_security_policy(html, &[], &["'self'"]);
        assert!(
            policy.contains("style-src 'self' 'sha256-X1RutGBrXCt9KkSaXMK7tHftWiRscFHOhxsS8tv8hBk=';"),
            "{policy}"
        );
    }

    #[test]
    fn only_the_bank_login_is_shown_in_a_frame() {
        let policy = content_security_policy("", &["http://localhost:8090".to_owned()], &["'self'"]);
        assert!(policy.contains("; frame-src http://localhost:8090;"));
        assert!(content_security_policy("", &[], &["'self'"]).contains("; frame-src 'none';"));
    }
}
