use chrono::TimeDelta;
use serde_json::Value;

use super::*;

const HAPPY: &str = "DE11110101010100000020";
const SWISSCOM_REFUSES: &str = "DE77110101010100000093";

fn noon() -> DateTime<Utc> {
    "2026-11-23T12:00:00Z".parse().unwrap()
}

fn after(minutes: i64) -> DateTime<Utc> {
    noon() + TimeDelta::minutes(minutes)
}

fn created(iban: &str) -> Identification {
    Identification::new("1cidt".into(), "1iatm".into(), iban.into(), "2026-11-23T12:00:00Z".into(), noon())
}

fn requested(iban: &str) -> Identification {
    let mut identification = created(iban);
    identification.request("key".into(), "http://localhost/bank".into(), Language::De).unwrap();
    identification
}

fn paid(iban: &str) -> Identification {
    let mut identification = requested(iban);
    identification.enter_iban();
    identification.log_in(noon());
    identification.transfer();
    identification
}

fn code(token: &str) -> SignatureCode {
    SignatureCode { token: token.into(), reference_token: "1234-5678".into() }
}

#[test]
fn the_happy_path_has_the_guides_statuses() {
    let mut identification = created(HAPPY);
    let mut statuses = vec![identification.status.name().to_owned()];
    let mut note = |identification: &Identification| {
        statuses.push(identification.status.name().to_owned());
    };
    identification.request("key".into(), "url".into(), Language::De).unwrap();
    note(&identification);
    identification.enter_iban();
    identification.log_in(noon());
    note(&identification);
    identification.transfer();
    note(&identification);
    identification.authorize(code("123456"), noon()).unwrap();
    note(&identification);
    identification.confirm("123456", noon()).unwrap();
    note(&identification);
    assert!(identification.finish(after(1)));
    note(&identification);
    let expected = [
        "created",
        "pending",
        "pending",
        "authorization_required",
        "confirmation_required",
        "confirmed",
        "successful",
    ];
    assert_eq!(statuses, expected);
    assert_eq!(identification.resource()["completed_at"], "2026-11-23T12:01:00.000Z");
}

#[test]
fn nothing_can_be_skipped() {
    let mismatch = Err(Refusal::ExpectationMismatch);
    assert_eq!(created(HAPPY).authorize(code("1"), noon()), mismatch);
    assert_eq!(requested(HAPPY).request("key".into(), "url".into(), Language::De), mismatch);
    assert_eq!(paid(HAPPY).confirm("123456", noon()), mismatch);
    let mut at_login = requested(HAPPY);
    at_login.transfer();
    at_login.log_in(noon());
    assert_eq!((&at_login.status, at_login.bank_page()), (&Status::Pending, Some(BankPage::Iban)));
    assert!(!requested(HAPPY).finish(noon()));
}

#[test]
fn ten_minutes_run_from_the_login_to_the_signature() {
    let mut at_tan = requested(HAPPY);
    at_tan.enter_iban();
    at_tan.log_in(noon());
    assert_eq!(at_tan.snapshot_status(), Some("available"));
    assert_eq!(at_tan.resource()["authorization_expires_at"], Value::Null);
    let mut to_sign = paid(HAPPY);
    assert_eq!(to_sign.resource()["authorization_expires_at"], "2026-11-23T12:10:00.000Z");
    to_sign.authorize(code("123456"), after(8)).unwrap();
    assert_eq!(to_sign.resource()["confirmation_expires_at"], "2026-11-23T12:10:00.000Z");
    for mut identification in [at_tan, paid(HAPPY), to_sign] {
        identification.expire(after(10) - TimeDelta::milliseconds(1));
        assert_eq!(identification.failure_reason(), None);
        identification.expire(after(10));
        assert_eq!(identification.status, Status::Expired(Rejection::AccountSnapshotExpired));
    }
}

#[test]
fn what_was_signed_does_not_expire() {
    let mut signed = paid(HAPPY);
    signed.authorize(code("123456"), noon()).unwrap();
    signed.confirm("123456", noon()).unwrap();
    signed.expire(after(10));
    assert_eq!(signed.status, Status::Confirmed);
    signed.finish(after(11));
    signed.expire(noon() + LIFETIME);
    assert!(signed.is_successful());
}

#[test]
fn thirty_days_is_the_longest() {
    for mut identification in [created(HAPPY), requested(HAPPY)] {
        identification.expire(noon() + LIFETIME - TimeDelta::seconds(1));
        assert_eq!(identification.failure_reason(), None);
        identification.expire(noon() + LIFETIME);
        assert_eq!(identification.status, Status::Expired(Rejection::Expired));
    }
}

#[test]
fn the_first_code_is_the_valid_one_for_five_minutes() {
    let mut identification = paid(HAPPY);
    identification.authorize(code("111111"), noon()).unwrap();
    identification.authorize(code("222222"), after(4)).unwrap();
    assert_eq!(identification.confirm("222222", after(4)), Err(Refusal::InvalidTan));
    assert_eq!(identification.confirm("111111", after(5)), Err(Refusal::InvalidTan));
    identification.authorize(code("333333"), after(5)).unwrap();
    assert_eq!(identification.confirm("333333", after(9)), Ok(()));
}

#[test]
fn where_the_table_says_so_a_new_code_replaces_the_old() {
    let mut identification = paid(SWISSCOM_REFUSES);
    identification.authorize(code("111111"), noon()).unwrap();
    identification.authorize(code("222222"), after(1)).unwrap();
    assert_eq!(identification.confirm("111111", after(1)), Err(Refusal::InvalidTan));
    assert_eq!(identification.confirm("222222", after(1)), Ok(()));
    assert!(!identification.finish(after(2)), "and then Swisscom refuses");
    assert_eq!(identification.status, Status::Failed(Rejection::DependencyError));
}

#[test]
fn the_bank_login_can_fail() {
    for (iban, rejection) in [
        ("DE55110101010100000004", Rejection::JointAccount),
        ("DE66110101010100000000", Rejection::AccountSnapshotFailed),
    ] {
        let mut identification = requested(iban);
        identification.enter_iban();
        identification.log_in(noon());
        assert_eq!(identification.status, Status::Failed(rejection));
        assert_eq!(identification.snapshot_status(), Some("failed"));
        assert_eq!(identification.bank_page(), Some(BankPage::Failed));
        assert_eq!(identification.expect_authorization(), Err(Refusal::ExpectationMismatch));
    }
}

#[test]
fn a_payment_is_authorized_once() {
    let mut at_tan = requested(HAPPY);
    at_tan.enter_iban();
    at_tan.log_in(noon());
    assert!(at_tan.transfer());
    assert!(!at_tan.transfer());
    assert_eq!(at_tan.status, Status::AuthorizationRequired);
}

#[test]
fn an_authorized_holder_pays_in_vain() {
    let identification = paid("DE43110101010000000010");
    assert_eq!(identification.status, Status::Failed(Rejection::AccessByAuthorizedHolder));
    assert_eq!(identification.bank_page(), Some(BankPage::Done), "the bank has no complaint");
}

#[test]
fn each_change_is_told_once() {
    let mut identification = created(HAPPY);
    assert!(identification.take_change().is_none());
    identification.request("key".into(), "url".into(), Language::De).unwrap();
    assert!(identification.take_change().is_some());
    assert!(identification.take_change().is_none());
    identification.enter_iban();
    assert!(identification.take_change().is_none(), "the bank's own business");
    identification.log_in(noon());
    assert!(identification.take_change().is_some(), "the account snapshot is available");
    identification.transfer();
    assert_eq!(identification.take_change().unwrap().webhook()["status"], "authorization_required");
}
