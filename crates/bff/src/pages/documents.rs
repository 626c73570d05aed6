//! Documents to keep, each at an address that works by itself: for a browser's own download, in an app's web view and on a
//! phone, where nothing can be made of bytes that a script holds.

use std::io::{self, Cursor, Write};

use axum::{
    body::{Body, Bytes},
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use bankident_wizard::i18n::Lang;
use maud::{DOCTYPE, PreEscaped, html};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use tokio::task;
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use super::{
    csp::InlineBlocks,
    page::{self, Sentences},
};
use crate::{
    domain::{
        document::{KnownDocument, RECEIPT},
        ticket::Ticket,
    },
    error::ApiError,
    journey::{context::JourneyContext, delivery::Delivery},
    receipt,
    state::AppState,
    store::{JourneyId, TicketFor},
};

/// `GET /documents/{ticket}`: the PDF, or an archive of all; a page that says so where the ticket has expired.
pub async fn keep(State(state): State<AppState>, Path(ticket): Path<String>, headers: HeaderMap) -> Response {
    let ticket = Ticket::given(ticket).hash();
    let known = state.store.ticket(&ticket, state.clock.now()).await;
    // Of the journey, or else of the browser.
    let lang = known.as_ref().ok().and_then(Option::as_ref).map(|known| known.lang.clone());
    let words = Sentences::load(&state.assets, lang, &headers);
    let kept = match known {
        Ok(Some(known)) => file(&state, known, &headers, &words).await,
        Ok(None) => Err(ApiError::NotFound),
        Err(error) => Err(error.into()),
    };
    kept.unwrap_or_else(|error| sorry(&words, &error))
}

async fn file(
    state: &AppState,
    wanted: TicketFor,
    headers: &HeaderMap,
    words: &Sentences,
) -> Result<Response, ApiError> {
    let journey = JourneyContext::in_background(state.clone(), wanted.journey).await?;
    let journey = journey.ok_or(ApiError::NotFound)?;
    let receipt = journey.application.receipt().filter(|_| journey.application.locked.is_none());
    let receipt_name = format!("{}.pdf", words.say("document-consents"));
    let documents = journey.application.documents().to_vec();
    let names = names(words, &documents);
    let at = |id: &str| documents.iter().position(|document| document.shown.id == id);
    let (name, mut response) = match (&wanted.document, &documents[..]) {
        (Some(id), _) if id == RECEIPT => {
            receipt.ok_or(ApiError::NotFound)?;
            let pdf = receipt_of(state, wanted.journey, words.lang).await?;
            (receipt_name, ([(header::CONTENT_TYPE, "application/pdf")], pdf).into_response())
        }
        (Some(id), _) => {
            let at = at(id).ok_or(ApiError::NotFound)?;
            (names[at].clone(), Delivery::to_keep(journey, id.clone())?.respond(headers).await?)
        }
        (None, [only]) if receipt.is_none() => {
            (names[0].clone(), Delivery::to_keep(journey, only.shown.id.clone())?.respond(headers).await?)
        }
        (None, _) => {
            let title = words.say("document-archive");
            let signed = signed(state, journey, &documents).await?;
            let mut files: Vec<(String, Bytes)> = names.into_iter().zip(signed).collect();
            if receipt.is_some() {
                files.push((receipt_name, receipt_of(state, wanted.journey, words.lang).await?.into()));
            }
            let zip = zipped(&files).map_err(|_| ApiError::Unwritable)?;
            let kind = [(header::CONTENT_TYPE, "application/zip")];
            (format!("{title}.zip"), (kind, Body::from(zip)).into_response())
        }
    };
    response.headers_mut().insert(header::CONTENT_DISPOSITION, attachment(&name)?);
    // A download begins in the frame of a partner, and some viewers of PDFs do not work in a sandbox.
    let policy = HeaderValue::from_static(
        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors *",
    );
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    Ok(response)
}

/// The receipt of the consents, in the language of the screen.
async fn receipt_of(state: &AppState, journey: JourneyId, lang: Lang) -> Result<Vec<u8>, ApiError> {
    let evidence = state.store.evidence(journey, state.clock.now()).await?.ok_or(ApiError::NotFound)?;
    let made = task::spawn_blocking(move || receipt::pdf(&evidence, lang.tag()));
    made.await.map_err(|_| ApiError::Panicked)
}

/// All signed documents, for one file. Browsers on phones take one download for one press; each further one they ask about or
/// drop.
async fn signed(
    state: &AppState,
    journey: JourneyContext,
    documents: &[KnownDocument],
) -> Result<Vec<Bytes>, ApiError> {
    let shown = journey.application.locked.is_none() && !documents.is_empty();
    let person_id = journey.application.person_id().filter(|_| shown).ok_or(ApiError::NotFound)?.to_owned();
    // Reading may take long.
    drop(journey);
    let mut files = Vec::new();
    for document in documents {
        let file = state.solaris.document(&person_id, &document.shown.id).await?;
        files.push(file.bytes().await.map_err(|error| crate::solaris::Error::of_transport(&error))?);
    }
    Ok(files)
}

/// Not compressed: what is in a PDF is.
fn zipped(files: &[(String, Bytes)]) -> io::Result<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, pdf) in files {
        zip.start_file(
            name.as_str(),
            SimpleFileOptions::default().compression_method(CompressionMethod::Stored),
        )?;
        zip.write_all(pdf)?;
    }
    Ok(zip.finish()?.into_inner())
}

/// The names of the files, each another: `Vertrag.pdf`, `Vertrag 2.pdf`.
fn names(words: &Sentences, documents: &[KnownDocument]) -> Vec<String> {
    let name = |document: &KnownDocument| {
        let id = format!("document-{}", document.shown.kind.id());
        file_name(&words.say(&id), document)
    };
    documents.iter().map(name).collect()
}

fn file_name(title: &str, document: &KnownDocument) -> String {
    let number = document.shown.number.map(|number| format!(" {number}")).unwrap_or_default();
    format!("{title}{number}.{}", document.extension())
}

/// What may stand in a parameter as it is (RFC 8187, 3.2.1).
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_');

/// A file of this name, to be kept (RFC 6266).
fn attachment(name: &str) -> Result<HeaderValue, ApiError> {
    let kind = name.rsplit('.').next().unwrap_or_default();
    let encoded = utf8_percent_encode(name, ENCODED);
    let value = format!("attachment; filename=\"document.{kind}\"; filename*=UTF-8''{encoded}");
    HeaderValue::from_str(&value).map_err(|_| ApiError::Unwritable)
}

const STYLE: &str = ":root{color-scheme:light dark}body{font:1rem/1.5 system-ui,sans-serif;max-width:34rem;margin:3rem auto;\
    padding:0 1.25rem}h1{font-size:1.5rem;line-height:1.25}button{font:inherit;padding:.75rem 1.25rem}";

/// Back to the wizard, which the link has left.
const BACK: &str = "document.querySelector('button').onclick=()=>history.back()";

/// A small page in the customer's language: the address is opened by itself, so there is no screen around it.
fn sorry(words: &Sentences, error: &ApiError) -> Response {
    let (status, message) = match error {
        ApiError::NotFound => (StatusCode::GONE, "document-address-over"),
        error => {
            tracing::warn!("a document could not be kept: {error}");
            (StatusCode::BAD_GATEWAY, "document-not-kept")
        }
    };
    let html = html! {
        (DOCTYPE)
        html lang=(words.lang.tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width";
                meta name="robots" content="noindex";
                title { (words.say("unavailable-title")) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                main {
                    h1 { (words.say("unavailable-title")) }
                    p { (words.say(message)) }
                    button type="button" { (words.say("document-back")) }
                }
                script { (PreEscaped(BACK)) }
            }
        }
    };
    // It says nothing and does nothing: whoever may frame the wizard may frame it.
    let blocks = InlineBlocks::default().with_style(STYLE).with_script(BACK);
    (status, page::guarded(html.into_string(), &blocks, &[], &["*"])).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::document::numbered;

    #[test]
    fn every_file_has_a_name_of_its_own() {
        let documents = ["1_contract.pdf", "annex.pdf", "2_contract.pdf"]
            .map(|name| KnownDocument::new(name.into(), name.into(), 1));
        let names: Vec<String> =
            numbered(documents.into_iter()).iter().map(|document| file_name("Akte", document)).collect();
        assert_eq!(names, ["Akte.pdf", "Akte.pdf", "Akte 2.pdf"]);
    }

    #[test]
    fn a_name_is_written_as_the_standard_says() {
        let expected = "attachment; filename=\"document.pdf\"; filename*=UTF-8''Vertr%C3%A4ge%202.pdf";
        assert_eq!(attachment("Verträge 2.pdf").unwrap(), expected);
    }
}
