use serde_json::json;

use crate::support::{HAPPY, NUMBER, TestSandbox};

#[tokio::test]
async fn the_clock_can_be_read_and_moved() {
    let sandbox = TestSandbox::start().await;
    let clock = sandbox.get("/sandbox/clock").await.expect(200);
    assert_eq!(clock, json!({ "now": "2026-11-23T12:00:00Z" }));
    let moved = sandbox.post("/sandbox/clock", json!({ "advance_seconds": 600 })).await.expect(200);
    assert_eq!(moved, json!({ "now": "2026-11-23T12:10:00Z" }));
    assert_eq!(sandbox.clock.now(), "2026-11-23T12:10:00Z".parse::<chrono::DateTime<chrono::Utc>>().unwrap());
    for wrong in [json!({}), json!({ "advance_seconds": "600" }), json!({ "advance_seconds": -1 })] {
        let errors = sandbox.post("/sandbox/clock", wrong).await.errors(400);
        assert_eq!(errors[0].1.as_deref(), Some("advance_seconds"));
    }
}

#[tokio::test]
async fn sms_can_be_read_the_newest_first() {
    let sandbox = TestSandbox::start().await;
    let person = sandbox.person().await;
    let path = format!("/v1/persons/{person}/mobile_number");
    sandbox.post(&path, json!({ "number": "+4917612345678" })).await.expect(201);
    sandbox.post(&format!("{path}/authorize"), json!({ "number": "+4917612345678" })).await.expect(201);
    sandbox.authorized(HAPPY).await;
    let inbox = sandbox.get("/sandbox/sms?number=%2B15550101").await.expect(200);
    let kinds: Vec<_> = inbox.as_array().unwrap().iter().map(|sms| sms["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["signature", "mobile"]);
    assert_eq!((&inbox[1]["number"], &inbox[1]["code"]), (&json!(NUMBER), &json!("212212")));
    assert_eq!(inbox[1]["sent_at"], "2026-11-23T12:00:00Z");
    let code = inbox[0]["code"].as_str().unwrap();
    assert!(code.len() == 6 && code.bytes().all(|b| b.is_ascii_digit()));
    assert!(inbox[0]["text"].as_str().unwrap().contains(code));
    let all = sandbox.get("/sandbox/sms").await.expect(200);
    assert_eq!(all.as_array().unwrap().len(), 3);

    let page = sandbox.http.get(&sandbox.url).send().await.unwrap().text().await.unwrap();
    assert!(page.contains(code) && page.contains("+4917612345678"), "{page}");
    assert!(page.contains("DE77 1101 0101 0100 0000 93"), "the mocked IBANs stand there too");
}
