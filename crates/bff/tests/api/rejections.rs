use bankident_wire::{IbanStage, Rejection, Stage, Step};
use chrono::TimeDelta;

use crate::support::{Customer, GOOD_IBAN, TestApp};

fn rejected(rejection: Rejection) -> Stage {
    Stage::Iban(IbanStage { rejection: Some(rejection) })
}

#[tokio::test]
async fn a_rejected_iban_can_be_replaced() {
    let app = TestApp::start().await;
    let customer = Customer::start(&app).await;
    customer.to_iban().await;
    let table = [
        ("DE22110101010100000016", Rejection::MatchForPersonDataNotFound),
        ("DE33110101010100000012", Rejection::PreviousIdentNotFound),
        ("DE44110101010100000008", Rejection::PersonAccountMatchNotFound),
    ];
    for (iban, rejection) in table {
        assert_eq!(customer.submit("/iban", customer.iban(iban)).await, rejected(rejection), "{iban}");
        assert_eq!(customer.reload().await, rejected(rejection));
    }
    assert_eq!(customer.submit("/iban", customer.iban(GOOD_IBAN)).await.step(), Step::Bank);
}

#[tokio::test]
async fn who_is_too_slow_after_the_payment_begins_anew() {
    let app = TestApp::start().await;
    let customer = Customer::start(&app).await;
    customer.to_contract().await;
    app.advance(TimeDelta::minutes(10));
    assert_eq!(customer.reload().await, rejected(Rejection::AccountSnapshotExpired));
    assert_eq!(customer.submit("/iban", customer.iban(GOOD_IBAN)).await.step(), Step::Bank);
}
