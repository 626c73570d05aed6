//! The only place that does HTTP: one function per endpoint of the journey API.

mod document;
mod events;

use std::cell::{Cell, RefCell};

use bankident_wire::{
    BankOfIban, Choice, DocumentAddress, Iban, Problem, ProblemCode, Reported, Revisit, Start, Step, Stuck,
    StuckOn, WORDS_SHOWN, Way,
};
use gloo_net::http::{Method, RequestBuilder, Response};
use gloo_timers::callback::Timeout;
use serde::{Serialize, de::DeserializeOwned};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, AbortSignal};

use crate::browser::{
    early::{self, AskedJourney},
    json, storage,
};

pub use document::document;
pub use events::events;

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

    pub fn is_session_unknown(&self) -> bool {
        self.problem().is_some_and(|problem| problem.code == ProblemCode::SessionUnknown)
    }
}

thread_local! {
    static LANG: Cell<&'static str> = const { Cell::new("") };
    static WORDS: RefCell<String> = const { RefCell::new(String::new()) };
}

/// The language of the answers from now on (BCP 47). It is the wizard's, not the page's: a translator rewrites `<html lang>`.
pub fn speak(tag: &'static str) {
    LANG.set(tag);
}

/// The files of the words that are shown from now on: the server keeps evidence of what a customer agrees to.
pub fn show(files: String) {
    WORDS.set(files);
}

/// Begins a journey with the session that was chosen: the one that the partner has prepared, or a demonstration.
pub async fn start(start: &Start) -> Result<Reported, Failure> {
    post("/api/journey", &json::write(start)).await
}

/// The journey that the page has asked for already, or what the server said instead; `None` where no answer came.
pub async fn asked_journey(asked: &AskedJourney) -> Option<Result<Reported, Failure>> {
    let answer = JsFuture::from(asked.answer()).await.ok()?;
    let response = Response::from(answer.unchecked_into::<web_sys::Response>());
    let answer = match succeeded(response).await {
        Ok(response) => read(&response).await,
        Err(failure) => Err(failure),
    };
    // What is not ours is as good as no answer.
    (answer != Err(Failure::Offline)).then_some(answer)
}

pub async fn journey() -> Result<Reported, Failure> {
    read(&send(Method::GET, "/api/journey", None).await?).await
}

/// Somebody has come, or does something in the page: the session goes on.
pub async fn visit() -> Result<Reported, Failure> {
    post("/api/journey/visit", "{}").await
}

/// Sends what a screen gathered, as JSON.
pub async fn submit(step: Step, body: &str) -> Result<Reported, Failure> {
    post(&format!("/api/journey/{}", step.id()), body).await
}

/// Asks for another SMS.
pub async fn resend(step: Step) -> Result<Reported, Failure> {
    post(&format!("/api/journey/{}/resend", step.id()), "{}").await
}

/// Chooses one of the ways that the stage offers.
pub async fn choose(way: Way) -> Result<Reported, Failure> {
    post("/api/journey/choose", &json::write(&Choice { way })).await
}

/// Somebody cannot answer, and looks for a way on.
pub async fn stuck(on: Stuck) -> Result<Reported, Failure> {
    post("/api/journey/stuck", &json::write(&StuckOn { on })).await
}

/// Asks for an earlier screen again.
pub async fn revisit(step: Step) -> Result<Reported, Failure> {
    post("/api/journey/revisit", &json::write(&Revisit { step })).await
}

pub async fn bank_of(iban: &Iban) -> Result<BankOfIban, Failure> {
    #[derive(Serialize)]
    struct Lookup<'a> {
        iban: &'a str,
    }
    post("/api/journey/iban/lookup", &json::write(&Lookup { iban: iban.as_str() })).await
}

/// Where the browser itself can download a document, or `all` of them.
pub async fn document_address(id: &str) -> Result<DocumentAddress, Failure> {
    post(&format!("/api/journey/documents/{id}/address"), "{}").await
}

/// A file of the page, which is the same for everybody.
pub async fn file(path: &str) -> Result<String, Failure> {
    let response = RequestBuilder::new(path).send().await.map_err(offline)?;
    if response.ok() {
        return response.text().await.map_err(offline);
    }
    renew_without(&response);
    Err(Failure::Offline)
}

/// A file of the page could not be loaded: if there is a newer release without it, the page is loaded anew.
pub async fn missed(path: &str) {
    if let Ok(response) = RequestBuilder::new(path).method(Method::HEAD).send().await {
        renew_without(&response);
    }
}

fn renew_without(file: &Response) {
    if file.status() == 404 {
        early::renew();
    }
}

async fn post<T: DeserializeOwned>(path: &str, body: &str) -> Result<T, Failure> {
    read(&send(Method::POST, path, Some(body)).await?).await
}

/// Longer than any answer takes, in milliseconds: the server's own calls end sooner.
const PATIENCE_MS: u32 = 60_000;

async fn send(method: Method, path: &str, body: Option<&str>) -> Result<Response, Failure> {
    request(method, path, body, timeout(PATIENCE_MS)).await
}

/// Aborts after so many milliseconds. `AbortSignal.timeout` is younger than browsers that people have (docs/browsers.md).
fn timeout(milliseconds: u32) -> Option<AbortSignal> {
    let controller = AbortController::new().ok()?;
    let signal = controller.signal();
    Timeout::new(milliseconds, move || controller.abort()).forget();
    Some(signal)
}

async fn request(
    method: Method,
    path: &str,
    body: Option<&str>,
    signal: Option<AbortSignal>,
) -> Result<Response, Failure> {
    let request = prepared(method, path).abort_signal(signal.as_ref());
    let request = match body {
        Some(body) => request.header("Content-Type", "application/json").body(body),
        None => request.build(),
    };
    succeeded(request.map_err(offline)?.send().await.map_err(offline)?).await
}

/// A request in the wizard's language, with the session.
fn prepared(method: Method, path: &str) -> RequestBuilder {
    let request = RequestBuilder::new(path).method(method).header("Accept-Language", LANG.get());
    let request = WORDS.with_borrow(|files| request.header(WORDS_SHOWN, files));
    match storage::token() {
        Some(token) => request.header("Authorization", &format!("Bearer {token}")),
        None => request,
    }
}

async fn succeeded(response: Response) -> Result<Response, Failure> {
    match response.ok() {
        true => Ok(response),
        false => Err(Failure::Problem(Box::new(read(&response).await?))),
    }
}

async fn read<T: DeserializeOwned>(response: &Response) -> Result<T, Failure> {
    // What is not ours (a proxy's error page, half an answer) is as good as no answer.
    json::read(&response.text().await.map_err(offline)?).ok_or(Failure::Offline)
}

fn offline<E>(_: E) -> Failure {
    Failure::Offline
}
