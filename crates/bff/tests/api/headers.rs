//! What every answer tells browsers, judged by the rules of the HTTP Observatory
//! (<https://developer.mozilla.org/en-US/observatory/docs/tests_and_scoring>), as if it came by https.

use bankident_bff::state::desk_access::DeskAccess;
use base64::{Engine, engine::general_purpose::STANDARD};
use reqwest::{Method, Response, header::HeaderMap};
use secrecy::SecretString;
use sha2::{Digest, Sha256};

use crate::support::TestApp;

const MODULE: &str = "/module-3f2a9c0b1d4e5f67.js";

/// Everything that the server can answer, by method and path.
const ANSWERS: [(Method, &str); 23] = [
    (Method::GET, "/"),
    (Method::GET, "/index.html"),
    (Method::POST, "/"),
    (Method::GET, "/p/nordlicht"),
    (Method::GET, "/p/nordlicht/keeper"),
    (Method::GET, "/p/nordlicht/de.ftl"),
    (Method::GET, "/p/nobody"),
    (Method::GET, "/desk/"),
    (Method::GET, "/desk"),
    (Method::GET, "/desk/words.json"),
    (Method::GET, "/desk/states.json"),
    (Method::GET, "/desk/never"),
    (Method::GET, "/wizard-3f2a9c0b1d4e5f67_bg.wasm"),
    (Method::GET, MODULE),
    (Method::GET, "/locales/de.ftl"),
    (Method::GET, "/never"),
    (Method::GET, "/api/journey"),
    (Method::DELETE, "/api/journey"),
    (Method::POST, "/webhooks/solaris"),
    (Method::GET, "/partner/v1/journeys/x"),
    (Method::GET, "/partner/v1/openapi.json"),
    (Method::GET, "/healthz/live"),
    (Method::GET, "/healthz/ready"),
];

#[tokio::test]
async fn every_answer_gets_the_most_points_of_the_observatory() {
    let open = TestApp::start().await;
    let locked = DeskAccess::with_password(SecretString::from("sesame-open-thyself"));
    let locked = TestApp::start_with_desk(locked.unwrap()).await;
    let mut judged = Vec::new();
    for (method, path) in ANSWERS {
        judged.push((path, answer(&open, method, path).await));
    }
    judged.push(("/desk/ without its password", answer(&locked, Method::GET, "/desk/").await));
    for (path, response) in judged {
        let headers = response.headers().clone();
        let body = String::from_utf8_lossy(&response.bytes().await.unwrap()).into_owned();
        assert_eq!(points(&headers, &body), MOST, "{path}: {headers:#?}");
        assert_eq!(header(&headers, "cross-origin-opener-policy"), "same-origin", "{path}");
        assert!(header(&headers, "permissions-policy").contains("camera=()"), "{path}");
        assert!(headers.contains_key("cache-control"), "{path}");
    }
}

/// What partners' pages show and load is for them, and says so.
#[tokio::test]
async fn what_partners_load_is_for_every_origin() {
    let app = TestApp::start().await;
    for path in ["/embed/bankident.js", "/p/nordlicht?isolated", "/p/nordlicht/keeper?isolated"] {
        let response = answer(&app, Method::GET, path).await;
        assert!(response.status().is_success(), "{path}");
        let headers = response.headers().clone();
        let body = response.text().await.unwrap();
        assert_eq!(points(&headers, &body), Points { resource_policy: 0, ..MOST }, "{path}: {headers:#?}");
        assert_eq!(header(&headers, "cross-origin-embedder-policy"), "require-corp", "{path}");
    }
}

#[tokio::test]
async fn a_document_to_keep_can_be_kept_from_every_frame() {
    let app = TestApp::start().await;
    let over = answer(&app, Method::GET, "/documents/never").await;
    let headers = over.headers().clone();
    let body = over.text().await.unwrap();
    let policy = header(&headers, "content-security-policy").to_owned();
    assert!(policy.ends_with("frame-ancestors *"), "{policy}");
    for block in inline_blocks(&body) {
        assert!(policy.contains(&hash(block)), "{policy}: {block}");
    }
    assert_eq!(points(&headers, &body), Points { framing: -20, ..MOST }, "{headers:#?}");
}

#[tokio::test]
async fn only_what_the_build_and_we_have_written_runs() {
    let app = TestApp::start().await;
    for path in ["/", "/p/nordlicht", "/p/nordlicht/keeper", "/desk/samples/iban?theme=nordlicht"] {
        let response = answer(&app, Method::GET, path).await;
        let policy = header(response.headers(), "content-security-policy").to_owned();
        let html = response.text().await.unwrap();
        let blocks = inline_blocks(&html);
        assert!(!blocks.is_empty(), "{path}");
        for block in &blocks {
            assert!(policy.contains(&hash(block)), "{path}: {policy}: {block}");
        }
        assert_eq!(policy.matches("'sha256-").count(), blocks.len(), "{path}: no hash too many, {policy}");
    }
    let logo = answer(&app, Method::GET, "/p/nordlicht/logo-light").await;
    // Engines ask the policy about a picture's own styles, in a page too.
    assert_eq!(points(logo.headers(), ""), Points { content: 0, ..MOST }, "{:#?}", logo.headers());
}

async fn answer(app: &TestApp, method: Method, path: &str) -> Response {
    let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    client.request(method, format!("{}{path}", app.url())).send().await.unwrap()
}

fn header<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
}

/// The points above or below 100 for each of the Observatory's tests.
#[derive(Debug, PartialEq)]
struct Points {
    content: i32,
    cookies: i32,
    sharing: i32,
    redirection: i32,
    referrer: i32,
    transport: i32,
    integrity: i32,
    sniffing: i32,
    framing: i32,
    resource_policy: i32,
}

/// The most without cookies, without a domain on the browsers' list of HSTS, and without scripts of others.
const MOST: Points = Points {
    content: 10,
    cookies: 0,
    sharing: 0,
    redirection: 0,
    referrer: 5,
    transport: 0,
    integrity: 0,
    sniffing: 0,
    framing: 5,
    resource_policy: 10,
};

fn points(headers: &HeaderMap, body: &str) -> Points {
    let header = |name| header(headers, name);
    let policy = header("content-security-policy");
    let is_html = header("content-type").starts_with("text/html");
    Points {
        content: content(policy),
        cookies: if headers.contains_key("set-cookie") { -40 } else { 0 },
        sharing: if header("access-control-allow-credentials") == "true" { -50 } else { 0 },
        redirection: if header("location").starts_with("http:") { -20 } else { 0 },
        referrer: match header("referrer-policy") {
            "no-referrer" | "same-origin" | "strict-origin" | "strict-origin-when-cross-origin" => 5,
            "" => 0,
            _ => -5,
        },
        transport: transport(header("strict-transport-security")),
        // Scripts of other hosts: their addresses have a host.
        integrity: if is_html && (body.contains("src=\"http") || body.contains("src=\"//")) {
            -50
        } else {
            0
        },
        sniffing: if header("x-content-type-options") == "nosniff" { 0 } else { -5 },
        framing: match directive(policy, "frame-ancestors") {
            Some(ancestors) if !ancestors.iter().any(|ancestor| BROAD.contains(ancestor)) => 5,
            _ => -20,
        },
        resource_policy: match header("cross-origin-resource-policy") {
            "same-origin" | "same-site" => 10,
            "cross-origin" | "" => 0,
            _ => -5,
        },
    }
}

const BROAD: [&str; 6] = ["*", "http:", "https:", "ftp:", "http://*", "https://*"];

fn content(policy: &str) -> i32 {
    let of = |name| directive(policy, name).or(directive(policy, "default-src")).unwrap_or(vec!["*"]);
    let has =
        |sources: &[&str], unsafe_ones: &[&str]| sources.iter().any(|source| unsafe_ones.contains(source));
    let (scripts, styles) = (of("script-src"), of("style-src"));
    let is_plain = |source: &str| source.starts_with("http:") || source.starts_with("ftp:");
    let is_broad = |sources: &[&str]| has(sources, &BROAD) || has(sources, &["'unsafe-inline'", "data:"]);
    match () {
        () if policy.is_empty() => -25,
        () if is_broad(&scripts) || has(&of("object-src"), &BROAD) => -20,
        () if policy.split([' ', ';']).any(is_plain) => -20,
        () if has(&scripts, &["'unsafe-eval'"]) || has(&styles, &["'unsafe-eval'"]) => -10,
        () if is_broad(&styles) => 0,
        () if directive(policy, "default-src") == Some(vec!["'none'"]) => 10,
        () => 5,
    }
}

fn directive<'a>(policy: &'a str, name: &str) -> Option<Vec<&'a str>> {
    let mut directives = policy.split(';').map(|directive| directive.split_whitespace());
    directives.find_map(|mut words| (words.next() == Some(name)).then(|| words.collect()))
}

fn transport(header: &str) -> i32 {
    let age = header.split(';').find_map(|part| part.trim().strip_prefix("max-age=")?.parse::<u64>().ok());
    match age {
        Some(15_768_000..) => 0,
        Some(_) => -10,
        None => -20,
    }
}

/// The texts of the page's inline scripts and styles that browsers run.
fn inline_blocks(html: &str) -> Vec<&str> {
    let blocks = |element: &str| {
        let (open, close) = (format!("<{element}"), format!("</{element}>"));
        let parts = html.split(&open[..]).skip(1);
        let texts = parts.filter_map(|part| part.split_once('>')).filter(|(attributes, _)| {
            !attributes.contains("application/json") && !attributes.contains("src=")
        });
        texts.map(|(_, rest)| rest.split(&close[..]).next().unwrap()).collect::<Vec<_>>()
    };
    [blocks("script"), blocks("style")].concat()
}

fn hash(text: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)))
}
