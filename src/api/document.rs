//! Fetches a document. A slow line has all the time it needs: what ends a transfer is silence, and a broken one goes on where
//! it broke.

use std::{pin::pin, time::Duration};

use futures::{
    StreamExt,
    future::{Either, select},
};
use gloo_net::http::Method;
use gloo_timers::future::sleep;
use js_sys::Uint8Array;
use wasm_bindgen::JsCast;
use wasm_streams::ReadableStream;
use web_sys::AbortController;

use super::{Failure, offline, prepared, succeeded};

/// Longer than the server waits for the bank.
const SILENCE: Duration = Duration::from_secs(30);

/// How often in a row a transfer may bring nothing, and the pause before the next.
const FRUITLESS: usize = 3;
const PAUSE: Duration = Duration::from_secs(1);

/// The bytes of a PDF.
///
/// # Errors
/// Where the server refuses, or nothing comes any more.
pub async fn document(id: &str) -> Result<Uint8Array, Failure> {
    let path = format!("/api/journey/documents/{id}");
    let mut transfer = Transfer::default();
    let mut fruitless = 0;
    loop {
        let before = transfer.bytes.len();
        let Ok(stop) = AbortController::new() else { return Err(Failure::Offline) };
        match transfer.go_on(&path, &stop).await {
            Ok(()) => return Ok(Uint8Array::from(transfer.bytes.as_slice())),
            Err(Failure::Offline) => stop.abort(),
            refused => refused?,
        }
        fruitless = if transfer.bytes.len() > before { 0 } else { fruitless + 1 };
        if fruitless == FRUITLESS {
            return Err(Failure::Offline);
        }
        sleep(PAUSE).await;
    }
}

#[derive(Default)]
struct Transfer {
    bytes: Vec<u8>,
    /// Which version the bytes are of.
    etag: Option<String>,
}

impl Transfer {
    /// Fetches what is missing.
    async fn go_on(&mut self, path: &str, stop: &AbortController) -> Result<(), Failure> {
        let mut request = prepared(Method::GET, path).abort_signal(Some(&stop.signal()));
        if let Some(etag) = self.etag.as_ref().filter(|_| !self.bytes.is_empty()) {
            request =
                request.header("Range", &format!("bytes={}-", self.bytes.len())).header("If-Range", etag);
        }
        let sent = before_silence(request.send()).await?.map_err(offline)?;
        let response = succeeded(sent).await?;
        if response.status() != 206 {
            self.bytes.clear();
        }
        self.etag = response.headers().get("ETag");
        let length: Option<usize> =
            response.headers().get("Content-Length").and_then(|length| length.parse().ok());
        let whole = length.map(|length| self.bytes.len() + length);
        let body = response.body().ok_or(Failure::Offline)?;
        let mut chunks = ReadableStream::from_raw(body.unchecked_into()).into_stream();
        while let Some(chunk) = before_silence(chunks.next()).await? {
            self.bytes.extend(chunk.map_err(offline)?.unchecked_into::<Uint8Array>().to_vec());
        }
        // Some browsers take a broken body for a short one.
        match whole.is_some_and(|whole| self.bytes.len() < whole) {
            true => Err(Failure::Offline),
            false => Ok(()),
        }
    }
}

async fn before_silence<T>(work: impl Future<Output = T>) -> Result<T, Failure> {
    match select(pin!(work), pin!(sleep(SILENCE))).await {
        Either::Left((done, _)) => Ok(done),
        Either::Right(_) => Err(Failure::Offline),
    }
}
