//! `POST /api/journey/iban`: the account to identify with; Solaris checks it and names the page of the bank login.
//! `POST /api/journey/iban/lookup`: the bank's name.
//!
//! Mistakes by field, `out-of-bounds` for the consent's time. A rejection is no failure: it is the next stage's data.

use axum::Json;
use bankident_wire::{BankOfIban, Field, FieldError, Iban, IbanDraft, IbanSubmission, Rejection, Step};
use serde::Deserialize;

use crate::{
    application::Identification,
    consents,
    error::Failure,
    reread::snapshot_failure,
    solaris::{Code, Error, IdentificationOf},
    visit::{Answer, Draft, Visit},
};

pub async fn submit(mut visit: Visit, Draft(draft): Draft<IbanDraft>) -> Answer {
    if !visit.shows(Step::Iban) {
        return visit.answer().await;
    }
    let submission = draft.parse()?;
    let consent = (Field::SwisscomTerms, submission.terms_and_conditions_signed_at);
    consents::in_bounds(visit.application.began_at, visit.now, &[consent])?;
    let identification = identify(&visit, &submission).await?;
    visit.set_identification(identification);
    visit.application.shown_again = None;
    visit.answer().await
}

/// Creates the identification and requests it.
async fn identify(visit: &Visit, submission: &IbanSubmission) -> Result<Identification, Error> {
    let Some(person_id) = visit.application.person_id() else {
        return Ok(Identification::Wanted { rejection: None });
    };
    let (solaris, language) = (&visit.app.solaris, visit.language);
    let IbanSubmission { iban, terms_and_conditions_signed_at } = submission;
    let created =
        match solaris.create_identification(person_id, iban, *terms_and_conditions_signed_at, language).await
        {
            Ok(created) => created,
            Err(error) => return rejected(error),
        };
    let of = IdentificationOf { person_id, id: &created.id };
    let requested = match solaris.request_identification(of, language).await {
        Ok(requested) => requested,
        Err(error) if error.is(Code::ExpectationMismatch) => {
            let resource = solaris.identification(of).await?;
            return Ok(Identification::rejected(snapshot_failure(&resource)));
        }
        Err(error) => return rejected(error),
    };
    // A check may also end in a status: `heard` reads it.
    let at_bank = Identification::requested(&requested, iban);
    let at_bank = at_bank.unwrap_or_else(|| Identification::rejected(Rejection::GenericError));
    Ok(at_bank.heard(&requested, false, visit.now))
}

fn rejected(error: Error) -> Result<Identification, Error> {
    match error.rejection() {
        Some(rejection) => Ok(Identification::rejected(rejection)),
        None if error.is(Code::ExpectationMismatch) => {
            Ok(Identification::rejected(Rejection::AccountSnapshotFailed))
        }
        None => Err(error),
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct LookupDraft {
    iban: String,
}

/// Where the bank's name cannot be had, the journey goes on without it.
pub async fn lookup(visit: Visit, Draft(draft): Draft<LookupDraft>) -> Result<Json<BankOfIban>, Failure> {
    if !visit.shows(Step::Iban) {
        return Ok(Json(BankOfIban::default()));
    }
    let iban =
        Iban::parse(&draft.iban).map_err(|problem| -> Vec<FieldError> { vec![Field::Iban.is(problem)] })?;
    let app = visit.app.clone();
    drop(visit);
    let bank_name = app.solaris.bank_name(&iban).await.unwrap_or_else(|error| {
        tracing::warn!("{error}");
        None
    });
    Ok(Json(BankOfIban { bank_name }))
}
