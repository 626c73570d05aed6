//! The pages of the bank, as HTML.

use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use maud::{Markup, html};

use crate::{
    language::Language,
    pages::{
        bank_form::{Account, Mistake, WizardSession, iban, login, tan},
        html,
    },
};

const CSS: &str = include_str!("bank.css");
/// Another origin frames these pages, so `frame-ancestors` is not named.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'";

/// A page and its content.
pub enum Page {
    Iban(Account, Vec<Mistake>),
    Login(Vec<Mistake>),
    Tan(Account, Vec<Mistake>),
    Done,
    Failed,
    Cancelled,
    /// There is no such session.
    Unknown,
}

impl Page {
    /// The response that shows the page.
    pub fn answer(&self, session: &WizardSession, language: Language) -> Response {
        let status = match self {
            Page::Unknown => StatusCode::NOT_FOUND,
            _ => StatusCode::OK,
        };
        let headers = [
            (header::CONTENT_SECURITY_POLICY, POLICY),
            (header::CACHE_CONTROL, "no-store"),
            (header::REFERRER_POLICY, "no-referrer"),
            (header::VARY, "Accept-Language"),
        ];
        (status, headers, self.html(session, language)).into_response()
    }

    fn html(&self, session: &WizardSession, language: Language) -> Markup {
        let heading = self.heading(language);
        let mistake = match self.has_mistakes() {
            true => language.choose("Fehler: ", "Error: "),
            false => "",
        };
        let body = html! {
            header {
                svg viewBox="0 0 24 24" width="28" height="28" aria-hidden="true" {
                    path d="M3 20h18M5 20V10m4.7 10V10m4.6 10V10M19 20V10M2.5 10 12 4l9.5 6z" {}
                }
                span.bank { "Musterbank" }
                span.stand-in { (language.choose("Testumgebung", "Test environment")) }
            }
            main data-bank-page=(self.name()) {
                @if let Some(step) = self.step() {
                    p.step { (language.choose("Schritt", "Step")) " " (step) " " (language.choose("von", "of")) " 3" }
                }
                h1 { (heading) }
                (self.body(session, language))
            }
        };
        html::page(&format!("{mistake}{heading} – Musterbank"), CSS, &body, language)
    }

    fn name(&self) -> &'static str {
        match self {
            Page::Iban(..) => "iban",
            Page::Login(_) => "login",
            Page::Tan(..) => "tan",
            Page::Done => "done",
            Page::Failed => "failed",
            Page::Cancelled => "cancelled",
            Page::Unknown => "unknown",
        }
    }

    fn step(&self) -> Option<u8> {
        match self {
            Page::Iban(..) => Some(1),
            Page::Login(_) => Some(2),
            Page::Tan(..) => Some(3),
            Page::Done | Page::Failed | Page::Cancelled | Page::Unknown => None,
        }
    }

    fn has_mistakes(&self) -> bool {
        matches!(self, Page::Iban(_, mistakes) | Page::Login(mistakes) | Page::Tan(_, mistakes) if !mistakes.is_empty())
    }

    fn heading(&self, language: Language) -> &'static str {
        match self {
            Page::Iban(..) => language.choose("Ihr Konto", "Your account"),
            Page::Login(_) => language.choose("Bei Ihrer Bank anmelden", "Log in to your bank"),
            Page::Tan(..) => language.choose("Zahlung freigeben", "Release the payment"),
            Page::Done => language.choose("Vielen Dank", "Thank you"),
            Page::Failed => language.choose("Das hat nicht geklappt", "That did not work"),
            Page::Cancelled => language.choose("Sie haben abgebrochen", "You have cancelled"),
            Page::Unknown => {
                language.choose("Diese Seite ist nicht mehr gültig", "This page is no longer valid")
            }
        }
    }

    fn body(&self, session: &WizardSession, language: Language) -> Markup {
        match self {
            Page::Iban(account, mistakes) => iban(account, mistakes, session, language),
            Page::Login(mistakes) => login(mistakes, session, language),
            Page::Tan(account, mistakes) => tan(account, mistakes, session, language),
            Page::Done => html! {
                p { (language.choose("Die Zahlung ist freigegeben.", "The payment has been released.")) }
                p { (language.choose("Sie werden automatisch zurückgeleitet.", "You are taken back automatically.")) }
            },
            Page::Failed => html! {
                p {
                    (language.choose(
                        "Wir konnten Ihr Konto nicht bestätigen. Es wurde nichts abgebucht.",
                        "We could not confirm your account. Nothing was debited.",
                    ))
                }
                p { (language.choose("Sie werden automatisch zurückgeleitet.", "You are taken back automatically.")) }
            },
            Page::Cancelled => html! {
                p {
                    (language.choose(
                        "Bei Ihrer Bank ist nichts weiter geschehen. Sie können jederzeit dort weitermachen, wo Sie aufgehört haben.",
                        "Nothing further has happened at your bank. You can continue where you left off at any time.",
                    ))
                }
                p { a.button href=(session.link("/bank")) { (language.choose("Zurück zur Bank", "Back to the bank")) } }
            },
            Page::Unknown => html! {
                p {
                    (language.choose(
                        "Vielleicht ist die Zeit abgelaufen. Bitte beginnen Sie dort neu, wo Sie hergekommen sind.",
                        "Perhaps the time has run out. Please start again where you came from.",
                    ))
                }
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(page: Page, language: Language) -> String {
        let session =
            WizardSession { wizard_session_key: "k&y\"".to_owned(), interface_id: "da05".to_owned() };
        page.html(&session, language).into_string()
    }

    fn account() -> Account {
        Account { iban: "DE11110101010100000020".to_owned() }
    }

    #[track_caller]
    fn check(page: Page, name: &str, buttons: usize, says: &[&str]) {
        let html = html(page, Language::De);
        assert!(html.contains(&format!(r#"<main data-bank-page="{name}">"#)), "{html}");
        assert_eq!(html.matches("<button type=\"submit\"").count(), buttons, "{html}");
        assert_eq!(html.matches("<button").count(), buttons, "{html}");
        for words in says {
            assert!(html.contains(words), "{words} is missing in: {html}");
        }
        assert!(!html.contains("k&y"), "not escaped: {html}");
    }

    #[test]
    fn each_page_has_its_name_and_its_button() {
        check(Page::Iban(account(), Vec::new()), "iban", 1, &[r#"name="iban""#, "Abbrechen"]);
        check(
            Page::Login(Vec::new()),
            "login",
            1,
            &[r#"name="account_number""#, r#"type="password""#, "Abbrechen"],
        );
        check(
            Page::Tan(account(), Vec::new()),
            "tan",
            1,
            &["0,05 €", "Solaris SE", r#"inputmode="numeric""#],
        );
        check(Page::Done, "done", 0, &["automatisch"]);
        check(Page::Failed, "failed", 0, &["nichts abgebucht"]);
        check(Page::Cancelled, "cancelled", 0, &["/bank?wizard_session_key=k%26y%22&amp;interface_id=da05"]);
        check(Page::Unknown, "unknown", 0, &["nicht mehr gültig"]);
    }

    #[test]
    fn an_empty_input_says_so_and_is_the_first_to_type_in() {
        let mistakes =
            Mistake::of_empty([("12345".to_owned(), Mistake::AccountNumber), (" ".to_owned(), Mistake::Pin)]);
        let html = html(Page::Login(mistakes), Language::En);
        assert!(html.contains("<title>Error: "), "{html}");
        assert!(html.contains(r#"<p class="message" id="pin-message">Please enter your PIN.</p>"#), "{html}");
        assert!(html.contains(r#"aria-describedby="pin-message" autofocus"#), "{html}");
        assert!(!html.contains("account_number-message"), "{html}");
    }

    #[test]
    fn another_account_is_noticed_without_naming_the_right_one() {
        let html = html(Page::Iban(account(), vec![Mistake::OtherIban]), Language::En);
        assert!(html.contains("whose IBAN ends in 0020."), "{html}");
        assert!(html.contains(r#"aria-describedby="iban-message" autofocus"#), "{html}");
        assert!(!html.contains("1101"), "{html}");
    }

    #[test]
    fn every_input_has_a_label() {
        for page in
            [Page::Iban(account(), Vec::new()), Page::Login(Vec::new()), Page::Tan(account(), Vec::new())]
        {
            let html = html(page, Language::De);
            for input in html.split("<input id=\"").skip(1) {
                let id = input.split('"').next().unwrap();
                assert!(html.contains(&format!(r#"<label for="{id}">"#)), "{id}");
            }
        }
    }

    #[test]
    fn another_origin_may_frame_the_pages() {
        let session = WizardSession { wizard_session_key: String::new(), interface_id: String::new() };
        let answer = Page::Done.answer(&session, Language::De);
        assert!(!answer.headers().contains_key(header::X_FRAME_OPTIONS));
        assert!(
            !answer.headers()[header::CONTENT_SECURITY_POLICY].to_str().unwrap().contains("frame-ancestors")
        );
    }
}
