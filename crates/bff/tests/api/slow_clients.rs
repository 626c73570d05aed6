//! Clients that send half of something and then nothing.

use std::time::Duration;

use bankident_wire::Stage;
use reqwest::{Method, StatusCode};
use serde_json::json;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

use crate::support::{Customer, TIME_LIMITS, TestApp};

/// Longer than any limit of the tests, and shorter than a customer waits.
const SOON: Duration = Duration::from_millis(1500);

async fn sends(app: &TestApp, text: &str) -> TcpStream {
    let address = app.url().trim_start_matches("http://").to_owned();
    let mut connection = TcpStream::connect(address).await.unwrap();
    connection.write_all(text.as_bytes()).await.unwrap();
    connection
}

/// What comes back until the server closes the connection.
async fn answer(mut connection: TcpStream) -> String {
    let mut answer = Vec::new();
    let end = timeout(TIME_LIMITS.body * 3, connection.read_to_end(&mut answer));
    end.await.expect("the server closes the connection").ok();
    String::from_utf8(answer).unwrap()
}

/// The head of a command with a body that does not come.
fn half(customer: &Customer<'_>, path: &str) -> String {
    let session = &customer.session;
    format!(
        "POST /api/journey{path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {session}\r\n\
         Content-Type: application/json\r\nContent-Length: 10\r\n\r\n"
    )
}

#[tokio::test]
async fn half_a_command_holds_nobody_up() {
    let app = TestApp::start().await;
    let begun = app.commissioned(json!({})).await;
    let customer = Customer::start_with(&app, &begun).await;
    let commands = [
        "/terms",
        "/person",
        "/address",
        "/status",
        "/check",
        "/mobile",
        "/mobile-code",
        "/iban",
        "/iban/lookup",
        "/contract",
        "/sign",
        "/sign/resend",
        "/resume",
        "/revisit",
        "/choose",
        "/stuck",
        "/visit",
    ];
    let mut slow = Vec::new();
    for path in commands {
        slow.push(sends(&app, &half(&customer, path)).await);
    }
    let reload = timeout(SOON, customer.reload()).await;
    assert!(matches!(reload, Ok(Stage::Terms(_))), "{reload:?}");
    let path = format!("/journeys/{}", begun["id"].as_str().unwrap());
    let erased = timeout(SOON, app.partner(Method::DELETE, &path, None)).await.expect("an answer soon");
    assert_eq!(erased.status(), StatusCode::NO_CONTENT);
    for connection in slow {
        let answer = answer(connection).await;
        assert!(answer.starts_with("HTTP/1.1 408"), "{answer}");
    }
}

#[tokio::test]
async fn a_head_that_does_not_end_is_waited_for_in_bounds() {
    let app = TestApp::start().await;
    let connection = sends(&app, "GET / HTTP/1.1\r\nHost: localhost\r\n").await;
    answer(connection).await;
}

#[tokio::test]
async fn what_is_slow_does_not_keep_the_server_from_stopping() {
    let mut app = TestApp::start().await;
    let customer = Customer::start(&app).await;
    let _slow = sends(&app, &half(&customer, "/terms")).await;
    let _silent = sends(&app, "GET / HTTP/1.1\r\n").await;
    timeout(TIME_LIMITS.drain * 3, app.restart()).await.expect("the server stops");
}
