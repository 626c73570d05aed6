//! Begins a journey for a person who already exists at Solaris.

use bankident_wire::{FieldError, MobileNumber};

use super::problem::{Mistake, Problem};
use crate::{
    domain::{
        application::Facts,
        identification::Identification,
        refused::Rejected,
        registered::{Mobile, Registered},
    },
    journey::mobile::reason_against,
    partners::Partner,
    solaris::{Code, Error, answers_of},
    state::AppState,
    store::{self, Owner},
};

/// Whether a partner may begin a journey for a person: its own, or one whom nobody has brought here, where it may begin for
/// those. What the partner may not have looks like what does not exist.
async fn may_have(state: &AppState, partner: &Partner, person_id: &str) -> Result<bool, store::Error> {
    Ok(match state.store.owner_of(person_id).await? {
        Some(owner) => owner == Owner::Partner(partner.id.clone()),
        None => partner.existing_persons,
    })
}

/// The facts about the person. What an identification needs and the person lacks is asked for; what only support can change is
/// named in a refusal.
pub async fn facts_of(
    state: &AppState,
    partner: &Partner,
    person_id: &str,
) -> Result<(Facts, Option<Rejected>), Problem> {
    let unknown = || Problem::Invalid(vec![Mistake::at("/person_id", "unknown")]);
    let well_formed = !person_id.is_empty() && person_id.bytes().all(|b| b.is_ascii_alphanumeric());
    if !well_formed || !may_have(state, partner, person_id).await? {
        return Err(unknown());
    }
    let person = match state.solaris.person(person_id).await {
        Err(error) if error.is(Code::ModelNotFound) => return Err(unknown()),
        person => person?,
    };
    // Another partner may have been faster.
    if !state.store.claim_person(person_id, &partner.id).await? {
        return Err(unknown());
    }
    let lacks = |errors: Vec<FieldError>| {
        let mistake = |error: FieldError| {
            Mistake::at("/person_id", format!("{}: {}", error.field.name(), error.problem.id()))
        };
        Problem::Invalid(errors.into_iter().map(mistake).collect())
    };
    let said = person["mobile_number"].as_str().and_then(|number| MobileNumber::parse(number).ok());
    let answers = answers_of(person, state.clock.now().date_naive()).map_err(lacks)?;
    let (mobile, rejected) = mobile_of(state, person_id, said).await?;
    Ok((Facts::Registered(Registered::new(person_id.to_owned(), answers, mobile)), rejected))
}

/// The number, or the one that was sent with the person; and what stands against an identification. The check of that is optional: if it fails, the customer learns it
/// later.
async fn mobile_of(
    state: &AppState,
    person_id: &str,
    said: Option<MobileNumber>,
) -> Result<(Mobile, Option<Rejected>), Error> {
    let number = match state.solaris.known_number(person_id).await? {
        Some((number, true)) => number,
        unverified => {
            let number = unverified.map(|(number, _)| number).or(said);
            return Ok((Mobile::Wanted { number }, None));
        }
    };
    let reason = reason_against(&state.solaris, person_id).await.unwrap_or_else(|error| {
        tracing::warn!("it is unknown whether the person is eligible: {error}");
        None
    });
    Ok((Mobile::Verified { number, identification: Identification::Wanted }, reason))
}
