use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::{
    Session,
    words::{Words, words},
};
use crate::{identifications::BankPage, language::Language};

const STYLE: &str = include_str!("style.css");

/// How a page is shown.
#[derive(Clone, Copy, PartialEq)]
pub enum Shown {
    Clean,
    /// Something was not filled in.
    Incomplete,
    /// The customer went away from it.
    Canceled,
}

pub struct Page<'a> {
    pub page: BankPage,
    pub shown: Shown,
    /// In groups of four.
    pub iban: &'a str,
    pub language: Language,
    pub session: &'a Session,
}

impl Page<'_> {
    pub fn html(&self) -> Markup {
        let words = words(self.language);
        let (name, title, content) = match (self.shown, self.page) {
            (Shown::Canceled, BankPage::Iban | BankPage::Login | BankPage::Tan) => {
                ("canceled", words.canceled_title, self.canceled(words))
            }
            (_, BankPage::Iban) => ("iban", words.iban_title, self.iban(words)),
            (_, BankPage::Login) => ("login", words.login_title, self.login(words)),
            (_, BankPage::Tan) => ("tan", words.tan_title, self.tan(words)),
            (_, BankPage::Done) => ("done", words.done_title, html! { p { (words.done) } }),
            (_, BankPage::Failed) => ("failed", words.failed_title, html! { p { (words.failed) } }),
        };
        html! {
            (DOCTYPE)
            html lang=(self.language.tag()) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    title { (title) " · Musterbank" }
                    style { (PreEscaped(STYLE)) }
                }
                body {
                    header {
                        svg viewBox="0 0 24 24" width="28" height="28" aria-hidden="true" {
                            path d="M12 2 2 7.5V10h20V7.5L12 2ZM4.5 12v6h3v-6h-3Zm6 0v6h3v-6h-3Zm6 0v6h3v-6h-3ZM2 20v2h20v-2H2Z" {}
                        }
                        span { "Musterbank" }
                        small { (words.online_banking) }
                    }
                    main data-bank-page=(name) {
                        h1 { (title) }
                        @if self.shown == Shown::Incomplete {
                            p.error id="error" role="alert" { (words.incomplete) }
                        }
                        (content)
                    }
                    footer { (words.simulated) }
                }
            }
        }
    }

    fn iban(&self, words: &Words) -> Markup {
        html! {
            p { (words.iban_lead) }
            (self.form("/bank/iban", words.next, words, html! {
                (input("iban", words.iban_label, html! {
                    input id="iban" name="iban" value=(self.iban) readonly;
                }))
            }))
        }
    }

    fn login(&self, words: &Words) -> Markup {
        html! {
            p { (words.login_lead) }
            (self.form("/bank/login", words.next, words, html! {
                (input("account_number", words.account_number, html! {
                    input id="account_number" name="account_number" value="" required autocomplete="off"
                        inputmode="numeric" aria-describedby=[self.described()];
                }))
                (input("pin", words.pin, html! {
                    input id="pin" name="pin" value="" type="password" required autocomplete="off"
                        aria-describedby=[self.described()];
                }))
                p.hint { (words.login_hint) }
            }))
        }
    }

    fn tan(&self, words: &Words) -> Markup {
        html! {
            p { (words.tan_lead) }
            dl {
                div { dt { (words.amount) } dd { strong { (words.five_cents) } } }
                div { dt { (words.payee) } dd { "Solaris SE" } }
                div { dt { (words.from_account) } dd { (self.iban) } }
                div { dt { (words.purpose) } dd { (words.purpose_text) } }
            }
            (self.form("/bank/tan", words.authorize, words, html! {
                (input("tan", words.tan, html! {
                    input id="tan" name="tan" value="" required inputmode="numeric" autocomplete="one-time-code"
                        aria-describedby=[self.described()];
                }))
                p.hint { (words.tan_hint) }
            }))
        }
    }

    fn canceled(&self, words: &Words) -> Markup {
        html! {
            p { (words.canceled) }
            p { a.again href=(self.session.url("/bank")) { (words.begin_again) } }
        }
    }

    fn form(&self, action: &str, submit: &str, words: &Words, inputs: Markup) -> Markup {
        html! {
            form method="post" action=(self.session.url(action)) {
                (inputs)
                button type="submit" { (submit) }
                a.cancel href=(self.session.url("/bank/canceled")) { (words.cancel) }
            }
        }
    }

    fn described(&self) -> Option<&'static str> {
        (self.shown == Shown::Incomplete).then_some("error")
    }
}

fn input(id: &str, label: &str, input: Markup) -> Markup {
    html! {
        div.field {
            label for=(id) { (label) }
            (input)
        }
    }
}
