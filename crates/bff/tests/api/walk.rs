use bankident_wire::{DocumentKind, ProblemCode, SignPhase, Stage, Step};
use reqwest::{Method, StatusCode};
use serde_json::json;

use crate::support::{Customer, GOOD_IBAN, MOBILE_CODE, NUMBER, TestApp, problem};

#[tokio::test]
async fn from_the_terms_to_the_signed_contract() {
    let app = TestApp::start().await;
    let customer = Customer::start(&app).await;
    assert_eq!(customer.submit("/terms", customer.terms()).await.step(), Step::Person);
    assert_eq!(customer.submit("/person", customer.person()).await.step(), Step::Address);
    assert_eq!(customer.submit("/address", customer.address()).await.step(), Step::Status);
    assert_eq!(customer.submit("/status", customer.status()).await.step(), Step::Mobile);
    let Stage::Check(check) = customer.submit("/mobile", json!({ "number": "+1 555 0101" })).await else {
        panic!("check")
    };
    assert_eq!(check.person.last_name.as_str(), "Zierfisch");
    assert_eq!(check.number.as_ref().map(|number| number.as_str()), Some(NUMBER));
    let Stage::MobileCode(code) = customer.submit("/check", json!({})).await else { panic!("mobile-code") };
    assert_eq!(code.number_masked, "+1 ••• 01");
    assert_eq!(customer.submit("/mobile-code", json!({ "token": MOBILE_CODE })).await.step(), Step::Iban);
    let bank = customer.bank_of(customer.submit("/iban", customer.iban(GOOD_IBAN)).await);
    assert!(bank.url.starts_with(&app.sandbox_url));

    let mut stages = customer.stages().await;
    assert_eq!(stages.next().await.unwrap().step(), Step::Bank, "the first event comes at once");
    let transfer = bank.log_in().await;
    let initiated =
        stages.until(|stage| matches!(stage, Stage::Bank(bank) if bank.expires_at.is_some())).await;
    let Stage::Bank(initiated) = initiated else { unreachable!() };
    let ten_minutes = chrono::TimeDelta::minutes(10);
    assert_eq!(initiated.expires_at, Some(app.now() + ten_minutes), "the clock runs from the payment");
    transfer.confirm().await;
    let contract = stages.until(|stage| matches!(stage, Stage::Contract(_))).await;
    let Stage::Contract(contract) = contract else { unreachable!() };
    assert_eq!(contract.expires_at, Some(app.now() + ten_minutes));
    let kinds: Vec<_> = contract.documents.iter().map(|document| document.kind).collect();
    assert!(kinds.contains(&DocumentKind::Contract) && kinds.contains(&DocumentKind::KycReport), "{kinds:?}");

    let Stage::Sign(sign) = customer.submit_contract().await else { panic!("sign") };
    assert!(matches!(sign.phase, SignPhase::CodeSent { expires_at: Some(_), .. }));
    let token = app.code("signature").await;
    customer.submit("/sign", json!({ "token": token })).await;
    let Stage::Done(done) = stages.until(|stage| matches!(stage, Stage::Done(_))).await else {
        unreachable!()
    };
    let (receipt, signed) = done.documents.split_last().unwrap();
    assert_eq!((receipt.kind, signed.len()), (DocumentKind::Consents, contract.documents.len()));
    for document in signed {
        assert!(!contract.documents.contains(document), "the signed one is another");
        let path = format!("/documents/{}", document.id);
        let pdf = customer.request(Method::GET, &path, None).await;
        assert_eq!(pdf.headers()["content-type"], "application/pdf");
        assert_eq!(pdf.headers()["cache-control"], "no-store");
        let pdf = pdf.bytes().await.unwrap();
        assert!(pdf.starts_with(b"%PDF-"));
        assert_eq!(pdf.len() as u64, document.size);
    }
}

#[tokio::test]
async fn a_reload_returns_to_the_same_screen() {
    let app = TestApp::start().await;
    let customer = Customer::start(&app).await;
    let commands = [
        ("/terms", customer.terms()),
        ("/person", customer.person()),
        ("/address", customer.address()),
        ("/status", customer.status()),
        ("/mobile", json!({ "number": NUMBER })),
        ("/check", json!({})),
        ("/mobile-code", json!({ "token": MOBILE_CODE })),
        ("/iban", customer.iban(GOOD_IBAN)),
    ];
    for (path, body) in commands {
        let stage = customer.submit(path, body).await;
        assert_eq!(customer.reload().await, stage, "after {path}");
    }
    let mut stages = customer.stages().await;
    customer.bank_of(customer.reload().await).log_in().await.confirm().await;
    let contract = stages.until(|stage| matches!(stage, Stage::Contract(_))).await;
    assert_eq!(customer.reload().await, contract);
    let sign = customer.submit_contract().await;
    assert_eq!(customer.reload().await, sign);
    let done = customer.sign(&mut stages).await;
    assert_eq!(customer.reload().await, done);
}

#[tokio::test]
async fn a_restart_of_the_server_is_not_noticed() {
    let mut app = TestApp::start().await;
    let session = {
        let customer = Customer::start(&app).await;
        customer.to_bank().await;
        customer.session
    };
    app.restart().await;
    let customer = Customer { app: &app, session, language: "de" };
    let mut stages = customer.stages().await;
    customer.bank_of(stages.next().await.unwrap()).log_in().await.confirm().await;
    stages.until(|stage| matches!(stage, Stage::Contract(_))).await;
}

#[tokio::test]
async fn a_command_for_another_screen_answers_the_stage() {
    let app = TestApp::start().await;
    let customer = Customer::start(&app).await;
    let nothing_personal = customer.submit("/person", customer.person()).await;
    assert_eq!(nothing_personal.step(), Step::Terms, "nothing is taken before the terms are accepted");
    let Stage::Person(person) = customer.submit("/terms", customer.terms()).await else { panic!("person") };
    assert_eq!(person.answers, None, "nothing was kept before the terms were accepted");
    assert_eq!(customer.submit("/sign", json!({ "token": "123456" })).await.step(), Step::Person);
    assert_eq!(customer.submit_contract().await.step(), Step::Person);
}

#[tokio::test]
async fn a_double_click_sends_one_sms() {
    let app = TestApp::start().await;
    let customer = Customer::start(&app).await;
    customer.to_check().await;
    let (first, second) =
        tokio::join!(customer.submit("/check", json!({})), customer.submit("/check", json!({})));
    assert_eq!(first, second);
    assert_eq!(first.step(), Step::MobileCode);
    assert_eq!(app.sms_count().await, 1);
}

#[tokio::test]
async fn polling_closes_the_gap_that_lost_webhooks_leave() {
    let app = TestApp::start_without_webhooks().await;
    let customer = Customer::start(&app).await;
    let transfer = customer.to_bank().await.log_in().await;
    let Stage::Bank(bank) = customer.reload().await else { panic!("bank") };
    assert!(bank.expires_at.is_some(), "the payment was initiated");
    transfer.confirm().await;
    assert_eq!(customer.reload().await.step(), Step::Bank, "not at every poll");
    app.advance(chrono::TimeDelta::seconds(2));
    assert_eq!(customer.reload().await.step(), Step::Contract);
}

#[tokio::test]
async fn without_its_session_there_is_no_journey() {
    let app = TestApp::start().await;
    let mut customer = Customer::start(&app).await;
    for session in ["", "0", &"0".repeat(64)] {
        customer.session = session.to_owned();
        for (method, path) in [(Method::GET, ""), (Method::GET, "/events"), (Method::GET, "/documents/1cdoc")]
        {
            let problem = problem(customer.request(method, path, None).await).await;
            assert_eq!(problem.code, ProblemCode::SessionUnknown);
        }
        assert_eq!(customer.fail("/person", customer.person()).await.code, ProblemCode::SessionUnknown);
    }
}

#[tokio::test]
async fn documents_belong_to_their_journey() {
    let app = TestApp::start().await;
    let customer = Customer::start(&app).await;
    let Stage::Contract(contract) = customer.to_contract().await else { panic!("contract") };
    let path = format!("/documents/{}", contract.documents[0].id);
    assert_eq!(customer.request(Method::GET, &path, None).await.status(), StatusCode::OK);
    let other = Customer::start(&app).await;
    let refused = problem(other.request(Method::GET, &path, None).await).await;
    assert_eq!(refused.code, ProblemCode::NotFound);
}

#[tokio::test]
async fn mistakes_are_told_by_field() {
    let app = TestApp::start().await;
    let customer = Customer::start(&app).await;
    let missing =
        |fields: &[&str]| fields.iter().map(|name| (name.to_string(), "missing")).collect::<Vec<_>>();
    assert_eq!(customer.mistakes("/terms", json!({})).await, missing(&["terms_conditions", "data_terms"]));
    let before =
        json!({ "terms_conditions_signed_at": "2026-11-23T11:59:59Z", "data_terms_signed_at": app.now() });
    let out_of_bounds = ("terms_conditions".to_owned(), "out-of-bounds");
    assert_eq!(customer.mistakes("/terms", before).await, [out_of_bounds]);
    customer.submit("/terms", customer.terms()).await;
    let mut child = customer.person();
    child["birth_date"] = "24.11.2008".into();
    assert_eq!(customer.mistakes("/person", child).await, [("birth_date".to_owned(), "too-young")]);
    let all =
        ["salutation", "first_name", "last_name", "birth_date", "birth_city", "birth_country", "nationality"];
    assert_eq!(customer.mistakes("/person", json!({})).await, missing(&all));
    // A number is no name. No screen sends that: the body cannot be read, and no field is to blame.
    assert_eq!(customer.mistakes("/person", json!({ "first_name": 1 })).await, []);
}

#[tokio::test]
async fn the_bank_is_named_while_the_iban_is_typed() {
    let app = TestApp::start().await;
    let customer = Customer::start(&app).await;
    customer.to_iban().await;
    let answer = customer.request(Method::POST, "/iban/lookup", Some(json!({ "iban": GOOD_IBAN }))).await;
    let answer: bankident_wire::BankOfIban = answer.json().await.unwrap();
    assert!(answer.bank_name.is_some_and(|name| !name.is_empty()));
    let typo = json!({ "iban": "DE12110101010100000020" });
    assert_eq!(customer.mistakes("/iban/lookup", typo).await, [("iban".to_owned(), "checksum")]);
    // The check digits are right, but no bank has this code: only Solaris knows.
    let of_no_bank = json!({ "iban": "DE11010101010000000042" });
    assert_eq!(customer.mistakes("/iban/lookup", of_no_bank).await, [("iban".to_owned(), "rejected")]);
    let of_unknown_bank = json!({ "iban": "DE21500500009876543210" });
    let answer = customer.request(Method::POST, "/iban/lookup", Some(of_unknown_bank)).await;
    let answer: bankident_wire::BankOfIban = answer.json().await.unwrap();
    assert_eq!(answer.bank_name, None, "that is no mistake");
    app.provoke("POST /v1/iban_lookups", 3, json!({ "kind": "status", "status": 503, "code": "-" })).await;
    let answer = customer.request(Method::POST, "/iban/lookup", Some(json!({ "iban": GOOD_IBAN }))).await;
    assert_eq!(answer.status(), 200, "without the look-up the walk goes on");
}
