use chrono::TimeDelta;
use serde_json::json;

use super::*;

fn now() -> DateTime<Utc> {
    "2026-11-23T12:00:00Z".parse().unwrap()
}

fn at_bank(payment: Payment) -> Identification {
    Identification::AtBank {
        id: "1cidt".into(),
        iban_masked: "DE".into(),
        url: "https://bank".into(),
        payment,
    }
}

fn resource(status: &str, failure_reason: Option<&str>) -> IdentificationResource {
    serde_json::from_value(json!({
        "id": "1cidt", "url": "https://bank", "status": status, "failure_reason": failure_reason,
    }))
    .unwrap()
}

#[track_caller]
fn check(before: Identification, status: &str, reason: Option<&str>, expected: Identification) {
    assert_eq!(before.updated_from(&resource(status, reason), false, now()), expected, "{status} {reason:?}");
}

#[test]
fn the_clock_starts_with_the_payment() {
    let initiated = at_bank(Payment::Initiated { at: now() });
    assert_eq!(at_bank(Payment::Awaited).updated_from(&resource("pending", None), true, now()), initiated);
    let later = now() + TimeDelta::minutes(1);
    assert_eq!(
        initiated.clone().updated_from(&resource("pending", None), true, later),
        initiated,
        "and only once"
    );
    check(at_bank(Payment::Awaited), "pending", None, at_bank(Payment::Awaited));
}

/// The guide's examples have no `authorization_expires_at` before the code is sent.
#[test]
fn without_a_deadline_of_the_api_the_payment_has_one() {
    let ready = |minutes| Identification::ContractReady {
        id: "1cidt".into(),
        documents: vec![],
        expires_at: Some(now() + TimeDelta::minutes(minutes)),
    };
    let paid = Payment::Initiated { at: now() - TimeDelta::minutes(4) };
    check(at_bank(paid), "authorization_required", None, ready(6));
    check(at_bank(Payment::Awaited), "authorization_required", None, ready(10));
    check(ready(6), "authorization_required", None, ready(6));
    let sent = CodeSent {
        id: "1cidt".into(),
        authorization_expires_at: Some(now() + TimeDelta::minutes(6)),
        ..CodeSent::at(now())
    };
    check(ready(6), "confirmation_required", None, Identification::CodeSent(sent.into()));
    let mut named = resource("authorization_required", None);
    named.authorization_expires_at = Some(now() + TimeDelta::minutes(9));
    assert_eq!(ready(6).updated_from(&named, false, now()), ready(9), "the API knows better");
}

#[test]
fn a_failure_has_its_reason() {
    let awaited = || at_bank(Payment::Awaited);
    let rejected = Identification::rejected;
    check(awaited(), "failed", Some("joint_account"), rejected(Rejection::JointAccount));
    check(awaited(), "failed", Some("null"), rejected(Rejection::GenericError));
    check(awaited(), "aborted", None, rejected(Rejection::GenericError));
}

#[test]
fn an_expiry_is_the_payments_once_there_is_one() {
    let initiated = at_bank(Payment::Initiated { at: now() });
    check(at_bank(Payment::Awaited), "expired", None, Identification::rejected(Rejection::Expired));
    check(initiated, "expired", None, Identification::rejected(Rejection::AccountSnapshotExpired));
}

#[test]
fn an_unknown_status_changes_nothing() {
    check(at_bank(Payment::Awaited), "waiting_for_the_moon", None, at_bank(Payment::Awaited));
}

#[test]
fn another_look_does_not_move_the_time_of_the_code() {
    let sent_at = now() - TimeDelta::minutes(2);
    let sent = CodeSent {
        id: "1cidt".into(),
        documents: vec![],
        sent_at,
        confirmation_expires_at: None,
        authorization_expires_at: Some(now() + TimeDelta::minutes(5)),
        wrong_codes: 2,
        reference: None,
    };
    let before = Identification::CodeSent(sent.clone().into());
    check(before.clone(), "confirmation_required", None, before);
}

#[test]
fn signed_is_signed_once_the_documents_are_there() {
    let confirming = |completed_at| Identification::Confirming {
        id: "1cidt".into(),
        documents: vec![],
        since: Some(now()),
        reference: None,
        completed_at,
    };
    let signed = |documents| Identification::Signed {
        id: "1cidt".into(),
        documents,
        completed_at: now(),
        reference: None,
    };
    check(confirming(None), "confirmed", None, confirming(None));
    check(confirming(None), "successful", None, confirming(Some(now())));
    let mut listed = resource("successful", None);
    listed.documents = Some(vec![]);
    let read = |before: Identification, resource: &IdentificationResource, minutes| {
        let wait = TimeDelta::minutes(2);
        let later = now() + TimeDelta::minutes(minutes);
        before.updated_from(resource, false, later).without_late_documents(wait, later)
    };
    let waiting = confirming(Some(now()));
    assert_eq!(read(waiting.clone(), &listed, 1), waiting, "the list is empty so far");
    assert_eq!(read(waiting.clone(), &listed, 2), signed(vec![]), "no longer than that");
    assert_eq!(read(signed(vec![]), &listed, 3), signed(vec![]));
    let document =
        json!({ "id": "2cdoc", "name": "x.pdf", "document_type": "SIGNED_QES_DOCUMENT", "size": 2 });
    listed.documents = Some(vec![serde_json::from_value(document).unwrap()]);
    for before in [confirming(None), waiting, signed(vec![])] {
        assert_eq!(read(before, &listed, 3).documents().len(), 1, "whenever they come");
    }
}
