//! `/bank`: the pages of the customer's bank. They stand in for the wizard of the payment service, which the `url` of a
//! requested identification opens in a frame (the guide, Step 4). `GET /bank` shows the next page; each form posts and
//! redirects there. Nothing that is typed is kept, and only the IBAN is compared.

use axum::{
    Router,
    extract::{Form, Query, State},
    http::HeaderMap,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use chrono::{DateTime, Utc};
use serde::Deserialize;

use crate::{
    contracts,
    language::Language,
    model::{bank_visit::BankPage, identification::Identification},
    pages::{
        bank_form::{Account, Mistake, WizardSession},
        bank_page::Page,
    },
    sandbox::Sandbox,
};

/// The routes below `/bank`.
pub fn router() -> Router<Sandbox> {
    Router::new()
        .route("/bank", get(show))
        .route("/bank/index.html", get(show))
        .route("/bank/cancelled", get(show_cancelled))
        .route("/bank/iban", post(enter_iban))
        .route("/bank/login", post(log_in))
        .route("/bank/tan", post(release_payment))
}

async fn show(
    State(sandbox): State<Sandbox>,
    Query(session): Query<WizardSession>,
    headers: HeaderMap,
) -> Response {
    next_page(&sandbox, &session).answer(&session, Language::of(&headers))
}

/// Cancelling changes nothing. The identification waits until it expires, and the customer may come back.
async fn show_cancelled(
    State(sandbox): State<Sandbox>,
    Query(session): Query<WizardSession>,
    headers: HeaderMap,
) -> Response {
    let page = match next_page(&sandbox, &session) {
        Page::Unknown => Page::Unknown,
        _ => Page::Cancelled,
    };
    page.answer(&session, Language::of(&headers))
}

#[derive(Deserialize)]
struct TypedIban {
    #[serde(default)]
    iban: String,
}

/// "If the IBAN validation is successful, the customer is prompted to log in" (the guide, Step 4). With another IBAN it is not,
/// and nothing has happened.
async fn enter_iban(
    State(sandbox): State<Sandbox>,
    Query(session): Query<WizardSession>,
    headers: HeaderMap,
    Form(TypedIban { iban }): Form<TypedIban>,
) -> Response {
    let typed: String = iban.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect();
    if let Page::Iban(account, _) = next_page(&sandbox, &session)
        && typed != account.iban
    {
        let mistake = if typed.is_empty() { Mistake::Iban } else { Mistake::OtherIban };
        return Page::Iban(account, vec![mistake]).answer(&session, Language::of(&headers));
    }
    change(&sandbox, &session, |identification, _| identification.enter_iban());
    session.back().into_response()
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
    Query(session): Query<WizardSession>,
    headers: HeaderMap,
    Form(Login { account_number, pin }): Form<Login>,
) -> Response {
    let inputs = [(account_number, Mistake::AccountNumber), (pin, Mistake::Pin)];
    let mistakes = Mistake::of_empty(inputs);
    if !mistakes.is_empty() && matches!(next_page(&sandbox, &session), Page::Login(_)) {
        return Page::Login(mistakes).answer(&session, Language::of(&headers));
    }
    change(&sandbox, &session, Identification::log_in);
    if let Some(deadline) = payment_deadline(&sandbox, &session) {
        sandbox.look_again_at(deadline);
    }
    session.back().into_response()
}

#[derive(Deserialize)]
struct Tan {
    #[serde(default)]
    tan: String,
}

async fn release_payment(
    State(sandbox): State<Sandbox>,
    Query(session): Query<WizardSession>,
    headers: HeaderMap,
    Form(Tan { tan }): Form<Tan>,
) -> Response {
    let mistakes = Mistake::of_empty([(tan, Mistake::Tan)]);
    match next_page(&sandbox, &session) {
        Page::Tan(account, _) if !mistakes.is_empty() => {
            return Page::Tan(account, mistakes).answer(&session, Language::of(&headers));
        }
        Page::Tan(..) => release(&sandbox, &session).await,
        _ => {}
    }
    session.back().into_response()
}

fn next_page(sandbox: &Sandbox, session: &WizardSession) -> Page {
    sandbox.with(|state, _| {
        let Some((_, identification)) = state.persons.at_bank(&session.wizard_session_key) else {
            return Page::Unknown;
        };
        let Some(page) = identification.bank_page() else { return Page::Unknown };
        let account = Account { iban: identification.iban.clone() };
        match page {
            BankPage::Iban => Page::Iban(account, Vec::new()),
            BankPage::Login => Page::Login(Vec::new()),
            BankPage::Tan => Page::Tan(account, Vec::new()),
            BankPage::Done => Page::Done,
            BankPage::Failed => Page::Failed,
        }
    })
}

fn payment_deadline(sandbox: &Sandbox, session: &WizardSession) -> Option<DateTime<Utc>> {
    sandbox.with(|state, _| state.persons.at_bank(&session.wizard_session_key)?.1.payment_deadline())
}

/// Authorizes the payment. The documents to sign exist before the customer sees the next page.
async fn release(sandbox: &Sandbox, session: &WizardSession) {
    let identification = sandbox.with(|state, _| {
        let (person_id, identification) = state.persons.at_bank(&session.wizard_session_key)?;
        Some((person_id.to_owned(), identification.id.clone()))
    });
    if let Some((person_id, id)) = identification
        && let Err(refusal) = contracts::prepare(sandbox, &person_id, &id).await
    {
        tracing::error!(?refusal, "the documents to sign could not be prepared");
    }
}

/// Changes the identification, if there is one. Each change checks that it is its turn, so a form that is sent twice
/// changes nothing the second time.
fn change(
    sandbox: &Sandbox,
    session: &WizardSession,
    change: impl FnOnce(&mut Identification, DateTime<Utc>),
) {
    sandbox.with(|state, now| {
        if let Some((_, identification)) = state.persons.at_bank(&session.wizard_session_key) {
            change(identification, now);
        }
    });
}
