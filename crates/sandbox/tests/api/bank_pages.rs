use serde_json::json;

use crate::support::{HAPPY, TestSandbox};

fn name(page: &str) -> &str {
    let (_, rest) = page.split_once("data-bank-page=\"").expect("a page of the bank");
    rest.split('"').next().unwrap()
}

#[tokio::test]
async fn each_page_has_its_turn() {
    let sandbox = TestSandbox::start().await;
    let (ids, bank) = sandbox.requested(HAPPY).await;
    let first = bank.page().await;
    assert_eq!(name(&first), "iban");
    assert!(first.contains("DE11 1101 0101 0100 0000 20"), "{first}");
    let login = bank.submit("iban", &[]).await;
    assert_eq!(name(&login), "login");
    assert_eq!(name(&bank.page().await), "login", "a reload stays there");
    let tan = bank.submit("login", &[("account_number", "12345678"), ("pin", "12345")]).await;
    assert_eq!(name(&tan), "tan");
    for page in [&first, &login, &tan] {
        assert_eq!(page.matches("type=\"submit\"").count(), 1, "{page}");
    }
    let done = bank.submit("tan", &[("tan", "123456")]).await;
    assert_eq!(name(&done), "done");
    assert_eq!(name(&bank.submit("tan", &[("tan", "123456")]).await), "done", "sent twice is paid once");
    let documents = sandbox.identification(&ids).await["documents"].clone();
    assert_eq!(documents.as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn empty_fields_are_asked_for_again() {
    let sandbox = TestSandbox::start().await;
    let (ids, bank) = sandbox.requested(HAPPY).await;
    bank.submit("iban", &[]).await;
    assert_eq!(name(&bank.submit("login", &[("account_number", "1"), ("pin", " ")]).await), "login");
    assert_eq!(sandbox.get(&ids.path("/account_snapshot")).await.expect(200)["status"], "pending");
    bank.submit("login", &[("account_number", "1"), ("pin", "1")]).await;
    assert_eq!(name(&bank.submit("tan", &[("tan", "")]).await), "tan");
    assert_eq!(sandbox.identification(&ids).await["status"], "pending");
}

#[tokio::test]
async fn who_goes_away_can_come_back() {
    let sandbox = TestSandbox::start().await;
    let (ids, bank) = sandbox.requested(HAPPY).await;
    let mut cancel = bank.url.clone();
    cancel.set_path("/bank/cancelled");
    let cancelled = sandbox.http.get(cancel).send().await.unwrap().text().await.unwrap();
    assert_eq!(name(&cancelled), "cancelled");
    assert_eq!(sandbox.identification(&ids).await["status"], "pending");
    bank.pay().await;
    assert_eq!(sandbox.identification(&ids).await["status"], "authorization_required");
}

#[tokio::test]
async fn nothing_is_shown_without_a_session() {
    let sandbox = TestSandbox::start().await;
    for path in ["/bank", "/bank?wizard_session_key=guessed&interface_id=da05"] {
        let response = sandbox.http.get(format!("{}{path}", sandbox.url)).send().await.unwrap();
        assert_eq!(response.status(), 404);
    }
}

#[tokio::test]
async fn the_pages_speak_the_browsers_language_and_can_be_framed() {
    let sandbox = TestSandbox::start().await;
    let (_, bank) = sandbox.requested(HAPPY).await;
    for (language, html) in [("en-GB,en", "<html lang=\"en\">"), ("de", "<html lang=\"de\">")] {
        let request = sandbox.http.get(bank.url.clone()).header("accept-language", language);
        let response = request.send().await.unwrap();
        assert!(!response.headers().contains_key("x-frame-options"));
        assert_eq!(response.headers()["cache-control"], "no-store");
        assert!(response.text().await.unwrap().contains(html));
    }
    let inbox = sandbox.post("/v1/iban_lookups", json!({ "iban": HAPPY })).await.expect(200);
    assert_eq!(inbox["bank_name"], "Musterbank", "the bank of the pages");
}
