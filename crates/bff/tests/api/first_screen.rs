//! The page comes with its first screen: in its language, in a partner's words, cached, with a stamp that bounds consents.

use bankident_wire::{Field, FieldProblem};
use chrono::{DateTime, TimeDelta, Utc};
use reqwest::{Response, StatusCode};
use serde_json::json;

use crate::support::{TestApp, problem};

async fn get(app: &TestApp, path: &str, headers: &[(&str, &str)]) -> Response {
    let mut request = app.http.get(format!("{}{path}", app.url()));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.send().await.unwrap()
}

async fn page(app: &TestApp, path: &str, accepted: &str) -> String {
    get(app, path, &[("accept-language", accepted)]).await.text().await.unwrap()
}

const GERMAN: &str = "Zustimmen und beginnen";
const ENGLISH: &str = "Agree and start";

#[tokio::test]
async fn the_language_is_right_from_the_first_byte() {
    let app = TestApp::start().await;
    for (path, accepted, lang, words) in [
        ("/", "de-AT,en;q=0.5", "de", GERMAN),
        ("/", "en-GB", "en", ENGLISH),
        ("/?lang=en", "de", "en", ENGLISH),
        ("/?lang=tlh", "de", "de", GERMAN),
        ("/p/nordlicht?lang=en", "de", "en", ENGLISH),
        ("/p/nordlicht?locale=en", "de", "en", ENGLISH),
        ("/p/nordlicht?locale=en&lang=de", "en", "de", GERMAN),
    ] {
        let page = page(&app, path, accepted).await;
        assert!(page.contains(&format!("<html lang=\"{lang}\"")), "{path} {accepted}");
        assert!(page.contains(words), "{path} {accepted}: {page}");
        assert!(page.contains(&format!("href=\"/locales/{lang}.ftl\"")), "the words are loaded early");
    }
}

#[tokio::test]
async fn a_test_environment_says_so_in_all_languages() {
    let says = ["Bitte geben Sie hier keine echten Daten ein.", "please enter no real data here."];
    for (app, is_test) in [(TestApp::start().await, true), (TestApp::start_for_partners().await, false)] {
        for path in ["/", "/p/nordlicht", "/?lang=en"] {
            let page = page(&app, path, "de").await;
            let above = page.split("<div id=\"first\">").next().unwrap();
            assert_eq!(says.map(|words| above.contains(words)), [is_test; 2], "{path}");
        }
        assert!(!page(&app, "/desk/samples/iban", "de").await.contains(says[0]), "a sample is no screen");
    }
}

#[tokio::test]
async fn the_first_screen_has_real_labels_and_inputs() {
    let app = TestApp::start().await;
    let page = page(&app, "/", "de").await;
    let first = page.split("<div id=\"first\">").nth(1).unwrap();
    for part in [
        "data-step=\"terms\"",
        "id=\"terms-conditions\"",
        "for=\"terms-conditions\"",
        "type=\"checkbox\"",
        "<button type=\"submit\"",
        "href=\"?lang=en\"",
    ] {
        assert!(first.contains(part), "{part}: {first}");
    }
    assert!(
        !first.split("<div id=\"boot\">").next().unwrap().contains("checked"),
        "nothing is ticked beforehand"
    );
}

#[tokio::test]
async fn without_the_wizard_the_page_says_so_in_its_language() {
    let app = TestApp::start().await;
    let english = page(&app, "/?lang=en", "de").await;
    let no_script = english
        .split("<noscript id=\"no-script\">")
        .nth(1)
        .and_then(|rest| rest.split("</noscript>").next())
        .unwrap();
    assert!(no_script.contains("needs JavaScript") && !no_script.contains("JavaScript ein"), "{no_script}");
    let unreachable = english.split("id=\"unreachable\"").nth(1).unwrap();
    assert!(unreachable.contains("could not be loaded") && unreachable.contains("Reload"), "{unreachable}");
}

#[tokio::test]
async fn a_partners_page_speaks_the_partners_words() {
    let app = TestApp::start().await;
    let page = page(&app, "/p/nordlicht?lang=de&scheme=dark", "de").await;
    let first = page.split("id=\"first\">").nth(1).unwrap();
    assert!(first.contains("aria-label=\"Nordlicht\""), "its logo, by its name: {first}");
    assert!(page.contains("id=\"partner\"") && page.contains("data-scheme=\"dark\""), "{page}");
}

#[tokio::test]
async fn a_page_is_drawn_and_compressed_once_a_minute() {
    let app = TestApp::start().await;
    let first = get(&app, "/", &[("accept-encoding", "br"), ("accept-language", "en")]).await;
    let etag = first.headers()["etag"].to_str().unwrap().to_owned();
    assert_eq!(first.headers()["content-encoding"], "br");
    assert_eq!(first.headers()["vary"], "accept-encoding, accept-language");
    let plain = page(&app, "/", "en").await;
    assert!(first.bytes().await.unwrap().len() < plain.len() / 2);
    let known = [("if-none-match", etag.as_str()), ("accept-language", "en")];
    assert_eq!(get(&app, "/", &known).await.status(), StatusCode::NOT_MODIFIED);
    let other = [("if-none-match", etag.as_str()), ("accept-language", "de")];
    assert_eq!(get(&app, "/", &other).await.status(), StatusCode::OK, "another language is another page");
    app.advance(TimeDelta::minutes(1));
    assert_eq!(get(&app, "/", &known).await.status(), StatusCode::OK, "its stamp is another");
}

fn stamp(page: &str) -> String {
    let rest = page.split("<meta name=\"stamp\" content=\"").nth(1).unwrap();
    rest.split('"').next().unwrap().to_owned()
}

/// Sends the consents of `at` in a journey that begins two minutes after its page was served, with this stamp.
async fn consent(app: &TestApp, at: DateTime<Utc>, page_stamp: Option<String>) -> Response {
    let session = "7".repeat(64);
    app.advance(TimeDelta::minutes(2));
    let start = app.http.post(format!("{}/api/journey", app.url())).bearer_auth(&session);
    let started = start.json(&json!({ "page_stamp": page_stamp })).send().await.unwrap();
    assert_eq!(started.status(), StatusCode::CREATED);
    let terms = json!({ "terms_conditions_signed_at": at, "data_terms_signed_at": at });
    app.http
        .post(format!("{}/api/journey/terms", app.url()))
        .bearer_auth(&session)
        .json(&terms)
        .send()
        .await
        .unwrap()
}

#[tokio::test]
async fn a_consent_can_be_as_old_as_its_page() {
    let app = TestApp::start().await;
    let served_at = app.now();
    let stamp = stamp(&page(&app, "/", "de").await);
    let ticked_at = served_at + TimeDelta::seconds(5);
    assert_eq!(consent(&app, ticked_at, Some(stamp)).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn a_consent_is_no_older_than_its_page() {
    for (seconds, forge) in [(-90, false), (5, true)] {
        let app = TestApp::start().await;
        let served_at = app.now();
        let mut stamp = stamp(&page(&app, "/", "de").await);
        if forge {
            stamp = format!("1{}", stamp.split_once('.').unwrap().1);
        }
        let refused =
            problem(consent(&app, served_at + TimeDelta::seconds(seconds), Some(stamp)).await).await;
        let out_of_bounds =
            [Field::TermsConditions, Field::DataTerms].map(|field| field.is(FieldProblem::OutOfBounds));
        assert_eq!(refused.errors, out_of_bounds, "{seconds} {forge}");
    }
    let app = TestApp::start().await;
    let before_the_journey = app.now();
    let refused = problem(consent(&app, before_the_journey, None).await).await;
    assert_eq!(refused.errors.len(), 2, "without a stamp the journey's beginning counts");
}
