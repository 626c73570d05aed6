//! The bank's pages, in the place of the payment-initiation wizard (the guide, Step 4 and Appendix II, step 5): look at
//! the IBAN, log in, authorize a transfer of 5 cents. The session stands in the URL; each form posts and is redirected,
//! so that a reload asks nothing twice.

mod page;
mod words;

use axum::{
    Form, Router,
    extract::{Query, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use serde::Deserialize;

use crate::{
    Sandbox, contracts,
    identifications::{BankPage, Identification},
    language::Language,
};
use page::{Page, Shown};

pub fn router() -> Router<Sandbox> {
    Router::new()
        .route("/bank", get(show))
        .route("/bank/canceled", get(canceled))
        .route("/bank/iban", post(confirm_iban))
        .route("/bank/login", post(log_in))
        .route("/bank/tan", post(authorize_transfer))
}

/// What stands in the URL.
#[derive(Deserialize)]
struct Session {
    wizard_session_key: String,
    interface_id: String,
}

#[derive(Deserialize)]
struct Login {
    #[serde(default)]
    account_number: String,
    #[serde(default)]
    pin: String,
}

#[derive(Deserialize)]
struct Transfer {
    #[serde(default)]
    tan: String,
}

/// `GET /bank?wizard_session_key=..&interface_id=..`: the page that comes next.
async fn show(
    State(sandbox): State<Sandbox>,
    Query(session): Query<Session>,
    headers: HeaderMap,
) -> Response {
    session.page(&sandbox, &headers, Shown::Clean)
}

/// `GET /bank/canceled?..`: nothing has happened, and the customer can begin again.
async fn canceled(
    State(sandbox): State<Sandbox>,
    Query(session): Query<Session>,
    headers: HeaderMap,
) -> Response {
    session.page(&sandbox, &headers, Shown::Canceled)
}

/// `POST /bank/iban?..`
async fn confirm_iban(State(sandbox): State<Sandbox>, Query(session): Query<Session>) -> Response {
    sandbox.with(|state, _| {
        if let Some((_, identification)) = state.persons.at_bank(&session.wizard_session_key) {
            identification.confirm_iban();
        }
    });
    session.next()
}

/// `POST /bank/login?..`: any account number, any PIN. The payment is initiated, and the ten minutes begin.
async fn log_in(
    State(sandbox): State<Sandbox>,
    Query(session): Query<Session>,
    headers: HeaderMap,
    Form(login): Form<Login>,
) -> Response {
    if login.account_number.trim().is_empty() || login.pin.trim().is_empty() {
        return session.page(&sandbox, &headers, Shown::Incomplete);
    }
    let deadline = sandbox.with(|state, now| {
        let (_, identification) = state.persons.at_bank(&session.wizard_session_key)?;
        identification.log_in(now);
        identification.payment_deadline()
    });
    if let Some(deadline) = deadline {
        sandbox.look_again_at(deadline);
    }
    session.next()
}

/// `POST /bank/tan?..`: any TAN.
async fn authorize_transfer(
    State(sandbox): State<Sandbox>,
    Query(session): Query<Session>,
    headers: HeaderMap,
    Form(transfer): Form<Transfer>,
) -> Response {
    if transfer.tan.trim().is_empty() {
        return session.page(&sandbox, &headers, Shown::Incomplete);
    }
    let paying = sandbox.with(|state, _| {
        let (person_id, identification) = state.persons.at_bank(&session.wizard_session_key)?;
        let asks_for_tan = identification.bank_page() == Some(BankPage::Tan);
        asks_for_tan.then(|| (person_id.to_owned(), identification.id.clone()))
    });
    if let Some((person_id, id)) = paying {
        // It is there: it was found a moment ago, and nothing deletes it.
        let _ = contracts::prepare(&sandbox, &person_id, &id).await;
    }
    session.next()
}

impl Session {
    fn next(&self) -> Response {
        Redirect::to(&self.url("/bank")).into_response()
    }

    fn url(&self, path: &str) -> String {
        let Session { wizard_session_key, interface_id } = self;
        // Both are of letters and digits where they are ours, and nothing else is redirected to.
        let harmless = |text: &str| text.chars().filter(char::is_ascii_alphanumeric).collect::<String>();
        format!(
            "{path}?wizard_session_key={}&interface_id={}",
            harmless(wizard_session_key),
            harmless(interface_id)
        )
    }

    fn page(&self, sandbox: &Sandbox, headers: &HeaderMap, shown: Shown) -> Response {
        let language = Language::of(headers);
        let found = sandbox.with(|state, _| {
            let (_, identification) = state.persons.at_bank(&self.wizard_session_key)?;
            Some((self.bank_page(identification), bankident_wire::Iban::group(&identification.iban)))
        });
        let status = match (&found, shown) {
            (None, _) => StatusCode::NOT_FOUND,
            (_, Shown::Incomplete) => StatusCode::UNPROCESSABLE_ENTITY,
            _ => StatusCode::OK,
        };
        let (page, iban) = found.unwrap_or((BankPage::Failed, String::new()));
        let html = Page { page, shown, iban: &iban, language, session: self }.html();
        (status, [(header::CACHE_CONTROL, "no-store"), (header::REFERRER_POLICY, "no-referrer")], html)
            .into_response()
    }

    fn bank_page(&self, identification: &Identification) -> BankPage {
        identification.bank_page().unwrap_or(BankPage::Failed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_foreign_gets_into_a_url() {
        let session = Session { wizard_session_key: "a&b=\"<".into(), interface_id: "da05\r\n".into() };
        assert_eq!(session.url("/bank"), "/bank?wizard_session_key=ab&interface_id=da05");
    }
}
