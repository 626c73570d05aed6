use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::{BankSession, Visit};
use crate::in_fours::in_fours;
use crate::language::Language;

const CSS: &str = include_str!("bank.css");
/// Another origin frames these pages, so `frame-ancestors` is not named.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'";

pub enum Page {
    Iban(BankSession),
    Login(Vec<Mistake>),
    Tan(BankSession, Vec<Mistake>),
    Done,
    Failed,
    Cancelled,
    /// There is no such session.
    Unknown,
}

/// An input that is empty.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Mistake {
    AccountNumber,
    Pin,
    Tan,
}

impl Page {
    pub fn answer(&self, visit: &Visit, language: Language) -> Response {
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
        (status, headers, self.html(visit, language)).into_response()
    }

    fn html(&self, visit: &Visit, language: Language) -> Markup {
        let heading = self.heading(language);
        html! {
            (DOCTYPE)
            html lang=(language.tag()) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    title {
                        @if self.has_mistakes() { (language.choose("Fehler: ", "Error: ")) }
                        (heading) " – Musterbank"
                    }
                    style { (PreEscaped(CSS)) }
                }
                body {
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
                        (self.body(visit, language))
                    }
                }
            }
        }
    }

    fn name(&self) -> &'static str {
        match self {
            Page::Iban(_) => "iban",
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
            Page::Iban(_) => Some(1),
            Page::Login(_) => Some(2),
            Page::Tan(..) => Some(3),
            Page::Done | Page::Failed | Page::Cancelled | Page::Unknown => None,
        }
    }

    fn has_mistakes(&self) -> bool {
        matches!(self, Page::Login(mistakes) | Page::Tan(_, mistakes) if !mistakes.is_empty())
    }

    fn heading(&self, language: Language) -> &'static str {
        match self {
            Page::Iban(_) => language.choose("Ist das Ihr Konto?", "Is this your account?"),
            Page::Login(_) => language.choose("Bei Ihrer Bank anmelden", "Log in to your bank"),
            Page::Tan(..) => language.choose("Zahlung freigeben", "Release the payment"),
            Page::Done => language.choose("Vielen Dank", "Thank you"),
            Page::Failed => language.choose("Das hat nicht geklappt", "That did not work"),
            Page::Cancelled => language.choose("Sie haben abgebrochen", "You have cancelled"),
            Page::Unknown => language.choose("Diese Seite ist nicht mehr gültig", "This page is no longer valid"),
        }
    }

    fn body(&self, visit: &Visit, language: Language) -> Markup {
        match self {
            Page::Iban(session) => iban(session, visit, language),
            Page::Login(mistakes) => login(mistakes, visit, language),
            Page::Tan(session, mistakes) => tan(session, mistakes, visit, language),
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
                p { a.button href=(visit.link("index.html")) { (language.choose("Zurück zur Bank", "Back to the bank")) } }
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

fn iban(session: &BankSession, visit: &Visit, language: Language) -> Markup {
    html! {
        p {
            (language.choose(
                "Mit diesem Konto bestätigen Sie gleich, wer Sie sind.",
                "With this account you are about to confirm who you are.",
            ))
        }
        dl {
            dt { "IBAN" }
            dd.number { (in_fours(&session.iban)) }
            dt { (language.choose("Inhaberin oder Inhaber", "Account holder")) }
            dd { (session.holder) }
        }
        form method="post" action=(visit.link("index.html")) {
            (buttons(language.choose("Ja, weiter", "Yes, continue"), visit, language))
        }
    }
}

fn login(mistakes: &[Mistake], visit: &Visit, language: Language) -> Markup {
    let account_number = Input {
        name: "account_number",
        label: language.choose("Kontonummer oder Anmeldename", "Account number or login name"),
        mistake: Mistake::AccountNumber,
        message: language.choose("Bitte geben Sie Ihre Kontonummer ein.", "Please enter your account number."),
    };
    let pin = Input {
        name: "pin",
        label: "PIN",
        mistake: Mistake::Pin,
        message: language.choose("Bitte geben Sie Ihre PIN ein.", "Please enter your PIN."),
    };
    html! {
        p {
            (language.choose(
                "Dies ist eine nachgebaute Bank: Jede Eingabe ist richtig, echte Zugangsdaten gehören nicht hierher.",
                "This is a make-believe bank: any entry is right, and real access data do not belong here.",
            ))
        }
        form method="post" action=(visit.link("login")) novalidate {
            (account_number.html("text", "text", mistakes))
            (pin.html("password", "text", mistakes))
            (buttons(language.choose("Anmelden", "Log in"), visit, language))
        }
    }
}

fn tan(session: &BankSession, mistakes: &[Mistake], visit: &Visit, language: Language) -> Markup {
    let tan = Input {
        name: "tan",
        label: "TAN",
        mistake: Mistake::Tan,
        message: language.choose("Bitte geben Sie die TAN ein.", "Please enter the TAN."),
    };
    html! {
        dl {
            dt { (language.choose("Betrag", "Amount")) }
            dd.amount { (language.choose("0,05 €", "€0.05")) }
            dt { (language.choose("An", "To")) }
            dd { "Solaris SE" }
            dt { (language.choose("Von", "From")) }
            dd.number { (in_fours(&session.iban)) }
        }
        p {
            (language.choose(
                "In dieser Testumgebung ist jede TAN richtig.",
                "In this test environment any TAN is right.",
            ))
        }
        form method="post" action=(visit.link("tan")) novalidate {
            (tan.html("text", "numeric", mistakes))
            (buttons(language.choose("Zahlung freigeben", "Release payment"), visit, language))
        }
    }
}

fn buttons(submit: &str, visit: &Visit, language: Language) -> Markup {
    html! {
        button type="submit" { (submit) }
        a.cancel href=(visit.link("cancelled")) { (language.choose("Abbrechen", "Cancel")) }
    }
}

struct Input<'a> {
    name: &'a str,
    label: &'a str,
    mistake: Mistake,
    /// What stands under the label if nothing was entered.
    message: &'a str,
}

impl Input<'_> {
    fn html(&self, kind: &str, inputmode: &str, mistakes: &[Mistake]) -> Markup {
        let wrong = mistakes.contains(&self.mistake);
        let message_id = format!("{}-message", self.name);
        html! {
            div.field {
                label for=(self.name) { (self.label) }
                @if wrong { p.message id=(message_id) { (self.message) } }
                input
                    id=(self.name) name=(self.name) type=(kind) inputmode=(inputmode)
                    autocomplete="off" autocapitalize="none" spellcheck="false"
                    aria-invalid=[wrong.then_some("true")]
                    aria-describedby=[wrong.then_some(&message_id)]
                    autofocus[mistakes.first() == Some(&self.mistake)];
            }
        }
    }
}
