//! Begins a journey for a person who already exists at Solaris.

use bankident_wire::{AddressDraft, MobileNumber, PersonDraft, StatusDraft, TermsDraft};
use serde_json::Value;

use super::problem::{Mistake, Problem};
use crate::{
    domain::{
        application::Facts,
        gathering::Answers,
        identification::Identification,
        registered::{Mobile, Registered},
    },
    solaris::{Code, Error},
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
    let answers = answers_of(person, state.clock.now().date_naive()).map_err(Problem::Invalid)?;
    let mobile = mobile_of(state, person_id).await?;
    Ok(Facts::Registered(Registered { mobile, ..Registered::new(person_id.to_owned(), answers) }))
}

async fn mobile_of(state: &AppState, person_id: &str) -> Result<Mobile, Error> {
    let resource = match state.solaris.mobile_number(person_id).await {
        Err(error) if error.is(Code::ModelNotFound) => return Ok(Mobile::Wanted { number: None }),
        resource => resource?,
    };
    let Ok(number) = MobileNumber::parse(&resource.number) else {
        return Ok(Mobile::Wanted { number: None });
    };
    if !resource.verified {
        return Ok(Mobile::Wanted { number: Some(number) });
    }
    let identification = match state.solaris.reason_against_identification(person_id).await? {
        Some(reason) => Identification::rejected(reason),
        None => Identification::Wanted,
    };
    Ok(Mobile::Verified { number, identification })
}

/// Reads Solaris' person as if the customer had typed it here.
fn answers_of(mut person: Value, today: chrono::NaiveDate) -> Result<Answers, Vec<Mistake>> {
    person["tax_assessment_country"] = person["tax_information"]["tax_assessment_country"].clone();
    let person = without_nulls(person);
    // Drafts take the members that they know and leave the rest empty.
    fn draft<D: serde::de::DeserializeOwned + Default>(person: &Value) -> D {
        serde_json::from_value(person.clone()).unwrap_or_default()
    }
    let terms = draft::<TermsDraft>(&person).parse();
    let who = draft::<PersonDraft>(&person).parse(today);
    let address = draft::<AddressDraft>(&person).parse();
    let status = draft::<StatusDraft>(&person).parse();
    let errors = [terms.as_ref().err(), who.as_ref().err(), address.as_ref().err(), status.as_ref().err()];
    let mistakes: Vec<Mistake> = errors
        .into_iter()
        .flatten()
        .flatten()
        .map(|error| Mistake::at("/person_id", format!("{}: {}", error.field.name(), error.problem.id())))
        .collect();
    match (terms, who, address, status) {
        (Ok(terms), Ok(person), Ok(address), Ok(status)) => Ok(Answers { terms, person, address, status }),
        _ => Err(mistakes),
    }
}

/// A member that is `null` is as good as absent.
fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(members) => {
            let given = members.into_iter().filter(|(_, value)| !value.is_null());
            Value::Object(given.map(|(name, value)| (name, without_nulls(value))).collect())
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{domain::samples, solaris::new_person};

    #[test]
    fn what_was_sent_to_solaris_is_read_back() {
        let answers = samples::answers();
        let person = new_person(&answers).unwrap();
        let today = samples::began_at().date_naive();
        assert_eq!(answers_of(person, today).unwrap(), answers);
    }

    #[test]
    fn what_is_missing_is_named() {
        let mut person = new_person(&samples::answers()).unwrap();
        person["nationality"] = Value::Null;
        person["tax_information"] = Value::Null;
        let mistakes = answers_of(person, samples::began_at().date_naive()).unwrap_err();
        let expected = ["nationality: missing", "tax_information.tax_assessment_country: missing"];
        let found: Vec<&str> = mistakes.iter().map(|mistake| mistake.problem.as_str()).collect();
        assert_eq!(found, expected);
    }
}
