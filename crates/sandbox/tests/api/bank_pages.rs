//! What the bank's pages do when they are not walked straight through; the straight way is in `identifications`.

use reqwest::StatusCode;

use crate::support::{Bank, HAPPY_IBAN, Identification, TestSandbox};

/// The name of a page.
fn name(html: &str) -> &str {
    let (_, rest) = html.split_once("data-bank-page=\"").expect("a page of the bank");
    rest.split('"').next().unwrap()
}

/// Sends a form as it is given; the page after.
async fn send(bank: &Bank<'_>, path: &str, form: &[(&str, &str)]) -> String {
    let mut url = bank.page.clone();
    url.set_path(path);
    bank.sandbox.http.post(url).form(form).send().await.unwrap().text().await.unwrap()
}

#[tokio::test]
async fn each_page_has_its_turn_and_one_button() {
    let sandbox = TestSandbox::start().await;
    let identification = Identification::requested(&sandbox, HAPPY_IBAN).await;
    let mut bank = identification.bank().await;
    for page in ["iban", "login", "tan"] {
        assert_eq!(name(&bank.html), page);
        assert_eq!(name(&identification.bank().await.html), page, "a reload stays there");
        assert_eq!(bank.html.matches("type=\"submit\"").count(), 1, "{}", bank.html);
        bank = bank.submit().await;
    }
    assert_eq!(name(&bank.html), "done");
    assert_eq!(name(&send(&bank, "/bank/tan", &[("tan", "1")]).await), "done");
    assert_eq!(identification.documents().await.len(), 2, "sent twice is paid once");
}

#[tokio::test]
async fn a_double_click_pays_once() {
    let sandbox = TestSandbox::start().await;
    let identification = Identification::requested(&sandbox, HAPPY_IBAN).await;
    let tan = identification.bank().await.log_in().await;
    let form = [("tan", "123456")];
    let pages = tokio::join!(send(&tan, "/bank/tan", &form), send(&tan, "/bank/tan", &form));
    assert_eq!((name(&pages.0), name(&pages.1)), ("done", "done"));
    assert_eq!(identification.documents().await.len(), 2);
}

#[tokio::test]
async fn empty_fields_are_asked_for_again() {
    let sandbox = TestSandbox::start().await;
    let identification = Identification::requested(&sandbox, HAPPY_IBAN).await;
    let login = identification.bank().await.submit().await;
    let again = send(&login, "/bank/login", &[("account_number", "1"), ("pin", " ")]).await;
    assert_eq!(name(&again), "login");
    assert_eq!(identification.account_snapshot().await.expect(StatusCode::OK)["status"], "pending");
    let tan = login.submit().await;
    assert_eq!(name(&send(&tan, "/bank/tan", &[("tan", "")]).await), "tan");
    identification.expect("pending", None).await;
}

#[tokio::test]
async fn another_account_is_noticed() {
    let sandbox = TestSandbox::start().await;
    let identification = Identification::requested(&sandbox, HAPPY_IBAN).await;
    let bank = identification.bank().await;
    for typed in ["", "DE89370400440532013000", "DE1111010101010000002"] {
        let page = send(&bank, "/bank/iban", &[("iban", typed)]).await;
        assert_eq!((name(&page), page.matches("iban-message").count()), ("iban", 2), "{typed}");
    }
    // Nothing has happened: neither the login nor the transfer can be sent by themselves.
    let inputs = [("account_number", "1"), ("pin", "1"), ("tan", "1")];
    for path in ["/bank/login", "/bank/tan"] {
        assert_eq!(name(&send(&bank, path, &inputs).await), "iban");
    }
    identification.expect("pending", None).await;
    assert_eq!(identification.account_snapshot().await.expect(StatusCode::OK)["status"], "pending");
    assert_eq!(name(&send(&bank, "/bank/iban", &[("iban", "de11 1101 0101 0100 0000 20")]).await), "login");
}

#[tokio::test]
async fn nothing_is_shown_without_a_session() {
    let sandbox = TestSandbox::start().await;
    for path in ["/bank", "/bank?wizard_session_key=guessed&interface_id=da05"] {
        let response = sandbox.http.get(format!("{}{path}", sandbox.url)).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::NOT_FOUND);
        assert_eq!(name(&response.text().await.unwrap()), "unknown");
    }
}

#[tokio::test]
async fn the_pages_speak_the_browsers_language_and_can_be_framed() {
    let sandbox = TestSandbox::start().await;
    let url = Identification::requested(&sandbox, HAPPY_IBAN).await.bank().await.page;
    for (language, html) in [("en-GB,en", "<html lang=\"en\">"), ("de", "<html lang=\"de\">")] {
        let request = sandbox.http.get(url.clone()).header("accept-language", language);
        let response = request.send().await.unwrap();
        assert!(!response.headers().contains_key("x-frame-options"));
        assert!(response.text().await.unwrap().contains(html));
    }
}
