//! The nine rows of the guide's mocked IBANs (Appendix II).

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::support::{HAPPY, Ids, TestSandbox};

/// `failed`, and why.
async fn failure(sandbox: &TestSandbox, ids: &Ids) -> (Value, Value) {
    let identification = sandbox.identification(ids).await;
    (identification["status"].clone(), identification["failure_reason"].clone())
}

fn failed(reason: &str) -> (Value, Value) {
    (json!("failed"), json!(reason))
}

/// Signs to the end; the last status.
async fn sign(sandbox: &TestSandbox, ids: &Ids, token: &str, last: &str) {
    let mut subscriber = sandbox.subscriber("IDENTIFICATION").await;
    subscriber.next_unsigned().await;
    sandbox.patch(&ids.path("/confirm"), json!({ "token": token })).await.expect(200);
    subscriber.until(last).await;
}

#[tokio::test]
async fn de11_succeeds() {
    let sandbox = TestSandbox::start().await;
    let (ids, token) = sandbox.authorized(HAPPY).await;
    sign(&sandbox, &ids, &token, "successful").await;
    assert_eq!(failure(&sandbox, &ids).await, (json!("successful"), Value::Null));
}

#[tokio::test]
async fn any_other_german_iban_succeeds() {
    let sandbox = TestSandbox::start().await;
    let (ids, token) = sandbox.authorized("DE02120300000000202051").await;
    sign(&sandbox, &ids, &token, "successful").await;
}

#[tokio::test]
async fn de43_fails_after_the_transfer() {
    let sandbox = TestSandbox::start().await;
    let (ids, bank) = sandbox.requested("DE43110101010000000010").await;
    bank.log_in().await;
    assert_eq!(sandbox.identification(&ids).await["status"], "pending", "the bank login succeeds");
    let after = bank.submit("tan", &[("tan", "1")]).await;
    assert!(after.contains("data-bank-page=\"done\""), "{after}");
    assert_eq!(failure(&sandbox, &ids).await, failed("ACCESS_BY_AUTHORIZED_HOLDER"));
    assert_eq!(sandbox.identification(&ids).await["documents"], json!([]));
}

#[tokio::test]
async fn de22_de33_and_de44_are_refused_at_creation() {
    let sandbox = TestSandbox::start().await;
    let person = sandbox.verified_person().await;
    for (iban, code) in [
        ("DE22110101010100000016", "MATCH_FOR_PERSON_DATA_NOT_FOUND"),
        ("DE33110101010100000012", "PREVIOUS_IDENT_NOT_FOUND"),
        ("DE44110101010100000008", "PERSON_ACCOUNT_MATCH_NOT_FOUND"),
    ] {
        assert_eq!(sandbox.identify(&person, iban).await.refused(412), code);
    }
}

#[tokio::test]
async fn de55_and_de66_fail_after_the_bank_login() {
    for (iban, reason) in
        [("DE55110101010100000004", "JOINT_ACCOUNT"), ("DE66110101010100000000", "ACCOUNT_SNAPSHOT_FAILED")]
    {
        let sandbox = TestSandbox::start().await;
        let mut subscriber = sandbox.subscriber("IDENTIFICATION").await;
        subscriber.next_unsigned().await;
        let (ids, bank) = sandbox.requested(iban).await;
        bank.log_in().await;
        subscriber.until("failed").await;
        assert_eq!(failure(&sandbox, &ids).await, failed(reason));
        let snapshot = sandbox.get(&ids.path("/account_snapshot")).await;
        assert_eq!(snapshot.refused(409), "expectation_mismatch");
        let authorize = sandbox.patch(&ids.path("/authorize"), json!({})).await;
        assert_eq!(authorize.refused(409), "expectation_mismatch");
        assert!(bank.page().await.contains("data-bank-page=\"failed\""));
    }
}

#[tokio::test]
async fn de77_is_refused_by_swisscom() {
    let sandbox = TestSandbox::start().await;
    let (ids, token) = sandbox.authorized("DE77110101010100000093").await;
    sign(&sandbox, &ids, &token, "failed").await;
    assert_eq!(failure(&sandbox, &ids).await, failed("DEPENDENCY_ERROR"));
    let documents = sandbox.identification(&ids).await["documents"].clone();
    let documents = documents.as_array().unwrap();
    assert!(documents.iter().all(|document| document["document_type"] == "QES_DOCUMENT"), "{documents:?}");
}

#[tokio::test]
async fn de77_invalidates_the_code_before() {
    let sandbox = TestSandbox::start().await;
    let (ids, first) = sandbox.authorized("DE77110101010100000093").await;
    sandbox.advance(TimeDelta::minutes(1));
    let again = sandbox.patch(&ids.path("/authorize"), json!({})).await.expect(200);
    assert_eq!(again["confirmation_expires_at"], "2026-11-23T12:06:00.000Z");
    let second = sandbox.signature_code().await;
    assert_ne!(first, second);
    assert_eq!(
        sandbox.patch(&ids.path("/confirm"), json!({ "token": first })).await.refused(403),
        "invalid_tan"
    );
    let confirmed = sandbox.patch(&ids.path("/confirm"), json!({ "token": second })).await.expect(200);
    assert_eq!(confirmed["status"], "confirmed");
}

/// "During this five-minute window, any newly requested OTPs will not be valid."
#[tokio::test]
async fn elsewhere_the_first_code_holds_for_five_minutes() {
    let sandbox = TestSandbox::start().await;
    let (ids, first) = sandbox.authorized(HAPPY).await;
    sandbox.advance(TimeDelta::minutes(1));
    sandbox.patch(&ids.path("/authorize"), json!({})).await.expect(200);
    let second = sandbox.signature_code().await;
    assert_eq!(
        sandbox.patch(&ids.path("/confirm"), json!({ "token": second })).await.refused(403),
        "invalid_tan"
    );
    sandbox.patch(&ids.path("/confirm"), json!({ "token": first })).await.expect(200);
}
