//! The copy desk: who may come to it, and what it shows.

use bankident_bff::state::desk_access::DeskAccess;
use reqwest::{Response, StatusCode};
use secrecy::SecretString;
use serde_json::Value;

use crate::support::TestApp;

/// Everything that belongs to it.
const PATHS: [&str; 5] = [
    "/desk/",
    "/desk/words.json",
    "/desk/states.json",
    "/desk/samples/iban",
    "/desk/samples/documents/sample-contract",
];

async fn get(app: &TestApp, path: &str) -> Response {
    app.http.get(format!("{}{path}", app.url())).send().await.unwrap()
}

async fn status_with(app: &TestApp, path: &str, password: &str) -> StatusCode {
    let request = app.http.get(format!("{}{path}", app.url())).basic_auth("anybody", Some(password));
    request.send().await.unwrap().status()
}

const PASSWORD: &str = "sesame-open-thyself";

fn locked() -> DeskAccess {
    DeskAccess::with_password(SecretString::from(PASSWORD)).unwrap()
}

#[tokio::test]
async fn an_open_desk_is_there_for_everybody() {
    let app = TestApp::start().await;
    for path in PATHS {
        assert_eq!(get(&app, path).await.status(), StatusCode::OK, "{path}");
    }
    assert!(get(&app, "/desk").await.url().path().ends_with("/desk/"));
}

#[tokio::test]
async fn a_closed_desk_is_not_there_at_all() {
    let app = TestApp::start_with_desk(DeskAccess::Closed).await;
    for path in PATHS {
        assert_eq!(get(&app, path).await.status(), StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn a_locked_desk_asks_for_its_password() {
    let app = TestApp::start_with_desk(locked()).await;
    for path in PATHS {
        let refused = get(&app, path).await;
        assert_eq!(refused.status(), StatusCode::UNAUTHORIZED, "{path}");
        let challenge = refused.headers()["www-authenticate"].to_str().unwrap();
        assert!(challenge.starts_with("Basic realm="), "{challenge}");
        assert_eq!(status_with(&app, path, PASSWORD).await, StatusCode::OK, "{path}");
    }
    assert_eq!(status_with(&app, "/desk/", "Sesame-open-thyself").await, StatusCode::UNAUTHORIZED);
    // The wizard itself asks nobody.
    assert_eq!(get(&app, "/").await.status(), StatusCode::OK);
}

#[test]
fn a_password_that_can_be_guessed_is_none() {
    assert!(DeskAccess::with_password(SecretString::from("fifteen letters")).is_none());
    assert!(DeskAccess::with_password(SecretString::from("sixteen letters!")).is_some());
}

#[tokio::test]
async fn the_desk_shows_our_own_pages_and_is_shown_by_nobody() {
    let app = TestApp::start().await;
    let policy = |page: &Response| page.headers()["content-security-policy"].to_str().unwrap().to_owned();
    let desk = policy(&get(&app, "/desk/").await);
    assert!(desk.contains("frame-src 'self';") && desk.ends_with("frame-ancestors 'none'"), "{desk}");
    assert!(policy(&get(&app, "/desk/samples/iban").await).ends_with("frame-ancestors 'self'"));
    assert!(policy(&get(&app, "/").await).ends_with("frame-ancestors 'none'"));
}

#[tokio::test]
async fn what_can_be_looked_at_is_listed() {
    let app = TestApp::start().await;
    let shelf: Value = get(&app, "/desk/states.json").await.json().await.unwrap();
    let samples = shelf["samples"].as_array().unwrap();
    let named = |name: &str| samples.iter().find(|sample| sample["name"] == name).unwrap();
    assert_eq!(named("iban")["step"], "iban");
    assert_eq!(named("rejected-joint-account")["code"], "JOINT_ACCOUNT");
    assert_eq!(named("problem-internal")["code"], "internal");
    let themes: Vec<&str> =
        shelf["themes"].as_array().unwrap().iter().map(|theme| theme["id"].as_str().unwrap()).collect();
    assert!(themes.contains(&"nordlicht"), "{themes:?}");
}

#[tokio::test]
async fn a_sample_is_the_wizard_with_somebody_in_front() {
    let app = TestApp::start().await;
    let page = get(&app, "/desk/samples/iban?theme=nordlicht&scheme=light").await.text().await.unwrap();
    let stand_in = page.find("</script><script src=\"/desk/stand-in.js\"></script>").unwrap();
    assert!(stand_in < page.find("id=\"files\"").unwrap(), "it comes before the wizard: {page}");
    let sample = page.split("id=\"sample\">").nth(1).and_then(|rest| rest.split("</script>").next()).unwrap();
    let sample: Value = serde_json::from_str(sample).unwrap();
    assert_eq!(sample["reported"]["step"], "iban");
    assert!(page.contains("<div id=\"first\"></div>"), "the wizard draws every screen of a sample: {page}");
    assert!(page.contains("id=\"partner\""), "{page}");
    let light = get(&app, "/desk/samples/iban?theme=seerose&scheme=dark").await.text().await.unwrap();
    assert!(light.contains("data-scheme=\"light\""), "this partner is never shown dark: {light}");
    for path in ["/desk/samples/never", "/desk/samples/iban?theme=nobody"] {
        assert_eq!(get(&app, path).await.status(), StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn the_words_of_a_sample_say_which_message_they_are() {
    let app = TestApp::start().await;
    let words = |of: &'static str| {
        let app = &app;
        async move { get(app, &format!("/desk/samples/words?of={of}")).await }
    };
    // "iban" in tag characters (Unicode, block "Tags").
    let iban = "\u{2063}\u{e0069}\u{e0062}\u{e0061}\u{e006e}\u{2063}IBAN";
    let ours = words("/locales/de.ftl").await.text().await.unwrap();
    assert!(ours.contains(iban), "{ours}");
    assert!(words("/p/nordlicht/de.ftl").await.text().await.unwrap().contains('\u{2063}'));
    assert!(!get(&app, "/locales/de.ftl").await.text().await.unwrap().contains('\u{2063}'));
    for path in ["/locales/../index.html", "/index.html", "/p/nobody/de.ftl", "/p/nordlicht/fr.ftl"] {
        assert_eq!(words(path).await.status(), StatusCode::NOT_FOUND, "{path}");
    }
}
