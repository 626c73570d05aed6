//! Server-sent events (WHATWG HTML, 9.2). They are read by `fetch`, because `EventSource` cannot send the session, and a
//! session in an address would end up in logs (docs/decisions/0008-server-sent-events.md).

use std::{error::Error, fmt, io::Cursor};

use bankident_wire::Reported;
use futures::{StreamExt, TryStreamExt};
use gloo_net::http::Method;
use js_sys::Uint8Array;
use sse_stream::SseByteStream;
use wasm_bindgen::JsCast;
use wasm_streams::ReadableStream;
use web_sys::AbortSignal;

use super::{Failure, offline, request};
use crate::browser::json;

/// Reads the events of the journey and hands on each stage, until the stream ends or is aborted.
///
/// # Errors
/// Where there is no stream, or the connection breaks off.
pub async fn events(signal: &AbortSignal, on_stage: impl Fn(Reported)) -> Result<(), Failure> {
    let response = request(Method::GET, "/api/journey/events", None, Some(signal.clone())).await?;
    let body = response.body().ok_or(Failure::Offline)?;
    let chunks = ReadableStream::from_raw(body.unchecked_into()).into_stream();
    let bytes = chunks.map_ok(|chunk| Cursor::new(chunk.unchecked_into::<Uint8Array>().to_vec()));
    let mut events = SseByteStream::new(bytes.map_err(|_| Broken));
    while let Some(event) = events.next().await {
        // What is no stage is a comment, or none of ours.
        if let Some(reported) = event.map_err(offline)?.data.as_deref().and_then(json::read) {
            on_stage(reported);
        }
    }
    Ok(())
}

/// The connection broke off.
#[derive(Debug)]
struct Broken;

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the connection broke off")
    }
}

impl Error for Broken {}
