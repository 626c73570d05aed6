//! The pages of the customer's bank: they stand in for the wizard of the payment initiation, which `url` of a requested
//! identification opens in a frame (the guide, Step 4). One address shows the page that comes next; each form posts and
//! leads back there. What is typed is neither kept nor compared.

mod page;

use axum::{
    Router,
    extract::{Form, Query, State},
    http::HeaderMap,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    Sandbox, contracts,
    identifications::{BankPage, Identification},
    language::Language,
};
use page::{Account, Mistake, Page};

pub fn router() -> Router<Sandbox> {
    Router::new()
        .route("/bank", get(show))
        .route("/bank/index.html", get(show))
        .route("/bank/cancelled", get(show_cancelled))
        .route("/bank/iban", post(confirm_iban))
        .route("/bank/login", post(log_in))
        .route("/bank/tan", post(release_payment))
}

/// The query of `identification.url`; all pages carry it on.
#[derive(Deserialize, Serialize)]
struct Visit {
    #[serde(default)]
    wizard_session_key: String,
    #[serde(default)]
    interface_id: String,
}

async fn show(State(sandbox): State<Sandbox>, Query(visit): Query<Visit>, headers: HeaderMap) -> Response {
    next_page(&sandbox, &visit).answer(&visit, Language::of(&headers))
}

/// Cancelling changes nothing: the identification waits until it expires, and the customer may come back.
async fn show_cancelled(
    State(sandbox): State<Sandbox>,
    Query(visit): Query<Visit>,
    headers: HeaderMap,
) -> Response {
    let page = match next_page(&sandbox, &visit) {
        Page::Unknown => Page::Unknown,
        _ => Page::Cancelled,
    };
    page.answer(&visit, Language::of(&headers))
}

async fn confirm_iban(State(sandbox): State<Sandbox>, Query(visit): Query<Visit>) -> Redirect {
    change(&sandbox, &visit, |identification, _| identification.confirm_iban());
    visit.back()
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
    Form(Login { account_number, pin }): Form<Login>,
) -> Response {
    let inputs = [(account_number, Mistake::AccountNumber), (pin, Mistake::Pin)];
    let mistakes = Mistake::of_empty(inputs);
    if !mistakes.is_empty() && matches!(next_page(&sandbox, &visit), Page::Login(_)) {
        return Page::Login(mistakes).answer(&visit, Language::of(&headers));
    }
    change(&sandbox, &visit, Identification::log_in);
    if let Some(deadline) = payment_deadline(&sandbox, &visit) {
        sandbox.look_again_at(deadline);
    }
    visit.back().into_response()
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
    let mistakes = Mistake::of_empty([(tan, Mistake::Tan)]);
    match next_page(&sandbox, &visit) {
        Page::Tan(account, _) if !mistakes.is_empty() => {
            return Page::Tan(account, mistakes).answer(&visit, Language::of(&headers));
        }
        Page::Tan(..) => release(&sandbox, &visit).await,
        _ => {}
    }
    visit.back().into_response()
}

fn next_page(sandbox: &Sandbox, visit: &Visit) -> Page {
    sandbox.with(|state, _| {
        let Some((person_id, identification)) = state.persons.at_bank(&visit.wizard_session_key) else {
            return Page::Unknown;
        };
        let (person_id, iban) = (person_id.to_owned(), identification.iban.clone());
        let Some(page) = identification.bank_page() else { return Page::Unknown };
        let holder = state.persons.get(&person_id).map_or_else(
            |_| String::new(),
            |person| format!("{} {}", person.text(&["first_name"]), person.text(&["last_name"])),
        );
        let account = Account { iban, holder };
        match page {
            BankPage::Iban => Page::Iban(account),
            BankPage::Login => Page::Login(Vec::new()),
            BankPage::Tan => Page::Tan(account, Vec::new()),
            BankPage::Done => Page::Done,
            BankPage::Failed => Page::Failed,
        }
    })
}

fn payment_deadline(sandbox: &Sandbox, visit: &Visit) -> Option<DateTime<Utc>> {
    sandbox.with(|state, _| state.persons.at_bank(&visit.wizard_session_key)?.1.payment_deadline())
}

/// The payment goes out; the documents to sign are there before the customer is told so.
async fn release(sandbox: &Sandbox, visit: &Visit) {
    let identification = sandbox.with(|state, _| {
        let (person_id, identification) = state.persons.at_bank(&visit.wizard_session_key)?;
        Some((person_id.to_owned(), identification.id.clone()))
    });
    if let Some((person_id, id)) = identification
        && let Err(refusal) = contracts::prepare(sandbox, &person_id, &id).await
    {
        tracing::error!(?refusal, "the documents to sign could not be prepared");
    }
}

/// Changes the identification, if there is one. Each change looks itself whether it is its turn, so that a form sent
/// twice changes nothing.
fn change(sandbox: &Sandbox, visit: &Visit, change: impl FnOnce(&mut Identification, DateTime<Utc>)) {
    sandbox.with(|state, now| {
        if let Some((_, identification)) = state.persons.at_bank(&visit.wizard_session_key) {
            change(identification, now);
        }
    });
}

impl Visit {
    /// `/bank?wizard_session_key=..&interface_id=..`
    fn link(&self, path: &str) -> String {
        let query = serde_urlencoded::to_string(self).unwrap_or_default();
        format!("{path}?{query}")
    }

    /// To the page that comes next, by GET.
    fn back(&self) -> Redirect {
        Redirect::to(&self.link("/bank"))
    }
}
