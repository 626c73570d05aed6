//! The only file that does HTTP: one function per endpoint of the journey API.

use bankident_wire::{BankOfIban, Choice, Iban, Problem, Reported, Revisit, Start, Step, Way};
use js_sys::{Reflect, Uint8Array};
use serde::{Serialize, de::DeserializeOwned};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortSignal, Headers, ReadableStreamDefaultReader, RequestInit, Response, TextDecodeOptions, TextDecoder,
};

use crate::{partner, platform, session};

/// Why there is no answer to show.
#[derive(Clone, Debug, PartialEq)]
pub enum Failure {
    /// The server said no, and why.
    Problem(Box<Problem>),
    /// There was no answer: no connection, or one that broke off.
    Offline,
}

impl Failure {
    pub fn problem(&self) -> Option<&Problem> {
        match self {
            Failure::Problem(problem) => Some(problem),
            Failure::Offline => None,
        }
    }
}

/// Begins a journey with the session that was chosen: the one that the partner has prepared, or a demonstration.
pub async fn start() -> Result<Reported, Failure> {
    let start = Start { partner: partner::id(), start_token: session::start_token() };
    post("/api/journey", &body(&start)).await
}

pub async fn journey() -> Result<Reported, Failure> {
    json(&send("GET", "/api/journey", None).await?).await
}

/// Sends what a screen gathered.
pub async fn submit(step: Step, body: &str) -> Result<Reported, Failure> {
    post(&format!("/api/journey/{}", step.id()), body).await
}

/// Asks for another SMS.
pub async fn resend(step: Step) -> Result<Reported, Failure> {
    post(&format!("/api/journey/{}/resend", step.id()), "{}").await
}

/// Chooses one of the ways that the stage offers.
pub async fn choose(way: Way) -> Result<Reported, Failure> {
    post("/api/journey/choose", &body(&Choice { way })).await
}

/// Asks for an earlier screen again.
pub async fn revisit(step: Step) -> Result<Reported, Failure> {
    post("/api/journey/revisit", &body(&Revisit { step })).await
}

pub async fn bank_of(iban: &Iban) -> Result<BankOfIban, Failure> {
    #[derive(Serialize)]
    struct Lookup<'a> {
        iban: &'a str,
    }
    post("/api/journey/iban/lookup", &body(&Lookup { iban: iban.as_str() })).await
}

/// The bytes of a PDF.
pub async fn document(id: &str) -> Result<Uint8Array, Failure> {
    let response = send("GET", &format!("/api/journey/documents/{id}"), None).await?;
    let buffer = response.array_buffer().map_err(offline)?;
    Ok(Uint8Array::new(&JsFuture::from(buffer).await.map_err(offline)?))
}

/// A file of words, by its name in the page's list of assets.
pub async fn words(name: &str) -> Result<String, Failure> {
    let path = platform::asset(name).ok_or(Failure::Offline)?;
    text(&send("GET", &path, None).await?).await
}

/// What the partner says otherwise in a language; nothing where it says nothing.
pub async fn words_of_partner(lang: &str) -> Result<String, Failure> {
    match partner::words(lang) {
        Some(path) => text(&send("GET", &path, None).await?).await,
        None => Ok(String::new()),
    }
}

/// Reads the server-sent events of the journey and hands on each stage, until the stream ends.
/// Read by `fetch`, because `EventSource` cannot send the session.
pub async fn events(on_stage: impl Fn(Reported)) -> Result<(), Failure> {
    let response = request("GET", "/api/journey/events", None, None).await?;
    let stream = response.body().ok_or(Failure::Offline)?;
    let reader: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
    let decoder = TextDecoder::new().map_err(offline)?;
    let options = TextDecodeOptions::new();
    options.set_stream(true);
    let mut received = String::new();
    loop {
        let chunk = JsFuture::from(reader.read()).await.map_err(offline)?;
        if Reflect::get(&chunk, &"done".into()).map_err(offline)?.is_truthy() {
            return Ok(());
        }
        let bytes: Uint8Array = Reflect::get(&chunk, &"value".into()).map_err(offline)?.unchecked_into();
        received += &decoder.decode_with_js_u8_array_and_options(&bytes, &options).map_err(offline)?;
        while let Some((event, rest)) = received.split_once("\n\n") {
            if let Some(reported) = stage_of(event) {
                on_stage(reported);
            }
            received = rest.to_owned();
        }
    }
}

/// The stage in an event, `None` for a comment (WHATWG HTML, server-sent events).
fn stage_of(event: &str) -> Option<Reported> {
    let data: Vec<&str> =
        event.lines().filter_map(|line| line.strip_prefix("data:")).map(str::trim_start).collect();
    serde_json::from_str(&data.join("\n")).ok()
}

pub fn body(value: &impl Serialize) -> String {
    // Our own types always serialise.
    serde_json::to_string(value).unwrap_or_default()
}

async fn post<T: DeserializeOwned>(path: &str, body: &str) -> Result<T, Failure> {
    json(&send("POST", path, Some(body)).await?).await
}

/// Slower than any answer that is still to come: the server's own calls end sooner.
const PATIENCE_MS: u32 = 60_000;

async fn send(method: &str, path: &str, body: Option<&str>) -> Result<Response, Failure> {
    request(method, path, body, Some(AbortSignal::timeout_with_u32(PATIENCE_MS))).await
}

async fn request(
    method: &str,
    path: &str,
    body: Option<&str>,
    signal: Option<AbortSignal>,
) -> Result<Response, Failure> {
    let headers = Headers::new().map_err(offline)?;
    headers.set("Accept-Language", &platform::page_lang()).map_err(offline)?;
    if let Some(token) = session::token() {
        headers.set("Authorization", &format!("Bearer {token}")).map_err(offline)?;
    }
    let init = RequestInit::new();
    init.set_method(method);
    if let Some(body) = body {
        headers.set("Content-Type", "application/json").map_err(offline)?;
        init.set_body(&body.into());
    }
    init.set_headers(&headers);
    init.set_signal(signal.as_ref());
    let fetched = leptos::prelude::window().fetch_with_str_and_init(path, &init);
    let response: Response = JsFuture::from(fetched).await.map_err(offline)?.unchecked_into();
    match response.ok() {
        true => Ok(response),
        false => {
            let problem: Problem = json(&response).await?;
            Err(Failure::Problem(Box::new(problem)))
        }
    }
}

async fn json<T: DeserializeOwned>(response: &Response) -> Result<T, Failure> {
    // What is not ours (a proxy's error page, half an answer) is as good as no answer.
    serde_json::from_str(&text(response).await?).map_err(|_| Failure::Offline)
}

async fn text(response: &Response) -> Result<String, Failure> {
    let text = JsFuture::from(response.text().map_err(offline)?).await.map_err(offline)?;
    text.as_string().ok_or(Failure::Offline)
}

fn offline(_: JsValue) -> Failure {
    Failure::Offline
}

#[cfg(test)]
mod tests {
    use bankident_wire::Stage;

    use super::*;

    #[test]
    fn an_event_carries_a_stage_and_a_comment_does_not() {
        let event =
            "event: stage\ndata: {\"now\":\"2026-11-23T10:00:00Z\",\"step\":\"terms\",\"accepted\":null}";
        assert!(matches!(stage_of(event), Some(Reported { stage: Stage::Terms(_), .. })));
        assert_eq!(stage_of(": keep-alive"), None);
    }
}
