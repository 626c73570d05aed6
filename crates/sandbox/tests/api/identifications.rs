use chrono::TimeDelta;
use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::support::{self, HAPPY_IBAN, Identification, Subscriber, TestSandbox, create};

#[tokio::test]
async fn the_happy_path_is_the_guides() {
    let sandbox = TestSandbox::start().await;
    let (mut subscriber, _) = Subscriber::of(&sandbox, "IDENTIFICATION").await;
    let identification = Identification::created(&sandbox, HAPPY_IBAN).await;
    let created = identification.resource().await;
    assert!(created["id"].as_str().unwrap().ends_with("cidt"));
    assert_eq!((&created["status"], &created["method"]), (&json!("created"), &json!("bank")));
    assert_eq!((&created["url"], &created["completed_at"]), (&Value::Null, &Value::Null));
    assert_eq!(created["terms_and_conditions_signed_at"], "2026-11-23T11:59:00.000Z");

    let requested = identification.request("de").await.expect(StatusCode::OK);
    assert_eq!(requested["status"], "pending");
    let at_tan = identification.bank().await.log_in().await;
    identification.expect("pending", None).await;
    let snapshot = identification.account_snapshot().await.expect(StatusCode::OK);
    assert_eq!((&snapshot["status"], &snapshot["iban"]), (&json!("available"), &json!(HAPPY_IBAN)));

    sandbox.clock.advance(TimeDelta::minutes(1));
    at_tan.submit().await;
    let paid = identification.resource().await;
    assert_eq!(paid["status"], "authorization_required");
    assert_eq!(paid["authorization_expires_at"], "2026-11-23T12:10:00.000Z", "from the login on");
    assert_eq!(paid["confirmation_expires_at"], Value::Null);

    let authorized = identification.authorize().await.expect(StatusCode::OK);
    assert_eq!(authorized["status"], "confirmation_required");
    assert_eq!(authorized["confirmation_expires_at"], "2026-11-23T12:06:00.000Z");
    let reference = authorized["current_reference_token"].as_str().unwrap();
    let message = &sandbox.messages().await[0];
    assert!(message["text"].as_str().unwrap().contains(reference), "{message}");

    let confirmed = identification.confirm(message["code"].as_str().unwrap()).await.expect(StatusCode::OK);
    assert_eq!(confirmed["status"], "confirmed");
    subscriber.wait_for(|event| event["status"] == "successful").await;
    let successful = identification.resource().await;
    assert_eq!(successful["completed_at"], "2026-11-23T12:01:00.000Z");
    assert_eq!(successful["failure_reason"], Value::Null);
}

#[tokio::test]
async fn the_url_leads_to_the_bank_with_a_session() {
    let sandbox = TestSandbox::start().await;
    let identification = Identification::requested(&sandbox, HAPPY_IBAN).await;
    let resource = identification.resource().await;
    let url: reqwest::Url = resource["url"].as_str().unwrap().parse().unwrap();
    assert!(url.as_str().starts_with(&format!("{}/bank", sandbox.url)), "{url}");
    let query: Vec<_> = url.query_pairs().collect();
    let [(session, key), (interface, _)] = &query[..] else { panic!("{url}") };
    assert_eq!((session.as_ref(), interface.as_ref()), ("wizard_session_key", "interface_id"));
    assert!(key.len() == 40 && key.bytes().all(|b| b.is_ascii_alphanumeric()), "{key}");
    assert_eq!(identification.account_snapshot().await.expect(StatusCode::OK)["status"], "pending");
}

#[tokio::test]
async fn nothing_can_be_skipped() {
    let sandbox = TestSandbox::start().await;
    let created = Identification::created(&sandbox, HAPPY_IBAN).await;
    assert_eq!(created.authorize().await.refused(409), "expectation_mismatch");
    assert_eq!(created.account_snapshot().await.refused(404), "model_not_found");
    let requested = Identification::requested(&sandbox, HAPPY_IBAN).await;
    assert_eq!(requested.request("de").await.refused(409), "expectation_mismatch");
    assert_eq!(requested.authorize().await.refused(409), "expectation_mismatch");
    let paid = Identification::paid(&sandbox, HAPPY_IBAN).await;
    assert_eq!(paid.confirm("123456").await.refused(409), "expectation_mismatch");
    paid.expect("authorization_required", None).await;
}

#[tokio::test]
async fn a_wrong_code_can_be_corrected() {
    let sandbox = TestSandbox::start().await;
    let identification = Identification::paid(&sandbox, HAPPY_IBAN).await;
    let code = identification.code().await;
    let wrong = if code == "000000" { "000001" } else { "000000" };
    assert_eq!(identification.confirm(wrong).await.refused(403), "invalid_tan");
    identification.expect("confirmation_required", None).await;
    let path = format!("{}/confirm", identification.path);
    assert_eq!(sandbox.patch(&path, json!({})).await.mistakes(), ["token"]);
    identification.confirm(&code).await.expect(StatusCode::OK);
}

/// "During this five-minute window, any newly requested OTPs will not be valid" (the guide, Step 5).
#[tokio::test]
async fn a_new_code_is_valid_after_five_minutes() {
    let sandbox = TestSandbox::start().await;
    let identification = Identification::paid(&sandbox, HAPPY_IBAN).await;
    let first = identification.code().await;
    sandbox.clock.advance(TimeDelta::minutes(5));
    assert_eq!(identification.confirm(&first).await.refused(403), "invalid_tan");
    let second = identification.code().await;
    identification.confirm(&second).await.expect(StatusCode::OK);
}

#[tokio::test]
async fn ten_minutes_after_the_payment_it_is_too_late() {
    let sandbox = TestSandbox::start().await;
    let at_tan = Identification::requested(&sandbox, HAPPY_IBAN).await;
    at_tan.bank().await.log_in().await;
    let to_sign = Identification::paid(&sandbox, HAPPY_IBAN).await;
    let signing = Identification::paid(&sandbox, HAPPY_IBAN).await;
    sandbox.clock.advance(TimeDelta::minutes(8));
    let code = signing.code().await;
    sandbox.clock.advance(TimeDelta::minutes(2));
    for identification in [&at_tan, &to_sign, &signing] {
        identification.expect("expired", Some("ACCOUNT_SNAPSHOT_EXPIRED")).await;
        assert_eq!(identification.authorize().await.refused(409), "expectation_mismatch");
    }
    assert_eq!(signing.confirm(&code).await.refused(409), "expectation_mismatch");
}

#[tokio::test]
async fn subscribers_hear_of_what_expired_though_nobody_asked() {
    let sandbox = TestSandbox::start().await;
    let identification = Identification::paid(&sandbox, HAPPY_IBAN).await;
    let (mut subscriber, _) = Subscriber::of(&sandbox, "IDENTIFICATION").await;
    sandbox.clock.advance(TimeDelta::minutes(10));
    let expired = subscriber.next().await.json();
    assert_eq!(expired["status"], "expired");
    assert!(identification.path.ends_with(expired["id"].as_str().unwrap()));
}

#[tokio::test]
async fn thirty_days_without_payment_are_too_many() {
    let mut sandbox = TestSandbox::start().await;
    let path = Identification::requested(&sandbox, HAPPY_IBAN).await.path;
    sandbox.clock.advance(TimeDelta::days(30));
    sandbox.renew_token().await;
    let expired = sandbox.get(&path).await.expect(StatusCode::OK);
    assert_eq!((&expired["status"], &expired["failure_reason"]), (&json!("expired"), &json!("EXPIRED")));
}

#[tokio::test]
async fn an_abandoned_bank_login_changes_nothing() {
    let sandbox = TestSandbox::start().await;
    let identification = Identification::requested(&sandbox, HAPPY_IBAN).await;
    identification.bank().await.submit().await;
    identification.expect("pending", None).await;
    identification.bank().await.pay().await;
    identification.expect("authorization_required", None).await;
}

#[tokio::test]
async fn the_number_has_to_be_verified_first() {
    let sandbox = TestSandbox::start().await;
    let person = sandbox.person().await;
    assert_eq!(create(&sandbox, &person, HAPPY_IBAN).await.refused(412), "MOBILE_NUMBER_NOT_VERIFIED");
}

#[tokio::test]
async fn only_german_ibans_are_taken() {
    let sandbox = TestSandbox::start().await;
    let person = sandbox.verified_person().await;
    for iban in ["FR7630006000011234567890189", "DE12110101010100000020", ""] {
        assert_eq!(create(&sandbox, &person, iban).await.mistakes(), ["iban"], "{iban}");
    }
    let empty = sandbox.post(&format!("{person}/identifications"), json!({})).await;
    assert_eq!(empty.mistakes(), ["method", "iban", "terms_and_conditions_signed_at"]);
}

#[tokio::test]
async fn a_person_has_twenty_attempts() {
    let sandbox = TestSandbox::start().await;
    let person = sandbox.verified_person().await;
    for _ in 0..19 {
        create(&sandbox, &person, HAPPY_IBAN).await.expect(StatusCode::CREATED);
    }
    let refused = create(&sandbox, &person, "DE44110101010100000008").await;
    assert_eq!(refused.refused(412), "PERSON_ACCOUNT_MATCH_NOT_FOUND", "the twentieth, which counts too");
    let refused = create(&sandbox, &person, HAPPY_IBAN).await;
    assert_eq!(refused.refused(412), "IDENTIFICATION_ATTEMPTS_EXCEEDED");
}

#[tokio::test]
async fn who_was_identified_is_not_identified_again() {
    let sandbox = TestSandbox::start().await;
    let (mut subscriber, _) = Subscriber::of(&sandbox, "IDENTIFICATION").await;
    let identification = Identification::paid(&sandbox, HAPPY_IBAN).await;
    identification.sign(&mut subscriber).await;
    let again = create(&sandbox, &identification.person, HAPPY_IBAN).await;
    assert_eq!(again.refused(422), "ALREADY_IDENTIFIED_SUCCESSFULLY");
}

#[tokio::test]
async fn identifications_and_attempts_are_listed() {
    let sandbox = TestSandbox::start().await;
    let identification = Identification::created(&sandbox, HAPPY_IBAN).await;
    let person = &identification.person;
    assert_eq!(
        create(&sandbox, person, "DE33110101010100000012").await.refused(412),
        "PREVIOUS_IDENT_NOT_FOUND"
    );
    let listed = sandbox.get(&format!("{person}/identifications")).await.expect(StatusCode::OK);
    let statuses: Vec<_> = listed.as_array().unwrap().iter().map(|one| &one["status"]).collect();
    assert_eq!(statuses, ["created", "failed"]);
    let attempts =
        sandbox.get(&format!("{person}/bank_identification_attempts")).await.expect(StatusCode::OK);
    let [first, second] = &attempts.as_array().unwrap()[..] else { panic!("{attempts}") };
    assert!(first["id"].as_str().unwrap().ends_with("iatm"));
    assert_eq!(first["identification_id"], listed[0]["id"]);
    assert_eq!(first["created_at"], "2026-11-23T12:00:00.000Z");
    assert_eq!((&first["successful"], &first["failure_reason"]), (&json!(false), &json!("null")));
    assert_eq!(second["failure_reason"], "PREVIOUS_IDENT_NOT_FOUND");
}

#[tokio::test]
async fn nobody_sees_anothers_identification() {
    let sandbox = TestSandbox::start().await;
    let identification = Identification::created(&sandbox, HAPPY_IBAN).await;
    let id = identification.path.rsplit('/').next().unwrap();
    let other = sandbox.verified_person().await;
    let path = format!("{other}/identifications/{id}");
    assert_eq!(sandbox.get(&path).await.refused(404), "model_not_found");
    assert_eq!(sandbox.patch(&format!("{path}/request"), json!({})).await.refused(404), "model_not_found");
}

#[tokio::test]
async fn missing_data_are_named() {
    let sandbox = TestSandbox::start().await;
    let person = sandbox.verified_person().await;
    let cleared = json!({ "salutation": null, "address": null });
    sandbox.patch(&person, cleared).await.expect(StatusCode::OK);
    let refused = create(&sandbox, &person, HAPPY_IBAN).await;
    assert_eq!(refused.status, StatusCode::PRECONDITION_FAILED);
    let errors = refused.body["errors"].as_array().unwrap();
    let named: Vec<_> = errors.iter().map(|error| (&error["code"], &error["source"]["field"])).collect();
    let code = json!("PERSON_MISSING_REQUIRED_DATA");
    assert_eq!(named, [(&code, &json!("salutation")), (&code, &json!("address"))]);
    let complete = support::person();
    let complete = json!({ "salutation": complete["salutation"], "address": complete["address"] });
    sandbox.patch(&person, complete).await.expect(StatusCode::OK);
    create(&sandbox, &person, HAPPY_IBAN).await.expect(StatusCode::CREATED);
}
