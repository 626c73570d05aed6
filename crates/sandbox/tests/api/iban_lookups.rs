use reqwest::StatusCode;
use serde_json::json;

use crate::support::{HAPPY_IBAN, TestSandbox};

#[tokio::test]
async fn a_look_up_names_the_bank() {
    let sandbox = TestSandbox::start().await;
    let found = sandbox.post("/v1/iban_lookups", json!({ "iban": HAPPY_IBAN })).await.expect(StatusCode::OK);
    assert_eq!((&found["iban"], &found["bank_name"]), (&json!(HAPPY_IBAN), &json!("Musterbank")));
    let common = json!({ "iban": "DE89370400440532013000" });
    let found = sandbox.post("/v1/iban_lookups", common).await.expect(StatusCode::OK);
    assert_eq!(found["bank_name"], "Commerzbank");
    let french = json!({ "iban": "FR76 3000 6000 0112 3456 7890 189" });
    let found = sandbox.post("/v1/iban_lookups", french).await.expect(StatusCode::OK);
    assert_eq!((&found["country"], &found["bank_name"]), (&json!("FR"), &json!(null)));
}

#[tokio::test]
async fn what_is_no_iban_is_refused() {
    let sandbox = TestSandbox::start().await;
    for body in [
        json!({}),
        json!({ "iban": "DE12110101010100000020" }),
        json!({ "iban": "DE11010101010000000042" }),
        json!({ "iban": 7 }),
    ] {
        assert_eq!(sandbox.post("/v1/iban_lookups", body).await.mistakes(), ["iban"]);
    }
}
