use chrono::TimeDelta;
use reqwest::Url;
use serde_json::{Value, json};

use crate::support::{HAPPY, NUMBER, TestSandbox, identification};

#[tokio::test]
async fn it_walks_through_the_guides_statuses() {
    let sandbox = TestSandbox::start().await;
    let mut subscriber = sandbox.subscriber("IDENTIFICATION").await;
    subscriber.next_unsigned().await;
    let ids = sandbox.created(HAPPY).await;
    let created = sandbox.identification(&ids).await;
    assert!(ids.identification.len() == 36 && ids.identification.ends_with("cidt"));
    assert_eq!((&created["status"], &created["url"]), (&json!("created"), &Value::Null));
    assert_eq!(created["terms_and_conditions_signed_at"], "2020-07-07T11:36:29.000Z", "as it was sent");
    assert_eq!(sandbox.get(&ids.path("/account_snapshot")).await.refused(404), "model_not_found");

    let requested = sandbox.patch(&ids.path("/request"), json!({})).await.expect(200);
    assert_eq!(requested["status"], "pending");
    let url: Url = requested["url"].as_str().unwrap().parse().unwrap();
    let query: Vec<_> = url.query_pairs().map(|(name, value)| (name.into_owned(), value.len())).collect();
    assert_eq!(query, [("wizard_session_key".to_owned(), 40), ("interface_id".to_owned(), 4)]);
    assert_eq!(subscriber.next().await.json()["status"], "pending");

    let bank = crate::support::Bank { sandbox: &sandbox, url };
    bank.log_in().await;
    let snapshot = sandbox.get(&ids.path("/account_snapshot")).await.expect(200);
    assert_eq!((&snapshot["status"], &snapshot["iban"]), (&json!("available"), &json!(HAPPY)));
    assert_eq!(subscriber.next().await.json()["status"], "pending", "the payment is initiated");

    sandbox.advance(TimeDelta::seconds(30));
    bank.submit("tan", &[("tan", "1")]).await;
    let paid = sandbox.identification(&ids).await;
    assert_eq!(paid["status"], "authorization_required");
    assert_eq!(paid["authorization_expires_at"], "2026-11-23T12:10:00.000Z", "from the payment on");
    subscriber.until("authorization_required").await;

    let authorized = sandbox.patch(&ids.path("/authorize"), json!({})).await.expect(200);
    assert_eq!(authorized["status"], "confirmation_required");
    assert_eq!(authorized["confirmation_expires_at"], "2026-11-23T12:05:30.000Z");
    assert_eq!(authorized["current_reference_token"].as_str().unwrap().len(), "1234-5678".len());
    subscriber.until("confirmation_required").await;

    let token = sandbox.signature_code().await;
    let wrong = if token == "000000" { "111111" } else { "000000" };
    assert_eq!(
        sandbox.patch(&ids.path("/confirm"), json!({ "token": wrong })).await.refused(403),
        "invalid_tan"
    );
    let confirmed = sandbox.patch(&ids.path("/confirm"), json!({ "token": token })).await.expect(200);
    assert_eq!(confirmed["status"], "confirmed");
    let told = subscriber.until("successful").await;
    let expected = json!({
        "id": ids.identification, "reference": null, "url": requested["url"], "status": "successful",
        "completed_at": "2026-11-23T12:00:30.000Z", "method": "bank",
    });
    assert_eq!(told, expected);
    let successful = sandbox.identification(&ids).await;
    assert_eq!(successful["completed_at"], "2026-11-23T12:00:30.000Z");
    let again = sandbox.identify(&ids.person, HAPPY).await;
    assert_eq!(again.refused(422), "ALREADY_IDENTIFIED_SUCCESSFULLY");
    let check = format!("/v1/persons/{}/identification_eligibility_checks", ids.person);
    let eligibility = sandbox.post(&check, json!({ "method": "bank" })).await.expect(200);
    assert_eq!(eligibility["failure_reason"], "ALREADY_IDENTIFIED_SUCCESSFULLY");
}

#[tokio::test]
async fn each_call_expects_its_status() {
    let sandbox = TestSandbox::start().await;
    let ids = sandbox.created(HAPPY).await;
    let mismatch = "expectation_mismatch";
    assert_eq!(sandbox.patch(&ids.path("/authorize"), json!({})).await.refused(409), mismatch);
    assert_eq!(sandbox.patch(&ids.path("/confirm"), json!({ "token": "1" })).await.refused(409), mismatch);
    sandbox.patch(&ids.path("/request"), json!({})).await.expect(200);
    assert_eq!(sandbox.patch(&ids.path("/request"), json!({})).await.refused(409), mismatch);
    let unknown = format!("/v1/persons/{}/identifications/1cidt", ids.person);
    assert_eq!(sandbox.get(&unknown).await.refused(404), "model_not_found");
}

#[tokio::test]
async fn the_body_is_checked() {
    let sandbox = TestSandbox::start().await;
    let path = format!("/v1/persons/{}/identifications", sandbox.verified_person().await);
    let fields = |errors: Vec<(String, Option<String>)>| -> Vec<_> {
        errors.into_iter().filter_map(|(_, field)| field).collect()
    };
    let empty = sandbox.post(&path, json!({})).await.errors(400);
    assert_eq!(fields(empty), ["method", "iban", "terms_and_conditions_signed_at"]);
    let foreign = sandbox.post(&path, identification("FR7630006000011234567890189")).await.errors(400);
    assert_eq!(fields(foreign), ["iban"]);
}

#[tokio::test]
async fn a_verified_number_comes_first() {
    let sandbox = TestSandbox::start().await;
    let person = sandbox.person().await;
    assert_eq!(sandbox.identify(&person, HAPPY).await.refused(412), "MOBILE_NUMBER_NOT_VERIFIED");
    let number = format!("/v1/persons/{person}/mobile_number");
    sandbox.post(&number, json!({ "number": NUMBER })).await.expect(201);
    assert_eq!(sandbox.identify(&person, HAPPY).await.refused(412), "MOBILE_NUMBER_NOT_VERIFIED");
}

#[tokio::test]
async fn twenty_attempts_are_the_limit() {
    let sandbox = TestSandbox::start().await;
    let person = sandbox.verified_person().await;
    for _ in 0..19 {
        sandbox.identify(&person, HAPPY).await.expect(201);
    }
    let refused = sandbox.identify(&person, "DE44110101010100000008").await;
    assert_eq!(refused.refused(412), "PERSON_ACCOUNT_MATCH_NOT_FOUND", "a refused one counts");
    assert_eq!(sandbox.identify(&person, HAPPY).await.refused(412), "IDENTIFICATION_ATTEMPTS_EXCEEDED");
    let attempts =
        sandbox.get(&format!("/v1/persons/{person}/bank_identification_attempts")).await.expect(200);
    let attempts = attempts.as_array().unwrap();
    assert_eq!(attempts.len(), 20);
    assert!(attempts.iter().all(|attempt| attempt["id"].as_str().unwrap().ends_with("iatm")));
    assert_eq!((&attempts[0]["failure_reason"], &attempts[0]["successful"]), (&json!("null"), &json!(false)));
    assert_eq!(attempts[19]["failure_reason"], "PERSON_ACCOUNT_MATCH_NOT_FOUND");
    let all = sandbox.get(&format!("/v1/persons/{person}/identifications")).await.expect(200);
    assert_eq!(all[19]["status"], "failed");
    let check = format!("/v1/persons/{person}/identification_eligibility_checks");
    let eligibility = sandbox.post(&check, json!({ "method": "bank" })).await.expect(200);
    let expected = json!({
        "method": "bank", "eligible": false, "failure_reason": "IDENTIFICATION_ATTEMPTS_EXCEEDED",
    });
    assert_eq!(eligibility, expected);
}

#[tokio::test]
async fn ten_minutes_after_the_payment_it_expires_and_that_is_told() {
    let sandbox = TestSandbox::start().await;
    let mut subscriber = sandbox.subscriber("IDENTIFICATION").await;
    subscriber.next_unsigned().await;
    let (ids, token) = sandbox.authorized(HAPPY).await;
    subscriber.until("confirmation_required").await;
    sandbox.advance(TimeDelta::minutes(10));
    subscriber.until("expired").await;
    let expired = sandbox.identification(&ids).await;
    assert_eq!(
        (&expired["status"], &expired["failure_reason"]),
        (&json!("expired"), &json!("ACCOUNT_SNAPSHOT_EXPIRED"))
    );
    let late = sandbox.patch(&ids.path("/confirm"), json!({ "token": token })).await;
    assert_eq!(late.refused(409), "expectation_mismatch");
}

#[tokio::test]
async fn who_does_not_authorize_the_payment_expires_too() {
    let sandbox = TestSandbox::start().await;
    let (ids, bank) = sandbox.requested(HAPPY).await;
    bank.log_in().await;
    sandbox.advance(TimeDelta::minutes(10));
    let after = bank.submit("tan", &[("tan", "1")]).await;
    assert!(after.contains("data-bank-page=\"failed\""), "{after}");
    assert_eq!(sandbox.identification(&ids).await["status"], "expired");
}

#[tokio::test]
async fn after_thirty_days_it_is_over() {
    let mut sandbox = TestSandbox::start().await;
    let (ids, _) = sandbox.requested(HAPPY).await;
    sandbox.advance(TimeDelta::days(30));
    sandbox.renew_token().await;
    let expired = sandbox.identification(&ids).await;
    assert_eq!((&expired["status"], &expired["failure_reason"]), (&json!("expired"), &json!("EXPIRED")));
}

#[tokio::test]
async fn everybody_may_try_and_ibans_are_looked_up() {
    let sandbox = TestSandbox::start().await;
    let check = format!("/v1/persons/{}/identification_eligibility_checks", sandbox.person().await);
    let eligibility = sandbox.post(&check, json!({ "method": "bank" })).await.expect(200);
    assert_eq!(eligibility, json!({ "method": "bank", "eligible": true, "failure_reason": "null" }));
    assert_eq!(sandbox.post(&check, json!({ "method": "post" })).await.refused(400), "invalid_model");
    let known = sandbox.post("/v1/iban_lookups", json!({ "iban": HAPPY })).await.expect(200);
    assert_eq!(known["bank_name"], "Musterbank");
    let wrong =
        sandbox.post("/v1/iban_lookups", json!({ "iban": "DE12110101010100000020" })).await.errors(400);
    assert_eq!(wrong, [("invalid_model".to_owned(), Some("iban".to_owned()))]);
}
