//! Begins a journey for a person who already exists at Solaris.

use bankident_wire::FieldError;

use super::problem::{Mistake, Problem};
use crate::{
    domain::{
        application::Facts,
        identification::Identification,
        registered::{Mobile, Registered},
    },
    solaris::{Code, Error, answers_of},
    state::AppState,
};

/// The facts about the person. A person without all required data is refused, and the missing fields are named.
pub async fn facts_of(state: &AppState, partner: &str, person_id: &str) -> Result<Facts, Problem> {
    let unknown = || Problem::Invalid(vec![Mistake::at("/person_id", "unknown")]);
    let well_formed = !person_id.is_empty() && person_id.bytes().all(|b| b.is_ascii_alphanumeric());
    if !well_formed || state.store.is_someone_elses(person_id, partner).await? {
        return Err(unknown());
    }
    let person = match state.solaris.person(person_id).await {
        Err(error) if error.is(Code::ModelNotFound) => return Err(unknown()),
        person => person?,
    };
    let lacks = |errors: Vec<FieldError>| {
        let mistake = |error: FieldError| {
            Mistake::at("/person_id", format!("{}: {}", error.field.name(), error.problem.id()))
        };
        Problem::Invalid(errors.into_iter().map(mistake).collect())
    };
    let answers = answers_of(person, state.clock.now().date_naive()).map_err(lacks)?;
    let mobile = mobile_of(state, person_id).await?;
    Ok(Facts::Registered(Registered::new(person_id.to_owned(), answers, mobile)))
}

async fn mobile_of(state: &AppState, person_id: &str) -> Result<Mobile, Error> {
    let number = match state.solaris.known_number(person_id).await? {
        Some((number, true)) => number,
        unverified => return Ok(Mobile::Wanted { number: unverified.map(|(number, _)| number) }),
    };
    let identification = match state.solaris.reason_against_identification(person_id).await? {
        Some(reason) => Identification::rejected(reason),
        None => Identification::Wanted,
    };
    Ok(Mobile::Verified { number, identification })
}
