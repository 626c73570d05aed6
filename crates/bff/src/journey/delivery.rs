//! Delivers documents to the customer, whole or in parts (RFC 9110, 14), and notes what was delivered.

use std::{error::Error, ops::Range};

use axum::{
    body::{Body, Bytes},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use futures_util::stream::try_unfold;
use http_range_header::parse_range_header;

use super::context::JourneyContext;
use crate::{
    error::ApiError,
    solaris::Code,
    state::AppState,
    store::{JourneyId, Part},
};

/// A document on its way to the customer.
pub struct Delivery {
    state: AppState,
    journey: JourneyId,
    person_id: String,
    document_id: String,
    content_type: HeaderValue,
    /// Whether it goes to a file of the customer's, and not to the screen.
    keeps: bool,
}

impl Delivery {
    /// Of a document of this journey, which is unlocked: a download may take long.
    ///
    /// # Errors
    /// If the journey has no such document, or shows none.
    pub fn of(journey: JourneyContext, document_id: String) -> Result<Delivery, ApiError> {
        let documents = journey.application.documents();
        let known = documents.iter().find(|document| document.shown.id == document_id);
        let content_type = content_type(&known.ok_or(ApiError::NotFound)?.content_type);
        let shown = journey.application.locked.is_none();
        let person_id = journey.application.person_id().filter(|_| shown).ok_or(ApiError::NotFound)?;
        let (person_id, id) = (person_id.to_owned(), journey.id());
        Ok(Delivery {
            state: journey.state.clone(),
            journey: id,
            person_id,
            document_id,
            content_type,
            keeps: false,
        })
    }

    /// The same, for a file that the customer keeps.
    ///
    /// # Errors
    /// As [`Delivery::of`].
    pub fn to_keep(journey: JourneyContext, document_id: String) -> Result<Delivery, ApiError> {
        Ok(Delivery { keeps: true, ..Delivery::of(journey, document_id)? })
    }

    /// The PDF, or the part of it that `headers` ask for.
    ///
    /// # Errors
    /// If Solaris does not have it, or cannot be reached.
    pub async fn respond(self, headers: &HeaderMap) -> Result<Response, ApiError> {
        let file = self.state.solaris.document(&self.person_id, &self.document_id).await;
        let file = file.map_err(|error| match error {
            error if error.is(Code::ModelNotFound) => ApiError::NotFound,
            error => ApiError::Solaris(error),
        })?;
        let mut answer = HeaderMap::new();
        answer.insert(header::CONTENT_TYPE, self.content_type.clone());
        // Without a length there are no parts, and no resuming.
        let Some(length) = file.content_length() else {
            let body = Body::from_stream(self.transfer(file, 0..u64::MAX, None).into_stream());
            return Ok((answer, body).into_response());
        };
        // A document does not change under its id: the signed one is another. So this is a strong validator.
        let etag = format!("\"{}-{length}\"", self.document_id);
        answer.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
        if let Ok(etag) = HeaderValue::from_str(&etag) {
            answer.insert(header::ETAG, etag);
        }
        let content_range = |part: String| {
            HeaderValue::try_from(format!("bytes {part}/{length}")).map_err(|_| ApiError::Unwritable)
        };
        let (status, range) = match wanted(headers, &etag, length) {
            Wanted::Whole => (StatusCode::OK, 0..length),
            Wanted::Part(range) => {
                let part = format!("{}-{}", range.start, range.end - 1);
                answer.insert(header::CONTENT_RANGE, content_range(part)?);
                (StatusCode::PARTIAL_CONTENT, range)
            }
            Wanted::Nothing => {
                answer.insert(header::CONTENT_RANGE, content_range("*".to_owned())?);
                return Ok((StatusCode::RANGE_NOT_SATISFIABLE, answer).into_response());
            }
        };
        answer.insert(header::CONTENT_LENGTH, (range.end - range.start).into());
        let body = Body::from_stream(self.transfer(file, range, Some(length)).into_stream());
        Ok((status, answer, body).into_response())
    }

    fn transfer(self, file: reqwest::Response, range: Range<u64>, length: Option<u64>) -> Transfer {
        Transfer { delivery: self, file, at: 0, range, length }
    }
}

/// What Solaris says, if it is the media type of a file (RFC 6838, 4.2) and nothing that a browser runs.
fn content_type(named: &str) -> HeaderValue {
    let is_name = |c: char| c.is_ascii_alphanumeric() || "+-._".contains(c);
    let is_file =
        |(kind, name): (&str, &str)| kind == "application" && !name.is_empty() && name.chars().all(is_name);
    let harmless =
        named.split_once('/').is_some_and(is_file) && !named.contains("xml") && !named.contains("script");
    let named = HeaderValue::from_str(named).ok().filter(|_| harmless);
    named.unwrap_or(HeaderValue::from_static("application/pdf"))
}

/// What a request asks for.
#[derive(Debug, PartialEq)]
enum Wanted {
    Whole,
    Part(Range<u64>),
    /// A part beyond the end.
    Nothing,
}

/// Reads `Range` and `If-Range`. Several ranges at once, or what is no range, are answered with the whole.
fn wanted(headers: &HeaderMap, etag: &str, length: u64) -> Wanted {
    let text = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    let Some(range) = text(header::RANGE) else { return Wanted::Whole };
    if text(header::IF_RANGE).is_some_and(|known| known != etag) {
        return Wanted::Whole;
    }
    let Ok(ranges) = parse_range_header(range) else { return Wanted::Whole };
    match ranges.validate(length).as_deref() {
        Ok([range]) => Wanted::Part(*range.start()..range.end() + 1),
        Ok(_) => Wanted::Whole,
        Err(_) => Wanted::Nothing,
    }
}

/// A file from Solaris, of which the customer gets a part.
struct Transfer {
    delivery: Delivery,
    file: reqwest::Response,
    /// How much of the file has come.
    at: u64,
    range: Range<u64>,
    length: Option<u64>,
}

impl Transfer {
    fn into_stream(self) -> impl futures_util::Stream<Item = Result<Bytes, Box<dyn Error + Send + Sync>>> {
        try_unfold(self, async |mut transfer: Transfer| {
            Ok(transfer.next().await?.map(|bytes| (bytes, transfer)))
        })
    }

    /// The next bytes of the part. They are noted before they go: who has the last ones can sign.
    async fn next(&mut self) -> Result<Option<Bytes>, Box<dyn Error + Send + Sync>> {
        while self.at < self.range.end {
            let Some(chunk) = self.file.chunk().await? else {
                if self.length.is_none() {
                    self.note(self.at, true).await?;
                }
                return Ok(None);
            };
            let begins = self.at;
            self.at += chunk.len() as u64;
            let within = |byte: u64| (byte.clamp(begins, self.at) - begins) as usize;
            let chunk = chunk.slice(within(self.range.start)..within(self.range.end));
            if !chunk.is_empty() {
                let ends = self.at.min(self.range.end);
                self.note(ends, self.length == Some(ends)).await?;
                return Ok(Some(chunk));
            }
        }
        Ok(None)
    }

    async fn note(&self, ends: u64, is_last: bool) -> Result<(), crate::store::Error> {
        let Delivery { state, journey, document_id, keeps, .. } = &self.delivery;
        let part = Part { bytes: self.range.start..ends, is_last };
        state.store.delivered(*journey, document_id, &part).await?;
        if *keeps && is_last {
            // The last bytes do not wait for the journey's lock.
            tokio::spawn(note_kept(state.clone(), *journey, document_id.clone()));
        }
        Ok(())
    }
}

/// Tells the screen that a document is kept, if all of it was delivered.
async fn note_kept(state: AppState, id: JourneyId, document: String) {
    let note = async || -> Result<(), ApiError> {
        if !state.store.delivered_whole(id, [document.as_str()]).await? {
            return Ok(());
        }
        let Some(mut journey) = JourneyContext::in_background(state.clone(), id).await? else {
            return Ok(());
        };
        journey.application.kept.insert(document);
        journey.save().await
    };
    if let Err(error) = note().await {
        tracing::error!("that a document is kept could not be noted: {error}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_media_type_is_passed_on_where_it_is_a_files() {
        let pdf = "application/pdf";
        for (named, sent) in [
            (pdf, pdf),
            ("application/pkcs7-mime", "application/pkcs7-mime"),
            ("", pdf),
            ("pdf", pdf),
            ("text/html", pdf),
            ("application/xhtml+xml", pdf),
            ("application/pdf; a=b", pdf),
            ("application/x\r\ny", pdf),
        ] {
            assert_eq!(content_type(named), sent, "{named}");
        }
    }

    #[track_caller]
    fn check(range: &str, if_range: Option<&str>, expected: Wanted) {
        let mut headers = HeaderMap::from_iter([(header::RANGE, range.parse().unwrap())]);
        if let Some(if_range) = if_range {
            headers.insert(header::IF_RANGE, if_range.parse().unwrap());
        }
        assert_eq!(wanted(&headers, "\"1cdoc-100\"", 100), expected, "{range} {if_range:?}");
    }

    #[test]
    fn a_part_is_read_as_the_standard_says() {
        check("bytes=0-9", None, Wanted::Part(0..10));
        check("bytes=90-", None, Wanted::Part(90..100));
        check("bytes=90-200", None, Wanted::Part(90..100));
        check("bytes=-10", None, Wanted::Part(90..100));
        check("bytes=100-", None, Wanted::Nothing);
        check("bytes=0-9,20-29", None, Wanted::Whole);
        check("lines=0-9", None, Wanted::Whole);
        check("bytes=x", None, Wanted::Whole);
        check("bytes=90-", Some("\"1cdoc-100\""), Wanted::Part(90..100));
        check("bytes=90-", Some("\"1cdoc-101\""), Wanted::Whole);
        check("bytes=90-", Some("W/\"1cdoc-100\""), Wanted::Whole);
        assert_eq!(wanted(&HeaderMap::new(), "\"1cdoc-100\"", 100), Wanted::Whole);
    }
}
