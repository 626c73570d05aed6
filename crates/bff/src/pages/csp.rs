//! The content security policy of an answer (CSP Level 3).

use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256};

/// Of every answer that says nothing else: whoever opens it by itself gets nothing that could do anything.
pub const INERT: &str =
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";

/// Of a script: as a worker it has a policy of its own. The one of pdf.js loads its decoders.
pub const WORKER: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; base-uri 'none'; \
                          form-action 'none'; frame-ancestors 'none'";

/// The inline scripts and styles that a page may have, by their hashes. They are taken from the file of the build, before
/// anything is put into it, and from the blocks that we write, each by itself. What else comes to stand in the page does not
/// run.
#[derive(Default)]
pub struct InlineBlocks {
    scripts: Vec<String>,
    styles: Vec<String>,
}

impl InlineBlocks {
    /// Those of a file of the build.
    pub fn of_file(html: &str) -> InlineBlocks {
        let hashes = |element| inline(html, element).map(hash).collect();
        InlineBlocks { scripts: hashes("script"), styles: hashes("style") }
    }

    /// And a script of ours.
    pub fn with_script(mut self, script: &str) -> InlineBlocks {
        self.scripts.push(hash(script));
        self
    }

    /// And a style of ours.
    pub fn with_style(mut self, style: &str) -> InlineBlocks {
        self.styles.push(hash(style));
        self
    }
}

/// What a page may load and show. `frames` are the origins that it may show in frames; `ancestors` may frame it.
pub fn content_security_policy(blocks: &InlineBlocks, frames: &[String], ancestors: &[&str]) -> String {
    let sources =
        |first: &str, hashes: &[String]| format!("{first} {}", hashes.join(" ")).trim_end().to_owned();
    let frames = if frames.is_empty() { "'none'".to_owned() } else { frames.join(" ") };
    [
        "default-src 'none'",
        &format!("script-src {}", sources("'self' 'wasm-unsafe-eval'", &blocks.scripts)),
        &format!("style-src {}", sources("'self'", &blocks.styles)),
        "connect-src 'self'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "worker-src 'self'",
        &format!("frame-src {frames}"),
        "base-uri 'none'",
        "form-action 'none'",
        // The one policy of our own pages (src/trusted_types.js).
        "require-trusted-types-for 'script'",
        "trusted-types default",
        &format!("frame-ancestors {}", ancestors.join(" ")),
    ]
    .join("; ")
}

fn hash(text: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)))
}

/// The texts of all elements with this name in a file of ours, byte for byte, as browsers hash them. Data needs no permission.
fn inline<'a>(html: &'a str, element: &str) -> impl Iterator<Item = &'a str> {
    let (open, close) = (format!("<{element}"), format!("</{element}>"));
    let mut rest = html;
    std::iter::from_fn(move || {
        loop {
            rest = &rest[rest.find(&open)? + open.len()..];
            if !rest.starts_with(|c: char| c == '>' || c.is_ascii_whitespace()) {
                continue;
            }
            let (attributes, after) = rest.split_once('>')?;
            let (text, after) = after.split_once(&close)?;
            rest = after;
            if !text.is_empty() && !attributes.contains("application/json") {
                return Some(text);
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    // echo -n 'a{}' | openssl dgst -sha256 -binary | base64
    const OF_STYLE: &str = "'sha256-X1RutGBrXCt9KkSaXMK7tHftWiRscFHOhxsS8tv8hBk='";

    #[test]
    fn what_stands_in_the_built_file_is_allowed_by_its_hash() {
        let html = "<style>a{}</style><script type=\"module\">\nrun()\n</script><script src=\"x.js\"></script>\
            <styled>no</styled><script type=application/json id=files>{}</script>";
        assert_eq!(inline(html, "script").collect::<Vec<_>>(), ["\nrun()\n"]);
        assert_eq!(inline(html, "style").collect::<Vec<_>>(), ["a{}"]);
        let policy = content_security_policy(&InlineBlocks::of_file(html), &[], &["'self'"]);
        assert!(policy.contains(&format!("style-src 'self' {OF_STYLE};")), "{policy}");
    }

    #[test]
    fn a_block_of_ours_is_allowed_whole() {
        let policy = |blocks| content_security_policy(&blocks, &[], &["'self'"]);
        assert!(policy(InlineBlocks::default().with_style("a{}")).contains(&format!("'self' {OF_STYLE};")));
        // What ends the block early is another text for a browser.
        let torn = policy(InlineBlocks::default().with_style("a{}</style><script>alert(1)</script>"));
        assert!(!torn.contains(OF_STYLE), "{torn}");
    }

    #[test]
    fn only_the_bank_login_is_shown_in_a_frame() {
        let policy =
            |frames: &[String]| content_security_policy(&InlineBlocks::default(), frames, &["'self'"]);
        assert!(policy(&["http://localhost:8090".to_owned()]).contains("; frame-src http://localhost:8090;"));
        assert!(policy(&[]).contains("; frame-src 'none';"));
    }
}
