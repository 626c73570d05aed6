//! The page for people: what was sent by SMS, like on a phone, and what the mocked IBANs do.

use axum::extract::State;
use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::{
    Sandbox,
    scenario::{Behavior, Moment, TABLE},
    sms::{Kind, Sms},
};

const STYLE: &str = include_str!("inbox_page/style.css");

/// Shows new messages without a reload.
const SCRIPT: &str = include_str!("inbox_page/refresh.js");

/// `GET /`
pub async fn show(State(sandbox): State<Sandbox>) -> Markup {
    let messages: Vec<Sms> = sandbox.with(|state, _| state.inbox.newest_first(None).cloned().collect());
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { "SMS inbox · Sandbox" }
                style { (PreEscaped(STYLE)) }
            }
            body {
                main {
                    h1 { "Sandbox" }
                    p.lead { "A simulated Solaris API, bank and phone. Nothing leaves this machine." }
                    div.columns {
                        section aria-labelledby="inbox" { h2 id="inbox" { "SMS inbox" } (phone(&messages)) }
                        section aria-labelledby="ibans" { h2 id="ibans" { "Mocked IBANs" } (mocked_ibans()) }
                    }
                }
                script { (PreEscaped(SCRIPT)) }
            }
        }
    }
}

fn phone(messages: &[Sms]) -> Markup {
    html! {
        ol.messages id="messages" aria-live="polite" aria-label="Messages, the newest first" {
            @if messages.is_empty() {
                li.empty { "No messages yet. For the number +15550101 the verification code is always 212212." }
            }
            @for sms in messages {
                li.message {
                    div.about {
                        span { (kind(sms.kind)) " to " (sms.number) }
                        time datetime=(sms.sent_at.to_rfc3339()) { (sms.sent_at.format("%H:%M:%S")) " UTC" }
                    }
                    p.code { (sms.code) }
                    p { (sms.text) }
                }
            }
        }
    }
}

fn mocked_ibans() -> Markup {
    html! {
        p { "Any other German IBAN succeeds. Account number, PIN and TAN of the bank: anything." }
        table {
            thead { tr { th scope="col" { "IBAN" } th scope="col" { "What happens" } } }
            tbody {
                @for row in &TABLE {
                    tr {
                        td.iban { (bankident_wire::Iban::group(row.iban)) }
                        td { (row.mocked_behavior) br; small { (outcome(row.behavior)) } }
                    }
                }
            }
        }
    }
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Mobile => "Verification",
        Kind::Signature => "Signature",
    }
}

fn outcome(behavior: Behavior) -> String {
    match behavior {
        Behavior::Succeeds => "ends successful".to_owned(),
        Behavior::NewCodeReplacesTheOld => "only the newest signature code is valid".to_owned(),
        Behavior::Fails(moment, rejection) => {
            let moment = match moment {
                Moment::Creation => "when the identification is created",
                Moment::BankLogin => "after the bank login",
                Moment::Transfer => "after the transfer",
                Moment::Signature => "after the signature code",
            };
            format!("{} {moment}", rejection.code())
        }
    }
}
