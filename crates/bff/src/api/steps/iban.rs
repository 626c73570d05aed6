//! `POST /api/journey/iban`: the account to identify with. Solaris checks it and names the page of the bank login.
//! `POST /api/journey/iban/lookup`: the bank's name.
//!
//! Mistakes by field; `out-of-bounds` for the consent's time. A rejection is not an error but the data of the next stage.

use axum::Json;
use bankident_wire::{BankOfIban, Field, FieldError, FieldProblem, Iban, IbanDraft, Step};
use chrono::TimeDelta;
use serde::Deserialize;

use crate::{
    api::extract::{JsonBody, within},
    error::ApiError,
    journey::context::{Answer, JourneyContext},
    solaris::Error,
    store::{Caller, Limit},
};

/// How many banks a journey asks for.
const LOOKUPS: Limit = Limit { most: 20, within: TimeDelta::minutes(1) };

/// `POST /api/journey/iban`
pub async fn submit(mut journey: JourneyContext, JsonBody(draft): JsonBody<IbanDraft>) -> Answer {
    if !journey.shows(Step::Iban) {
        return journey.answer().await;
    }
    let submission = draft.parse()?;
    let consent = (Field::SwisscomTerms, submission.terms_and_conditions_signed_at);
    journey.consent(&[consent])?;
    journey.identify(submission.iban, submission.terms_and_conditions_signed_at).await?;
    journey.application.revisiting = None;
    journey.answer().await
}

/// The body of a lookup.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct LookupDraft {
    iban: String,
}

/// `POST /api/journey/iban/lookup`. If the bank's name is not known, the journey goes on without it. `rejected` if Solaris says that
/// there is no such IBAN.
pub async fn lookup(
    journey: JourneyContext,
    JsonBody(draft): JsonBody<LookupDraft>,
) -> Result<Json<BankOfIban>, ApiError> {
    if !journey.shows(Step::Iban) {
        return Ok(Json(BankOfIban::default()));
    }
    let iban =
        Iban::parse(&draft.iban).map_err(|problem| -> Vec<FieldError> { vec![Field::Iban.is(problem)] })?;
    let (state, id) = (journey.state.clone(), journey.id());
    drop(journey);
    // The name is a courtesy, and each is a call to Solaris.
    if within(&state, Caller::IbanLookup(id), LOOKUPS).await.is_err() {
        return Ok(Json(BankOfIban::default()));
    }
    match state.solaris.bank_name(&iban).await {
        Ok(bank_name) => Ok(Json(BankOfIban { bank_name })),
        Err(Error::Refused(refusal)) if refusal.fields.contains(&Field::Iban) => {
            Err(vec![Field::Iban.is(FieldProblem::Rejected)].into())
        }
        Err(error) => {
            tracing::warn!("{error}");
            Ok(Json(BankOfIban::default()))
        }
    }
}
