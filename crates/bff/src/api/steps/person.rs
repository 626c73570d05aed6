//! `POST /api/journey/person`: who the customer is.
//!
//! Mistakes by field. Once the person exists at Solaris, `locked` for the fields that `PATCH /v1/persons/{id}` refuses.

use bankident_wire::{Field, FieldError, FieldProblem, Person, PersonDraft, Step};

use crate::{
    api::extract::JsonBody,
    domain::{application::Facts, gathering::Answers},
    journey::context::{Answer, JourneyContext},
};

/// `POST /api/journey/person`
pub async fn submit(mut journey: JourneyContext, JsonBody(draft): JsonBody<PersonDraft>) -> Answer {
    if !journey.shows(Step::Person) {
        return journey.answer().await;
    }
    let known = journey.application.facts.registered().is_some();
    let person = PersonDraft { known, ..draft }.parse(journey.now.date_naive())?;
    match &mut journey.application.facts {
        Facts::Unconsented | Facts::Video { .. } | Facts::Deleted => {}
        Facts::Gathering(gathering) => {
            gathering.person = Some(person);
            journey.application.revisiting = None;
        }
        Facts::Registered(registered) => {
            refuse_locked(&registered.answers.person, &person)?;
            let after = Answers { person, ..registered.answers.clone() };
            journey.change_answers(after);
        }
    }
    journey.answer().await
}

fn refuse_locked(before: &Person, after: &Person) -> Result<(), Vec<FieldError>> {
    let changed = [
        (Field::Salutation, before.salutation != after.salutation),
        (Field::FirstName, before.first_name != after.first_name),
        (Field::LastName, before.last_name != after.last_name),
        (Field::BirthDate, before.birth_date != after.birth_date),
        (Field::BirthCity, before.birth_city != after.birth_city),
        (Field::BirthCountry, before.birth_country != after.birth_country),
        (Field::Nationality, before.nationality != after.nationality),
    ];
    let locked: Vec<FieldError> = changed
        .into_iter()
        .filter(|(field, changed)| *changed && !field.can_be_patched())
        .map(|(field, _)| field.is(FieldProblem::Locked))
        .collect();
    if locked.is_empty() { Ok(()) } else { Err(locked) }
}

#[cfg(test)]
mod tests {
    use bankident_wire::Salutation;

    use super::*;
    use crate::domain::samples;

    #[test]
    fn what_patch_does_not_take_is_locked() {
        let before = samples::answers().person;
        let mut after = before.clone();
        after.salutation = Salutation::Ms;
        assert_eq!(refuse_locked(&before, &after), Ok(()));
        after.last_name = after.first_name.clone();
        assert_eq!(refuse_locked(&before, &after), Err(vec![Field::LastName.is(FieldProblem::Locked)]));
    }
}
