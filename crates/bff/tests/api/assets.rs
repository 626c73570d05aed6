use std::time::Instant;

use reqwest::{Response, StatusCode};

use crate::support::{BANK_ORIGIN, TestApp, events::PATIENCE, problem};

async fn get(app: &TestApp, path: &str, headers: &[(&str, &str)]) -> Response {
    let mut request = app.http.get(format!("{}{path}", app.url()));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.send().await.unwrap()
}

#[tokio::test]
async fn the_page_is_asked_for_each_time_and_guarded() {
    let app = TestApp::start().await;
    let page = get(&app, "/", &[]).await;
    assert_eq!(page.status(), StatusCode::OK);
    let headers = page.headers().clone();
    assert_eq!(headers["content-type"], "text/html; charset=utf-8");
    assert_eq!(headers["cache-control"], "no-cache");
    assert_eq!(headers["x-content-type-options"], "nosniff");
    assert_eq!(headers["referrer-policy"], "no-referrer");
    assert!(headers.contains_key("permissions-policy"));
    let policy = headers["content-security-policy"].to_str().unwrap();
    assert!(policy.contains("script-src 'self' 'wasm-unsafe-eval' 'sha256-"), "{policy}");
    assert!(policy.contains("style-src 'self' 'sha256-"), "{policy}");
    assert!(policy.contains(&format!("frame-src {BANK_ORIGIN};")), "{policy}");
    assert!(!policy.contains("unsafe-inline"), "{policy}");
    let etag = headers["etag"].to_str().unwrap();
    let again = get(&app, "/", &[("if-none-match", etag)]).await;
    assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
    assert_eq!(again.headers()["etag"], etag);
}

#[tokio::test]
async fn what_has_a_hash_in_its_name_is_kept_for_ever() {
    let app = TestApp::start().await;
    let path = "/wizard-3f2a9c0b1d4e5f67_bg.wasm";
    let plain = get(&app, path, &[]).await;
    assert_eq!(plain.headers()["cache-control"], "public, max-age=31536000, immutable");
    assert_eq!(plain.headers()["content-type"], "application/wasm");
    assert_eq!(plain.headers()["vary"], "accept-encoding");
    assert!(!plain.headers().contains_key("content-encoding"));
    assert_eq!(plain.bytes().await.unwrap(), &b"\0asm"[..]);
    let compressed = get(&app, path, &[("accept-encoding", "gzip, br")]).await;
    assert_eq!(compressed.headers()["content-encoding"], "br");
    assert_eq!(compressed.headers()["content-type"], "application/wasm");
    assert_eq!(compressed.bytes().await.unwrap(), &b"compressed wasm"[..]);
}

#[tokio::test]
async fn words_are_text() {
    let app = TestApp::start().await;
    let words = get(&app, "/locales/de/iban.ftl", &[]).await;
    assert_eq!(words.headers()["content-type"], "text/plain; charset=utf-8");
    assert_eq!(words.headers()["cache-control"], "no-cache");
}

#[tokio::test]
async fn what_is_not_there_is_a_problem() {
    let app = TestApp::start().await;
    for path in ["/nothing", "/api/nothing", "/api/journey/nothing", "/index.html.br", "/../Cargo.toml"] {
        let nothing = problem(get(&app, path, &[]).await).await;
        assert_eq!(nothing.code, bankident_wire::ProblemCode::NotFound, "{path}");
    }
}

#[tokio::test]
async fn the_server_says_whether_it_is_ready_and_that_it_lives() {
    let app = TestApp::start_in_a_file().await;
    let [live, ready] = ["/healthz/live", "/healthz/ready"];
    assert_eq!(get(&app, live, &[]).await.text().await.unwrap(), "ok\n");
    assert_eq!(get(&app, ready, &[]).await.text().await.unwrap(), "ok\n");

    app.state().tasks.keep("frail", (), async |()| panic!("at its beginning"));
    let deadline = Instant::now() + PATIENCE;
    let refused = loop {
        let answer = get(&app, ready, &[]).await;
        if answer.status() != StatusCode::OK {
            break answer;
        }
        assert!(Instant::now() < deadline, "a task that has ended is not seen");
    };
    assert_eq!(refused.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(refused.text().await.unwrap(), "not ready: frail\n");

    app.state().store.close().await;
    assert_eq!(get(&app, ready, &[]).await.text().await.unwrap(), "not ready: database, frail\n");
    assert_eq!(get(&app, live, &[]).await.status(), StatusCode::OK, "a restart would help nobody");
}
