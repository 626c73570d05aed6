//! `/`: the inbox that all SMS go to, and a table of the mocked IBANs.

use axum::{
    extract::State,
    http::{HeaderMap, header},
    response::IntoResponse,
};
use chrono::SecondsFormat;
use maud::{Markup, PreEscaped, html};

use crate::{
    format,
    language::Language,
    model::sms::{Kind, Sms},
    pages::html,
    sandbox::Sandbox,
    scenario::{Behavior, Row, TABLE},
};

const CSS: &str = include_str!("inbox.css");
const SCRIPT: &str = include_str!("inbox_refresh.js");
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; \
                      connect-src 'self'; base-uri 'none'; form-action 'none'";

/// `GET /`
pub async fn show(State(sandbox): State<Sandbox>, headers: HeaderMap) -> impl IntoResponse {
    let messages: Vec<Sms> = sandbox.with(|state, _| state.inbox.newest_first(None).cloned().collect());
    let headers_of_answer = [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::CACHE_CONTROL, "no-store"),
        (header::VARY, "Accept-Language"),
    ];
    (headers_of_answer, page(&messages, Language::of(&headers)))
}

fn page(messages: &[Sms], language: Language) -> Markup {
    let heading = language.choose("SMS-Eingang", "SMS inbox");
    let body = html! {
        main {
            h1 { (heading) }
            p.lead {
                (language.choose(
                    "Die Sandbox verschickt nichts. Jede SMS, die ein Handy bekäme, steht hier.",
                    "The sandbox sends nothing. Each text message that a phone would get is here.",
                ))
            }
            section #messages aria-live="polite" aria-label=(language.choose("Nachrichten", "Messages")) {
                @if messages.is_empty() {
                    p.empty { (language.choose("Noch keine Nachrichten.", "No messages yet.")) }
                }
                @for sms in messages { (message(sms, language)) }
            }
            h2 #ibans { (language.choose("IBANs zum Ausprobieren", "IBANs to try out")) }
            p.lead {
                (language.choose(
                    "Jede andere deutsche IBAN verhält sich wie die erste.",
                    "Any other German IBAN behaves like the first.",
                ))
            }
            (ibans(language))
        }
        script { (PreEscaped(SCRIPT)) }
    };
    html::page(&format!("{heading} – Sandbox"), CSS, &body, language)
}

fn message(sms: &Sms, language: Language) -> Markup {
    let kind = match sms.kind {
        Kind::Mobile => language.choose("Mobilnummer", "Mobile number"),
        Kind::Signature => language.choose("Signatur", "Signature"),
    };
    html! {
        article.message {
            p.meta {
                span.number-of-phone { (sms.number) }
                span.kind { (kind) }
                time datetime=(sms.sent_at.to_rfc3339_opts(SecondsFormat::Secs, true)) {
                    (sms.sent_at.format("%H:%M:%S")) " UTC"
                }
            }
            div.bubble {
                p { (sms.text) }
                p.code { (sms.code) }
            }
        }
    }
}

fn ibans(language: Language) -> Markup {
    html! {
        div.scroll role="region" aria-labelledby="ibans" tabindex="0" {
            table {
                thead {
                    tr {
                        th scope="col" { "IBAN" }
                        th scope="col" { (language.choose("Was geschieht", "What happens")) }
                        th scope="col" { (language.choose("Fehler", "Error")) }
                    }
                }
                tbody {
                    @for row in &TABLE {
                        tr {
                            td { span.iban { (format::iban(row.iban)) } }
                            td lang="en" { (row.mocked_behavior) }
                            td { @if let Some(code) = error_code(row) { code { (code) } } @else { "–" } }
                        }
                    }
                }
            }
        }
    }
}

fn error_code(row: &Row) -> Option<&'static str> {
    match row.behavior {
        Behavior::Fails(_, rejection) => Some(rejection.code()),
        Behavior::Succeeds | Behavior::NewCodeReplacesTheOld => None,
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;

    fn sms(text: &str, code: &str) -> Sms {
        Sms {
            number: "+4915112345678".to_owned(),
            text: text.to_owned(),
            code: code.to_owned(),
            kind: Kind::Signature,
            sent_at: DateTime::UNIX_EPOCH,
        }
    }

    #[test]
    fn messages_stand_in_the_order_given_and_are_escaped() {
        let messages = [sms("<b>zweite</b>", "222222"), sms("erste", "111111")];
        let html = page(&messages, Language::De).into_string();
        assert!(html.find("222222").unwrap() < html.find("111111").unwrap());
        assert!(html.contains("&lt;b&gt;zweite&lt;/b&gt;") && !html.contains("<b>"));
        assert!(html.contains(r#"<time datetime="1970-01-01T00:00:00Z">"#));
        assert!(!html.contains("Noch keine Nachrichten"));
    }

    #[test]
    fn the_table_names_each_iban_and_its_error() {
        let html = page(&[], Language::En).into_string();
        for row in &TABLE {
            assert!(html.contains(&format::iban(row.iban)), "{}", row.iban);
            assert!(error_code(row).is_none_or(|code| html.contains(code)), "{}", row.iban);
        }
        assert!(html.contains("No messages yet"));
    }
}
