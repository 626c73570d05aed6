//! The guide's table of mocked IBANs (Appendix II), row by row; the first row is `identifications::the_happy_path`.

use reqwest::StatusCode;

use crate::support::{Identification, Subscriber, TestSandbox, create};

#[tokio::test]
async fn de22_de33_de44_are_refused_at_creation() {
    let sandbox = TestSandbox::start().await;
    for (iban, code) in [
        ("DE22110101010100000016", "MATCH_FOR_PERSON_DATA_NOT_FOUND"),
        ("DE33110101010100000012", "PREVIOUS_IDENT_NOT_FOUND"),
        ("DE44110101010100000008", "PERSON_ACCOUNT_MATCH_NOT_FOUND"),
    ] {
        let person = sandbox.verified_person().await;
        assert_eq!(create(&sandbox, &person, iban).await.refused(412), code);
        // The next IBAN is another attempt.
        create(&sandbox, &person, "DE11110101010100000020").await.expect(StatusCode::CREATED);
    }
}

#[tokio::test]
async fn de55_de66_fail_after_the_bank_login() {
    let sandbox = TestSandbox::start().await;
    let (mut subscriber, _) = Subscriber::of(&sandbox, "IDENTIFICATION").await;
    for (iban, reason) in
        [("DE55110101010100000004", "JOINT_ACCOUNT"), ("DE66110101010100000000", "ACCOUNT_SNAPSHOT_FAILED")]
    {
        let identification = Identification::requested(&sandbox, iban).await;
        identification.expect("pending", None).await;
        let end = identification.bank().await.log_in().await;
        assert!(!end.asks_for_tan(), "there is nothing to pay");
        subscriber.wait_for(|event| event["status"] == "failed").await;
        identification.expect("failed", Some(reason)).await;
        assert_eq!(identification.account_snapshot().await.refused(409), "expectation_mismatch");
        assert_eq!(identification.authorize().await.refused(409), "expectation_mismatch");
    }
}

#[tokio::test]
async fn de43_pays_and_then_turns_out_not_to_be_the_holder() {
    let sandbox = TestSandbox::start().await;
    let identification = Identification::requested(&sandbox, "DE43110101010000000010").await;
    let at_tan = identification.bank().await.log_in().await;
    identification.expect("pending", None).await;
    at_tan.pay().await;
    identification.expect("failed", Some("ACCESS_BY_AUTHORIZED_HOLDER")).await;
    assert_eq!(identification.authorize().await.refused(409), "expectation_mismatch");
    assert_eq!(identification.documents().await.len(), 0, "there is nothing to sign");
}

#[tokio::test]
async fn de77_a_new_code_invalidates_the_one_before() {
    let sandbox = TestSandbox::start().await;
    let identification = Identification::paid(&sandbox, "DE77110101010100000093").await;
    let first = identification.code().await;
    let second = identification.code().await;
    assert_ne!(first, second);
    assert_eq!(identification.confirm(&first).await.refused(403), "invalid_tan");
    identification.confirm(&second).await.expect(StatusCode::OK);
}

#[tokio::test]
async fn de77_swisscom_does_not_sign() {
    let sandbox = TestSandbox::start().await;
    let (mut subscriber, _) = Subscriber::of(&sandbox, "IDENTIFICATION").await;
    let identification = Identification::paid(&sandbox, "DE77110101010100000093").await;
    identification.sign(&mut subscriber).await;
    identification.expect("failed", Some("DEPENDENCY_ERROR")).await;
    let documents = identification.documents().await;
    assert!(documents.iter().all(|document| document["document_type"] == "QES_DOCUMENT"), "{documents:?}");
}

#[tokio::test]
async fn any_other_german_iban_succeeds() {
    let sandbox = TestSandbox::start().await;
    let (mut subscriber, _) = Subscriber::of(&sandbox, "IDENTIFICATION").await;
    let identification = Identification::paid(&sandbox, "DE02120300000000202051").await;
    identification.sign(&mut subscriber).await;
    identification.expect("successful", None).await;
}
