//! Check: all answers once more, each with the way back to change it.

use bankident_wire::{Address, CheckStage, Editable, Field, Person, Status, Step};

use crate::screen::{Form, Part, Screen, Words, identity_answers};

pub fn screen(stage: CheckStage) -> Screen {
    let (action, note) = match stage.editable {
        Editable::Everything => ("check-action", "check-afterwards"),
        Editable::WhatPatchTakes => ("action-continue", "locked-answers"),
    };
    Screen::new(
        Step::Check,
        vec![
            Part::AnswersOf(Step::Person, person_answers(stage.person)),
            Part::AnswersOf(Step::Address, address_answers(stage.address)),
            Part::AnswersOf(Step::Status, status_answers(stage.status)),
            Form::confirm(action, vec![Part::Hint(Words::message(note))]),
        ],
    )
}

fn person_answers(person: Person) -> Vec<(Field, Words)> {
    let mut answers = vec![(Field::Salutation, Words::message(person.salutation.id()))];
    answers.extend(identity_answers(person));
    answers
}

fn address_answers(Address { address, email }: Address) -> Vec<(Field, Words)> {
    let mut answers = vec![(Field::AddressLine1, Words::said(address.line_1))];
    answers.extend(address.line_2.map(|line| (Field::AddressLine2, Words::said(line))));
    answers.extend([
        (Field::AddressPostalCode, Words::said(address.postal_code)),
        (Field::AddressCity, Words::said(address.city)),
        (Field::AddressCountry, Words::Country(address.country)),
        (Field::Email, Words::said(email)),
    ]);
    answers
}

fn status_answers(status: Status) -> Vec<(Field, Words)> {
    let mut answers = vec![(Field::EmploymentStatus, Words::message(status.employment_status.id()))];
    answers.extend(status.nace_code.map(|code| (Field::NaceCode, Words::message(code.id()))));
    let us_person = if status.fatca_relevant { "fatca-relevant-yes" } else { "fatca-relevant-no" };
    answers.extend([
        (Field::TaxAssessmentCountry, Words::Country(status.tax_assessment_country)),
        (Field::FatcaRelevant, Words::message(us_person)),
    ]);
    answers
}
