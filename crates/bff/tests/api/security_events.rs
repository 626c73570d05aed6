//! What an operator sees of those who try keys, tokens, codes and signatures.

use bankident_bff::{
    connections,
    security::SecurityEvent::{self, *},
    state::{AppState, desk_access::DeskAccess},
};
use reqwest::{Method, StatusCode};
use secrecy::SecretString;
use serde_json::json;
use tokio::net::TcpListener;

use crate::support::{Customer, MOBILE_CODE, TIME_LIMITS, TestApp, partners::OTHER_KEY};

impl TestApp {
    /// How often an event was counted, for a partner or for none, by all servers.
    pub fn security_events(&self, event: SecurityEvent, partner: &str) -> u32 {
        let counter =
            format!("bankident_security_events_total{{event=\"{}\",partner=\"{partner}\"}} ", event.name());
        let counted = |state: &AppState| {
            let metrics = state.security.metrics().unwrap();
            let line = metrics.lines().find_map(|line| line.strip_prefix(&counter));
            line.map_or(0, |count| count.parse().unwrap())
        };
        self.states().map(counted).sum()
    }
}

#[tokio::test]
async fn wrong_keys_tokens_and_signatures_are_seen() {
    let app = TestApp::start().await;
    for _ in 0..2 {
        app.partner_with("bk_wrong", Method::GET, "/journeys/x", None).await;
    }
    assert_eq!(app.security_events(ApiKeyRefused, ""), 2);

    let created = app.commissioned(json!({})).await;
    let wrong = json!({ "start_token": "0".repeat(64) });
    assert_eq!(Customer::new(&app).try_start("nordlicht", &wrong).await.status(), StatusCode::FORBIDDEN);
    assert_eq!(Customer::new(&app).try_start("seerose", &created).await.status(), StatusCode::FORBIDDEN);
    assert_eq!(Customer::new(&app).try_start("made-up", &wrong).await.status(), StatusCode::FORBIDDEN);
    let refused = ["nordlicht", "seerose", "", "made-up"]
        .map(|partner| app.security_events(StartTokenRefused, partner));
    assert_eq!(refused, [1, 1, 1, 0], "a partner that does not exist has no counter");

    Customer::new(&app).request(Method::GET, "", None).await;
    assert_eq!(app.security_events(SessionRefused, ""), 1);

    let unsigned = app.http.post(format!("{}/webhooks/solaris", app.url())).body("{}");
    assert_eq!(unsigned.send().await.unwrap().status(), StatusCode::UNAUTHORIZED);
    assert_eq!(app.security_events(SignatureRefused, ""), 1);
}

#[tokio::test]
async fn wrong_codes_and_limits_are_seen_with_the_partner() {
    let app = TestApp::start().await;
    let customer = Customer::start_with(&app, &app.commissioned(json!({})).await).await;
    customer.to_mobile_code().await;
    for _ in 0..5 {
        customer.fail("/mobile-code", json!({ "token": "000000" })).await;
    }
    assert_eq!(
        (app.security_events(CodeRefused, "nordlicht"), app.security_events(CodeExhausted, "nordlicht")),
        (4, 1)
    );
    customer.fail("/mobile-code/resend", json!({})).await;
    assert_eq!(app.security_events(LimitReached, "nordlicht"), 1);
    assert_ne!(MOBILE_CODE, "000000");

    for _ in 0..4 {
        app.partner_with(OTHER_KEY, Method::GET, "/journeys/x", None).await;
    }
    assert_eq!(app.security_events(LimitReached, "seerose"), 1, "three calls a minute");
}

#[tokio::test]
async fn who_guesses_a_birth_date_is_seen() {
    let app = TestApp::start().await;
    let customer = Customer::start_with(&app, &app.commissioned(json!({})).await).await;
    customer.to_iban().await;
    app.advance(chrono::TimeDelta::hours(2));
    customer.fail("/resume", json!({ "birth_date": "1.1.1970" })).await;
    assert_eq!(app.security_events(BirthDateRefused, "nordlicht"), 1);
}

#[tokio::test]
async fn who_comes_to_the_desk_is_seen() {
    let password = SecretString::from("sesame-open-thyself");
    let app = TestApp::start_with_desk(DeskAccess::with_password(password).unwrap()).await;
    let come = async |password: Option<&str>, path: &str| {
        let call = app.http.get(format!("{}{path}", app.url()));
        let call = password.into_iter().fold(call, |call, password| call.basic_auth("x", Some(password)));
        call.send().await.unwrap();
        (app.security_events(DeskRefused, ""), app.security_events(DeskOpened, ""))
    };
    assert_eq!(come(None, "/desk/").await, (0, 0), "every browser comes without it first");
    assert_eq!(come(Some("a guess"), "/desk/").await, (1, 0));
    assert_eq!(come(Some("sesame-open-thyself"), "/desk/").await, (1, 1));
    assert_eq!(come(Some("sesame-open-thyself"), "/desk/words.json").await, (1, 1), "once for each page");
}

#[tokio::test]
async fn the_counters_are_for_operators_alone() {
    let app = TestApp::start().await;
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let address = listener.local_addr().unwrap();
    let router = bankident_bff::operator_router(app.state().clone());
    tokio::spawn(connections::serve(listener, router, TIME_LIMITS, std::future::pending()));
    let metrics = app.http.get(format!("http://{address}/metrics")).send().await.unwrap();
    assert_eq!(metrics.headers()["content-type"], "text/plain; version=0.0.4");
    let metrics = metrics.text().await.unwrap();
    for event in SecurityEvent::ALL {
        assert!(metrics.contains(&format!("event=\"{}\",partner=\"\"}} 0", event.name())), "{metrics}");
    }
    let from_outside = app.http.get(format!("{}/metrics", app.url())).send().await.unwrap();
    assert_eq!(from_outside.status(), StatusCode::NOT_FOUND);
}
