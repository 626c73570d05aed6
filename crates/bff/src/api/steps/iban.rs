//! `POST /api/journey/iban`: the account to identify with. Solaris checks it and names the page of the bank login.
//! `POST /api/journey/iban/lookup`: the bank's name.
//!
//! Mistakes by field; `out-of-bounds` for the consent's time. A rejection is not an error but the data of the next stage.

use axum::Json;
use bankident_wire::{BankOfIban, Field, FieldError, Iban, IbanDraft, IbanSubmission, Step};
use serde::Deserialize;

use crate::{
    api::extract::JsonBody,
    domain::{identification::Identification, pending_call::Call},
    error::ApiError,
    journey::{
        call_once::CallOutcome,
        context::{Answer, JourneyContext},
    },
    solaris::{Code, IdentificationOf, IdentificationStatus, rejected, snapshot_failure},
};

/// `POST /api/journey/iban`
pub async fn submit(mut journey: JourneyContext, JsonBody(draft): JsonBody<IbanDraft>) -> Answer {
    if !journey.shows(Step::Iban) {
        return journey.answer().await;
    }
    let submission = draft.parse()?;
    let consent = (Field::SwisscomTerms, submission.terms_and_conditions_signed_at);
    journey.check_consents(&[consent])?;
    match created(&journey).filter(|(_, iban)| *iban == submission.iban) {
        // It was created before, but its request failed or was never made.
        Some((id, iban)) => read_and_request(&mut journey, &id, &iban).await?,
        None => {
            create(&mut journey, &submission).await?;
            if let Some((id, iban)) = created(&journey) {
                request(&mut journey, &id, &iban).await?;
            }
        }
    }
    journey.application.revisiting = None;
    journey.answer().await
}

/// Creates the identification. The SCHUFA check is part of that.
async fn create(journey: &mut JourneyContext, submission: &IbanSubmission) -> Result<(), ApiError> {
    let Some(person_id) = journey.application.person_id().map(str::to_owned) else { return Ok(()) };
    let IbanSubmission { iban, terms_and_conditions_signed_at } = submission.clone();
    let (state, language, number) = (journey.state.clone(), journey.language, iban.clone());
    let made = async move {
        let solaris = &state.solaris;
        solaris.create_identification(&person_id, &number, terms_and_conditions_signed_at, language).await
    };
    let call = Call::CreateIdentification { iban: iban.clone(), terms_and_conditions_signed_at };
    if let CallOutcome::Answered(answer) = journey.call_once(call, made).await? {
        let identification = match answer {
            Ok(created) => Identification::begun(&created, &iban, journey.now),
            Err(error) => rejected(error)?,
        };
        journey.set_identification(identification);
        journey.save().await?;
    }
    Ok(())
}

/// Requests the identification: afterwards there is a page of the bank login. If the answer is lost, or says that this was
/// done before, reading tells.
async fn request(journey: &mut JourneyContext, id: &str, iban: &Iban) -> Result<(), ApiError> {
    let Some(person_id) = journey.application.person_id() else { return Ok(()) };
    let of = IdentificationOf { person_id, id };
    let solaris = &journey.state.solaris;
    let identification = match solaris.request_identification(of, journey.language).await {
        Ok(requested) => Identification::begun(&requested, iban, journey.now),
        Err(error) if error.is(Code::ExpectationMismatch) || error.may_have_been_carried_out() => {
            let found = solaris.identification(of).await?;
            match found.status {
                IdentificationStatus::Created if error.is(Code::ExpectationMismatch) => {
                    Identification::rejected(snapshot_failure(&found))
                }
                IdentificationStatus::Created => return Err(error.into()),
                _ => Identification::begun(&found, iban, journey.now),
            }
        }
        Err(error) => rejected(error)?,
    };
    journey.set_identification(identification);
    Ok(())
}

async fn read_and_request(journey: &mut JourneyContext, id: &str, iban: &Iban) -> Result<(), ApiError> {
    let Some(person_id) = journey.application.person_id() else { return Ok(()) };
    let found = journey.state.solaris.identification(IdentificationOf { person_id, id }).await?;
    if found.status == IdentificationStatus::Created {
        return request(journey, id, iban).await;
    }
    let identification = Identification::begun(&found, iban, journey.now);
    journey.set_identification(identification);
    Ok(())
}

fn created(journey: &JourneyContext) -> Option<(String, Iban)> {
    match journey.application.facts.registered()?.mobile.identification()? {
        Identification::Created { id, iban } => Some((id.clone(), iban.clone())),
        _ => None,
    }
}

/// The body of a lookup.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct LookupDraft {
    iban: String,
}

/// `POST /api/journey/iban/lookup`. If the bank's name is not known, the journey goes on without it.
pub async fn lookup(
    journey: JourneyContext,
    JsonBody(draft): JsonBody<LookupDraft>,
) -> Result<Json<BankOfIban>, ApiError> {
    if !journey.shows(Step::Iban) {
        return Ok(Json(BankOfIban::default()));
    }
    let iban =
        Iban::parse(&draft.iban).map_err(|problem| -> Vec<FieldError> { vec![Field::Iban.is(problem)] })?;
    let state = journey.state.clone();
    drop(journey);
    let bank_name = state.solaris.bank_name(&iban).await.unwrap_or_else(|error| {
        tracing::warn!("{error}");
        None
    });
    Ok(Json(BankOfIban { bank_name }))
}
