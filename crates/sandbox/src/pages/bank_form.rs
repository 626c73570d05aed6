//! The bank's forms: what the customer confirms or types, and the session that every link carries.

use axum::response::Redirect;
use maud::{Markup, html};
use serde::{Deserialize, Serialize};

use crate::{format, language::Language};

/// The query of `identification.url`. Every link carries it.
#[derive(Deserialize, Serialize)]
pub struct WizardSession {
    #[serde(default)]
    pub wizard_session_key: String,
    #[serde(default)]
    pub interface_id: String,
}

/// The account of the identification.
pub struct Account {
    pub iban: String,
}

/// What is wrong with an input. What the bank's pages take cannot be wrong, only missing; but for the IBAN.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Mistake {
    Iban,
    /// Another account than the one of the identification.
    OtherIban,
    AccountNumber,
    Pin,
    Tan,
}

impl Mistake {
    /// The mistakes of those inputs that are empty.
    pub fn of_empty<const N: usize>(inputs: [(String, Mistake); N]) -> Vec<Mistake> {
        inputs.into_iter().filter(|(value, _)| value.trim().is_empty()).map(|(_, mistake)| mistake).collect()
    }
}

impl WizardSession {
    /// A link to a page: `/bank?wizard_session_key=..&interface_id=..`.
    pub fn link(&self, path: &str) -> String {
        let query = serde_urlencoded::to_string(self).unwrap_or_default();
        format!("{path}?{query}")
    }

    /// Redirects to the next page.
    pub fn back(&self) -> Redirect {
        Redirect::to(&self.link("/bank"))
    }
}

/// Asks for the IBAN.
pub fn iban(account: &Account, mistakes: &[Mistake], session: &WizardSession, language: Language) -> Markup {
    let last = &account.iban[account.iban.len().saturating_sub(4)..];
    let other = language.choose(
        format!("Das ist ein anderes Konto. Sie weisen sich mit dem aus, dessen IBAN auf {last} endet."),
        format!("This is another account. You identify yourself with the one whose IBAN ends in {last}."),
    );
    let input = Input {
        name: "iban",
        label: "IBAN",
        messages: &[
            (Mistake::Iban, language.choose("Bitte geben Sie Ihre IBAN ein.", "Please enter your IBAN.")),
            (Mistake::OtherIban, &other),
        ],
        kind: "text",
        inputmode: "text",
    };
    let inputs = [input.html(mistakes)];
    html! {
        p {
            (language.choose(
                "Mit diesem Konto bestätigen Sie gleich, wer Sie sind.",
                "With this account you are about to confirm who you are.",
            ))
        }
        (form("/bank/iban", &inputs, language.choose("Weiter", "Continue"), session, language))
    }
}

/// Asks for the account number and the PIN.
pub fn login(mistakes: &[Mistake], session: &WizardSession, language: Language) -> Markup {
    let account_number = Input {
        name: "account_number",
        label: language.choose("Kontonummer oder Anmeldename", "Account number or login name"),
        messages: &[(
            Mistake::AccountNumber,
            language.choose("Bitte geben Sie Ihre Kontonummer ein.", "Please enter your account number."),
        )],
        kind: "text",
        inputmode: "text",
    };
    let pin = Input {
        name: "pin",
        label: "PIN",
        messages: &[(
            Mistake::Pin,
            language.choose("Bitte geben Sie Ihre PIN ein.", "Please enter your PIN."),
        )],
        kind: "password",
        inputmode: "text",
    };
    let inputs = [account_number.html(mistakes), pin.html(mistakes)];
    html! {
        p {
            (language.choose(
                "Dies ist eine nachgebaute Bank: Jede Eingabe ist richtig, echte Zugangsdaten gehören nicht hierher.",
                "This is a make-believe bank: any entry is right, and real access data do not belong here.",
            ))
        }
        (form("/bank/login", &inputs, language.choose("Anmelden", "Log in"), session, language))
    }
}

/// Shows the payment and asks for the TAN.
pub fn tan(account: &Account, mistakes: &[Mistake], session: &WizardSession, language: Language) -> Markup {
    let input = Input {
        name: "tan",
        label: "TAN",
        messages: &[(Mistake::Tan, language.choose("Bitte geben Sie die TAN ein.", "Please enter the TAN."))],
        kind: "text",
        inputmode: "numeric",
    }
    .html(mistakes);
    html! {
        dl {
            dt { (language.choose("Betrag", "Amount")) }
            dd.amount { (language.choose("0,05 €", "€0.05")) }
            dt { (language.choose("An", "To")) }
            dd { "Solaris SE" }
            dt { (language.choose("Von", "From")) }
            dd.number { (format::iban(&account.iban)) }
        }
        p {
            (language.choose(
                "In dieser Testumgebung ist jede TAN richtig.",
                "In this test environment any TAN is right.",
            ))
        }
        (form("/bank/tan", &[input], language.choose("Zahlung freigeben", "Release payment"), session, language))
    }
}

/// A form with its inputs, a button and a link to cancel. The server checks the inputs, so the browser does not.
fn form(path: &str, inputs: &[Markup], submit: &str, session: &WizardSession, language: Language) -> Markup {
    html! {
        form method="post" action=(session.link(path)) novalidate {
            @for input in inputs { (input) }
            button type="submit" { (submit) }
            a.cancel href=(session.link("/bank/cancelled")) { (language.choose("Abbrechen", "Cancel")) }
        }
    }
}

struct Input<'a> {
    name: &'a str,
    label: &'a str,
    /// What can be wrong with it, in words.
    messages: &'a [(Mistake, &'a str)],
    /// The HTML attribute `type`.
    kind: &'a str,
    inputmode: &'a str,
}

impl Input<'_> {
    fn html(&self, mistakes: &[Mistake]) -> Markup {
        let made = self.messages.iter().find(|(mistake, _)| mistakes.contains(mistake));
        let wrong = made.is_some();
        let message_id = format!("{}-message", self.name);
        html! {
            div.field {
                label for=(self.name) { (self.label) }
                @if let Some((_, message)) = made { p.message id=(message_id) { (message) } }
                input
                    id=(self.name) name=(self.name) type=(self.kind) inputmode=(self.inputmode)
                    autocomplete="off" autocapitalize="none" spellcheck="false"
                    aria-invalid=[wrong.then_some("true")]
                    aria-describedby=[wrong.then_some(&message_id)]
                    autofocus[made.map(|(mistake, _)| mistake) == mistakes.first() && wrong];
            }
        }
    }
}
