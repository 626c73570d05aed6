//! Requests that nobody's program would send: they are refused, and nothing of ours breaks.

use bankident_fuzz::inputs;
use chrono::TimeDelta;
use hmac::{Hmac, KeyInit, Mac};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use reqwest::{StatusCode, header::HeaderValue};
use sha2::Sha256;

use crate::support::{Customer, TestApp, WEBHOOK_SECRET, partners::KEY};

/// Few: each is a request.
const CASES: u32 = 150;

/// A header, where it can be one.
fn header(bytes: &[u8]) -> HeaderValue {
    HeaderValue::from_bytes(bytes).unwrap_or(HeaderValue::from_static("1"))
}

/// Type, id, entity and body, a line each.
#[tokio::test]
async fn webhooks_of_solaris() {
    let app = TestApp::start().await;
    for input in inputs("webhooks", CASES) {
        let mut lines = input.bytes.splitn(4, |byte| *byte == b'\n');
        let [event_type, id, entity, body] = std::array::from_fn(|_| lines.next().unwrap_or_default());
        let mac = Hmac::<Sha256>::new_from_slice(WEBHOOK_SECRET.as_bytes()).unwrap().chain_update(body);
        let signed = format!("sha256={}", hex::encode(mac.finalize().into_bytes()));
        for signature in [header(signed.as_bytes()), header(&input.bytes), header(&signed.as_bytes()[..20])] {
            let request = app.http.post(format!("{}/webhooks/solaris", app.url())).body(body.to_vec());
            let request = request.header("solaris-webhook-event-type", header(event_type));
            let request =
                request.header("solaris-webhook-id", header(id)).header("solaris-entity-id", header(entity));
            let status =
                request.header("solaris-webhook-signature", signature).send().await.unwrap().status();
            assert!(matches!(status.as_u16(), 200 | 401 | 422), "{status}");
        }
    }
}

#[tokio::test]
async fn commands_of_the_journey() {
    let app = TestApp::start().await;
    let customer = Customer::start(&app).await;
    let commands = [
        "",
        "/terms",
        "/person",
        "/address",
        "/status",
        "/more",
        "/mobile",
        "/iban/lookup",
        "/choose",
        "/revisit",
        "/stuck",
    ];
    for input in inputs("json", CASES) {
        // No limit keeps them from being read.
        app.advance(TimeDelta::seconds(10));
        for command in commands {
            let request = app.http.post(format!("{}/api/journey{command}", app.url()));
            let request = request.bearer_auth(&customer.session).header("content-type", "application/json");
            let request = request.header("accept-language", header(&input.bytes)).body(input.bytes.clone());
            let status = request.send().await.unwrap().status();
            assert!(
                !status.is_server_error() && status != StatusCode::TOO_MANY_REQUESTS,
                "{command}: {status}"
            );
        }
    }
}

#[tokio::test]
async fn calls_of_partners() {
    let app = TestApp::start().await;
    for input in inputs("json", CASES) {
        app.advance(TimeDelta::seconds(1));
        let request = app.http.post(format!("{}/partner/v1/journeys", app.url())).bearer_auth(KEY);
        let request = request.header("idempotency-key", header(&input.bytes));
        let request = request.header("content-type", "application/json").body(input.bytes.clone());
        let status = request.send().await.unwrap().status();
        assert!(!status.is_server_error() && status != StatusCode::TOO_MANY_REQUESTS, "{status}");
    }
}

#[tokio::test]
async fn addresses_and_languages_of_pages() {
    let app = TestApp::start().await;
    for input in inputs("values", CASES / 5) {
        // As long as an address may be.
        let text: String = input.text().chars().take(500).collect();
        let wanted = ["lang", "scheme", "host"].map(|name| (name, text.as_str()));
        for path in ["/", "/p/nordlicht", "/p/nordlicht/keeper", "/documents/x", "/desk/samples/iban"] {
            let request = app.http.get(format!("{}{path}", app.url())).query(&wanted);
            let answer = request.header("accept-language", header(&input.bytes)).send().await.unwrap();
            let status = answer.status();
            assert!(!status.is_server_error(), "{path}: {status}");
        }
        let path: String = utf8_percent_encode(&text, NON_ALPHANUMERIC).collect();
        for folder in
            ["", "p/", "p/nordlicht/", "documents/", "locales/", "desk/samples/", "api/journey/documents/"]
        {
            let status = app.http.get(format!("{}/{folder}{path}", app.url())).send().await.unwrap().status();
            assert!(!status.is_server_error(), "{folder}{path}: {status}");
        }
    }
}
