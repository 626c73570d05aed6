//! `POST /api/journey/iban`: the account to identify with; Solaris checks it and names the page of the bank login.
//! `POST /api/journey/iban/lookup`: the bank's name.
//!
//! Mistakes by field, `out-of-bounds` for the consent's time. A rejection is no failure: it is the next stage's data.

use axum::Json;
use bankident_wire::{BankOfIban, Field, FieldError, Iban, IbanDraft, IbanSubmission, Step};
use serde::Deserialize;

use crate::{
    application::Identification,
    consents,
    error::Failure,
    intent::{Call, Outcome},
    reread::{rejected, snapshot_failure},
    solaris::{Code, IdentificationOf, IdentificationStatus},
    visit::{Answer, Draft, Visit},
};

pub async fn submit(mut visit: Visit, Draft(draft): Draft<IbanDraft>) -> Answer {
    if !visit.shows(Step::Iban) {
        return visit.answer().await;
    }
    let submission = draft.parse()?;
    let consent = (Field::SwisscomTerms, submission.terms_and_conditions_signed_at);
    consents::in_bounds(visit.application.began_at, visit.now, &[consent])?;
    match created(&visit).filter(|(_, iban)| *iban == submission.iban) {
        // Its request failed, or was never made.
        Some((id, iban)) => read_and_request(&mut visit, &id, &iban).await?,
        None => {
            create(&mut visit, &submission).await?;
            if let Some((id, iban)) = created(&visit) {
                request(&mut visit, &id, &iban).await?;
            }
        }
    }
    visit.application.shown_again = None;
    visit.answer().await
}

/// Creates the identification; the SCHUFA check is part of that.
async fn create(visit: &mut Visit, submission: &IbanSubmission) -> Result<(), Failure> {
    let Some(person_id) = visit.application.person_id().map(str::to_owned) else { return Ok(()) };
    let IbanSubmission { iban, terms_and_conditions_signed_at } = submission.clone();
    let (app, language, number) = (visit.app.clone(), visit.language, iban.clone());
    let made = async move {
        let solaris = &app.solaris;
        solaris.create_identification(&person_id, &number, terms_and_conditions_signed_at, language).await
    };
    let call = Call::CreateIdentification { iban: iban.clone(), terms_and_conditions_signed_at };
    if let Outcome::Answered(answer) = visit.once(call, made).await? {
        let identification = match answer {
            Ok(created) => Identification::begun(&created, &iban, visit.now),
            Err(error) => rejected(error)?,
        };
        visit.set_identification(identification);
        visit.save().await?;
    }
    Ok(())
}

/// Requests the identification: from then on there is a page of the bank login. Where the answer is lost, or is that
/// this was done before, reading tells.
async fn request(visit: &mut Visit, id: &str, iban: &Iban) -> Result<(), Failure> {
    let Some(person_id) = visit.application.person_id() else { return Ok(()) };
    let of = IdentificationOf { person_id, id };
    let solaris = &visit.app.solaris;
    let identification = match solaris.request_identification(of, visit.language).await {
        Ok(requested) => Identification::begun(&requested, iban, visit.now),
        Err(error) if error.is(Code::ExpectationMismatch) || error.may_have_been_carried_out() => {
            let found = solaris.identification(of).await?;
            match found.status {
                IdentificationStatus::Created if error.is(Code::ExpectationMismatch) => {
                    Identification::rejected(snapshot_failure(&found))
                }
                IdentificationStatus::Created => return Err(error.into()),
                _ => Identification::begun(&found, iban, visit.now),
            }
        }
        Err(error) => rejected(error)?,
    };
    visit.set_identification(identification);
    Ok(())
}

async fn read_and_request(visit: &mut Visit, id: &str, iban: &Iban) -> Result<(), Failure> {
    let Some(person_id) = visit.application.person_id() else { return Ok(()) };
    let found = visit.app.solaris.identification(IdentificationOf { person_id, id }).await?;
    if found.status == IdentificationStatus::Created {
        return request(visit, id, iban).await;
    }
    let identification = Identification::begun(&found, iban, visit.now);
    visit.set_identification(identification);
    Ok(())
}

fn created(visit: &Visit) -> Option<(String, Iban)> {
    match visit.application.facts.registered()?.mobile.identification()? {
        Identification::Created { id, iban } => Some((id.clone(), iban.clone())),
        _ => None,
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
