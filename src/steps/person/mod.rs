//! Person: who the customer is, as their ID document says it.

use bankident_wire::{Editable, Field, Person, PersonDraft, PersonStage, Salutation, Step};
use serde_json::Value;

use crate::screen::{Form, Input, Options, Part, Screen, Understood, draft, identity_answers, sendable};

pub fn screen(stage: PersonStage) -> Screen {
    let salutations = Salutation::ALL.map(|salutation| (Value::from(salutation.code()), salutation.id()));
    let mut parts = vec![Part::Radios(Field::Salutation, salutations.to_vec())];
    match (stage.editable, stage.answers.clone()) {
        (Editable::WhatPatchTakes, Some(person)) => parts.extend(fixed_identity(person)),
        _ => parts.extend(identity()),
    }
    let answers = stage.answers.map(PersonDraft::from).or(stage.suggested);
    let form = Form::with(
        &answers,
        "action-continue",
        |typed, today| sendable(draft::<PersonDraft>(typed).parse(today)),
        parts,
    );
    Screen::new(Step::Person, vec![form])
}

fn identity() -> Vec<Part> {
    let birth_date = Input::new(Field::BirthDate).autocomplete("bday").inputmode("decimal");
    let countries = Options::Countries { autocomplete: "off" };
    vec![
        Part::Input(Input::new(Field::FirstName).autocomplete("given-name")),
        Part::Input(Input::new(Field::LastName).autocomplete("family-name")),
        Part::Input(Input { class: "short", understood: Some(Understood::BirthDate), ..birth_date }),
        Part::Input(Input::new(Field::BirthCity)),
        Part::Select(Field::BirthCountry, countries),
        Part::Select(Field::Nationality, countries),
    ]
}

/// The person exists at the bank: the identity is shown, with why it cannot be changed here.
fn fixed_identity(person: Person) -> Vec<Part> {
    vec![Part::Notice("locked-answers"), Part::Answers(identity_answers(person))]
}
