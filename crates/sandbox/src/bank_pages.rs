//! The pages of the customer's bank: they stand in for the wizard of the payment initiation, which `url` of a requested
//! identification opens in a frame (the guide, Step 4). What is typed there is neither kept nor compared.

mod page;

use axum::Router;
use axum::extract::{Form, Query, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use serde::{Deserialize, Serialize};

use crate::Sandbox;
use crate::language::Language;
use page::{Mistake, Page};

/// Where the customer is at the bank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BankSession {
    pub iban: String,
    pub holder: String,
    pub phase: BankPhase,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BankPhase {
    /// Nobody has logged in yet.
    Login,
    /// The payment waits for its TAN.
    Tan,
    Done,
    Failed,
}

pub fn router() -> Router<Sandbox> {
    Router::new()
        .route("/bank/index.html", get(show_start).post(confirm_iban))
        .route("/bank/login", get(show_login).post(log_in))
        .route("/bank/tan", get(show_tan).post(release_payment))
        .route("/bank/end", get(show_end))
        .route("/bank/cancelled", get(show_cancelled))
}

/// Which session: the query of `identification.url`, carried through all pages.
#[derive(Deserialize, Serialize)]
struct Visit {
    #[serde(default)]
    wizard_session_key: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    interface_id: String,
}

async fn show_start(State(sandbox): State<Sandbox>, Query(visit): Query<Visit>, headers: HeaderMap) -> Response {
    show(&sandbox, &visit, &headers, BankPhase::Login, Page::Iban)
}

async fn confirm_iban(Query(visit): Query<Visit>) -> Redirect {
    visit.to("login")
}

async fn show_login(State(sandbox): State<Sandbox>, Query(visit): Query<Visit>, headers: HeaderMap) -> Response {
    show(&sandbox, &visit, &headers, BankPhase::Login, |_| Page::Login(Vec::new()))
}

#[derive(Deserialize)]
struct Login {
    #[serde(default)]
    account_number: String,
    #[serde(default)]
    pin: String,
}

async fn log_in(
    State(sandbox): State<Sandbox>,
    Query(visit): Query<Visit>,
    headers: HeaderMap,
    Form(login): Form<Login>,
) -> Response {
    let mut mistakes = Vec::new();
    if login.account_number.trim().is_empty() {
        mistakes.push(Mistake::AccountNumber);
    }
    if login.pin.trim().is_empty() {
        mistakes.push(Mistake::Pin);
    }
    if !mistakes.is_empty() {
        return show(&sandbox, &visit, &headers, BankPhase::Login, |_| Page::Login(mistakes));
    }
    if phase(&sandbox, &visit) == Some(BankPhase::Login) {
        sandbox.bank_login(&visit.wizard_session_key);
    }
    visit.to("tan").into_response()
}

async fn show_tan(State(sandbox): State<Sandbox>, Query(visit): Query<Visit>, headers: HeaderMap) -> Response {
    show(&sandbox, &visit, &headers, BankPhase::Tan, |session| Page::Tan(session, Vec::new()))
}

#[derive(Deserialize)]
struct Tan {
    #[serde(default)]
    tan: String,
}

async fn release_payment(
    State(sandbox): State<Sandbox>,
    Query(visit): Query<Visit>,
    headers: HeaderMap,
    Form(Tan { tan }): Form<Tan>,
) -> Response {
    if tan.trim().is_empty() {
        return show(&sandbox, &visit, &headers, BankPhase::Tan, |session| Page::Tan(session, vec![Mistake::Tan]));
    }
    if phase(&sandbox, &visit) == Some(BankPhase::Tan) {
        sandbox.bank_tan(&visit.wizard_session_key);
    }
    visit.to("end").into_response()
}

async fn show_end(State(sandbox): State<Sandbox>, Query(visit): Query<Visit>, headers: HeaderMap) -> Response {
    let page = match phase(&sandbox, &visit) {
        None => Page::Unknown,
        Some(BankPhase::Done) => Page::Done,
        Some(BankPhase::Failed) => Page::Failed,
        Some(BankPhase::Login) => return visit.to("login").into_response(),
        Some(BankPhase::Tan) => return visit.to("tan").into_response(),
    };
    page.answer(&visit, Language::of(&headers))
}

/// Cancelling changes nothing: the identification waits until it expires, and the customer may come back.
async fn show_cancelled(State(sandbox): State<Sandbox>, Query(visit): Query<Visit>, headers: HeaderMap) -> Response {
    let page = match phase(&sandbox, &visit) {
        Some(_) => Page::Cancelled,
        None => Page::Unknown,
    };
    page.answer(&visit, Language::of(&headers))
}

/// The page, if the session is in its phase; otherwise the way to the page of the phase it is in.
fn show(
    sandbox: &Sandbox,
    visit: &Visit,
    headers: &HeaderMap,
    expected: BankPhase,
    page: impl FnOnce(BankSession) -> Page,
) -> Response {
    let language = Language::of(headers);
    match sandbox.bank_session(&visit.wizard_session_key) {
        None => Page::Unknown.answer(visit, language),
        Some(session) if session.phase == expected => page(session).answer(visit, language),
        Some(session) => match session.phase {
            BankPhase::Login => visit.to("index.html").into_response(),
            BankPhase::Tan => visit.to("tan").into_response(),
            BankPhase::Done | BankPhase::Failed => visit.to("end").into_response(),
        },
    }
}

fn phase(sandbox: &Sandbox, visit: &Visit) -> Option<BankPhase> {
    sandbox.bank_session(&visit.wizard_session_key).map(|session| session.phase)
}

impl Visit {
    /// `login?wizard_session_key=..&interface_id=..`, next to the page that is shown.
    fn link(&self, page: &str) -> String {
        let query = serde_urlencoded::to_string(self).unwrap_or_default();
        format!("/bank/{page}?{query}")
    }

    fn to(&self, page: &str) -> Redirect {
        Redirect::to(&self.link(page))
    }
}
