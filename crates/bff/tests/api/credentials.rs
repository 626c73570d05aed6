//! How our client proves who it is to Solaris (RFC 6749, 2.3.1).

use std::sync::{Arc, Mutex};

use axum::{
    Form, Json, Router,
    http::{HeaderMap, StatusCode, header},
    routing::{get, post},
};
use bankident_bff::{
    clock::Clock,
    solaris::{self, Credentials, Solaris},
};
use secrecy::SecretString;
use serde_json::{Value, json};
use tokio::net::TcpListener;

/// The header and the members of the body of each request for a token.
type Asked = Arc<Mutex<Vec<(Option<String>, Vec<(String, String)>)>>>;

/// A server that takes credentials in the header, or only in the body. Answers its address.
async fn serve(takes_basic: bool, asked: Asked) -> String {
    let token = async move |headers: HeaderMap, Form(body): Form<Vec<(String, String)>>| {
        let basic = headers.get(header::AUTHORIZATION).map(|value| value.to_str().unwrap().to_owned());
        let taken = basic.is_some() == takes_basic;
        asked.lock().unwrap().push((basic, body));
        match taken {
            true => (StatusCode::OK, Json(json!({ "access_token": "t", "expires_in": 3600 }))),
            false => (StatusCode::UNAUTHORIZED, Json(json!({ "error": "invalid_client" }))),
        }
    };
    let persons = async || Json(Value::Array(Vec::new()));
    let router = Router::new().route("/oauth/token", post(token)).route("/v1/persons", get(persons));
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(axum::serve(listener, router).into_future());
    url
}

#[tokio::test]
async fn the_header_is_tried_first_and_never_together_with_the_body() {
    // "id" and "a:b c" as in a form.
    let basic = Some("Basic aWQ6YSUzQWIlMjBj".to_owned());
    let grant = ("grant_type".to_owned(), "client_credentials".to_owned());
    let in_header = (basic, vec![grant.clone()]);
    let member = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let in_body = (None, vec![grant, member("client_id", "id"), member("client_secret", "a:b c")]);
    for (takes_basic, expected) in [(true, vec![in_header.clone()]), (false, vec![in_header, in_body])] {
        let asked = Asked::default();
        let url = serve(takes_basic, asked.clone()).await;
        let credentials = Credentials { client_id: "id".into(), client_secret: SecretString::from("a:b c") };
        let solaris = Solaris::new(&url, credentials, Clock::system(), solaris::TIMEOUT).unwrap();
        assert!(solaris.newest_persons().await.unwrap().is_empty());
        assert_eq!(*asked.lock().unwrap(), expected);
    }
}
