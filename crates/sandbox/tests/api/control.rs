use bankident_sandbox::CONTROL_HEADER;
use chrono::TimeDelta;
use reqwest::{Client, Method, StatusCode};
use serde_json::{Value, json};

use crate::support::{Answer, CODE, HAPPY_IBAN, Identification, NUMBER, Subscriber, TestSandbox, client};

#[tokio::test]
async fn messages_are_listed_the_newest_first() {
    let sandbox = TestSandbox::start().await;
    let identification = Identification::paid(&sandbox, HAPPY_IBAN).await;
    sandbox.clock.advance(TimeDelta::minutes(1));
    let code = identification.code().await;
    let url = format!("{}/sandbox/sms?number=%2B15550101", sandbox.url);
    let messages = Answer::of(client().get(&url)).await.expect(StatusCode::OK);
    let [signature, mobile] = &messages.as_array().unwrap()[..] else { panic!("{messages}") };
    assert_eq!((&mobile["kind"], &mobile["code"]), (&json!("mobile"), &json!(CODE)));
    assert_eq!((&signature["kind"], &signature["code"]), (&json!("signature"), &json!(code)));
    assert_eq!((&signature["number"], &signature["sent_at"]), (&json!(NUMBER), &json!(sandbox.now())));
    assert!(signature["text"].as_str().unwrap().contains(&code));
    let others = sandbox.get("/sandbox/sms?number=%2B4917612345678").await.expect(StatusCode::OK);
    assert_eq!(others, json!([]));
    assert_eq!(sandbox.get("/sandbox/sms").await.expect(StatusCode::OK), messages);
}

#[tokio::test]
async fn the_inbox_can_be_read_in_a_browser() {
    let sandbox = TestSandbox::start().await;
    let code = Identification::paid(&sandbox, HAPPY_IBAN).await.code().await;
    let page = Client::new().get(format!("{}/", sandbox.url)).send().await.unwrap();
    assert!(page.headers()["content-type"].to_str().unwrap().starts_with("text/html"));
    let page = page.text().await.unwrap();
    for words in [code.as_str(), CODE, NUMBER, "DE44 1101 0101 0100 0000 08"] {
        assert!(page.contains(words), "{words}");
    }
}

#[tokio::test]
async fn the_clock_can_be_moved() {
    let mut sandbox = TestSandbox::start().await;
    let before = sandbox.now();
    let moved =
        sandbox.post("/sandbox/clock", json!({ "advance_seconds": 600 })).await.expect(StatusCode::OK);
    assert_eq!(moved, json!({ "now": before + TimeDelta::seconds(600) }));
    assert_eq!(sandbox.get("/sandbox/clock").await.expect(StatusCode::OK), moved);
    assert_eq!(sandbox.now(), before + TimeDelta::seconds(600), "the one that was handed in");
    let two_centuries = json!(6_400_000_000_u64);
    for wrong in [Value::Null, json!("600"), json!(-1), json!(1.5), json!(i64::MAX), two_centuries] {
        let refused = sandbox.post("/sandbox/clock", json!({ "advance_seconds": wrong })).await;
        assert_eq!(refused.mistakes(), ["advance_seconds"]);
    }
    sandbox
        .post("/sandbox/clock", json!({ "advance_seconds": 5_000_000_000_u64 }))
        .await
        .expect(StatusCode::OK);
    let further = sandbox.post("/sandbox/clock", json!({ "advance_seconds": 3_000_000_000_u64 })).await;
    assert_eq!(further.mistakes(), ["advance_seconds"], "neither in two steps");
    sandbox.renew_token().await;
    sandbox.person().await;
}

#[tokio::test]
async fn nothing_that_a_browser_sends_by_itself_steers_the_sandbox() {
    let sandbox = TestSandbox::start().await;
    let http = Client::new();
    let controls = [
        (Method::GET, "sms"),
        (Method::GET, "clock"),
        (Method::POST, "clock"),
        (Method::GET, "calls"),
        (Method::GET, "faults"),
        (Method::POST, "faults"),
        (Method::DELETE, "faults"),
        (Method::POST, "documents"),
        (Method::GET, "webhooks"),
        (Method::POST, "webhooks"),
        (Method::POST, "persons"),
        (Method::DELETE, "persons/x"),
    ];
    for (method, control) in controls {
        let call = http.request(method.clone(), format!("{}/sandbox/{control}", sandbox.url));
        let refused = Answer::of(call.header("content-type", "text/plain").body("{}")).await;
        let body = refused.expect(StatusCode::FORBIDDEN);
        assert_eq!(body["errors"][0]["code"], "control_header_required", "{method} {control}");
    }
    // What a browser asks before a script of another origin may send a header of its own.
    let asked = http.request(Method::OPTIONS, format!("{}/sandbox/clock", sandbox.url));
    let asked = asked
        .header("origin", "https://elsewhere.example")
        .header("access-control-request-method", "POST")
        .header("access-control-request-headers", CONTROL_HEADER);
    let answer = asked.send().await.unwrap();
    assert!(!answer.headers().contains_key("access-control-allow-headers"), "{answer:?}");
}

#[tokio::test]
async fn a_deleted_person_is_gone_and_the_subscribers_are_told() {
    let sandbox = TestSandbox::start().await;
    let (mut subscriber, secret) = Subscriber::of(&sandbox, "PERSON_DELETED").await;
    let identification = Identification::paid(&sandbox, HAPPY_IBAN).await;
    let id = identification.person.rsplit('/').next().unwrap();
    let bank = identification.bank().await.page;
    let path = format!("/sandbox/persons/{id}");
    sandbox.delete(&path, Value::Null).await.expect(StatusCode::NO_CONTENT);
    let told = subscriber.next().await;
    assert_eq!((told.header("solaris-entity-id"), told.json()), (id, json!({})));
    assert!(told.is_signed_with(&secret));
    for gone in
        [&identification.person, &identification.path, &format!("{}/documents", identification.person)]
    {
        assert_eq!(sandbox.get(gone).await.refused(404), "model_not_found", "{gone}");
    }
    assert_eq!(sandbox.http.get(bank).send().await.unwrap().status(), StatusCode::NOT_FOUND);
    assert_eq!(sandbox.delete(&path, Value::Null).await.refused(404), "model_not_found");
}
