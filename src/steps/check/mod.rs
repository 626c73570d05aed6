//! Check: all answers once more, each with the way back to change it.

use bankident_wire::{Address, CheckStage, Editable, Field, Person, Status, Step};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    components::{
        erased::{Words, clicked, words},
        field::FixedAnswers,
        form::{Form, StepForm},
        screen::Screen,
    },
    copy::{Copy, t},
    journey::Journey,
    platform,
};

#[component]
pub fn CheckScreen(stage: CheckStage) -> impl IntoView {
    let copy = Copy::expect();
    let form = Form::new(Step::Check);
    let submit = move || form.submit(Ok(serde_json::Map::new()));
    let (action, note) = match stage.editable {
        Editable::Everything => ("check-action", t("check-afterwards")),
        Editable::WhatPatchTakes => ("action-continue", t("locked-answers")),
    };
    view! {
        <Screen step=Step::Check>
            <Answers of=Step::Person answers=person_answers(copy, stage.person) />
            <Answers of=Step::Address answers=address_answers(copy, stage.address) />
            <Answers of=Step::Status answers=status_answers(copy, stage.status) />
            <StepForm form action on_submit=submit>
                <p class="hint">{note}</p>
            </StepForm>
        </Screen>
    }
}

/// The answers of one step under its title, and the way back to it.
#[component]
fn Answers(of: Step, answers: Vec<(Field, Words)>) -> impl IntoView {
    let copy = Copy::expect();
    let journey = Journey::expect();
    let title = words(move || copy.text(&format!("{}-title", of.id())));
    view! {
        <section class="answers">
            <div class="answers-head">
                <h2>{title}</h2>
                <a href=format!("#{}", of.id()) on:click=clicked(move || journey.revisit(of))>
                    {t("check-change")}
                    <span class="visually-hidden">" " {title}</span>
                </a>
            </div>
            <FixedAnswers answers />
        </section>
    }
}

fn person_answers(copy: Copy, person: Person) -> Vec<(Field, Words)> {
    vec![
        (Field::Salutation, t(person.salutation.id())),
        (Field::FirstName, Words::stored(person.first_name.into())),
        (Field::LastName, Words::stored(person.last_name.into())),
        (Field::BirthDate, words(move || platform::long_date(copy.lang(), person.birth_date.date()))),
        (Field::BirthCity, Words::stored(person.birth_city.into())),
        (Field::BirthCountry, platform::country_name(copy, person.birth_country)),
        (Field::Nationality, platform::country_name(copy, person.nationality)),
    ]
}

fn address_answers(copy: Copy, Address { address, email }: Address) -> Vec<(Field, Words)> {
    let mut answers = vec![(Field::AddressLine1, Words::stored(address.line_1.into()))];
    answers.extend(address.line_2.map(|line| (Field::AddressLine2, Words::stored(line.into()))));
    answers.extend([
        (Field::AddressPostalCode, Words::stored(address.postal_code.into())),
        (Field::AddressCity, Words::stored(address.city.into())),
        (Field::AddressCountry, platform::country_name(copy, address.country)),
        (Field::Email, Words::stored(email.into())),
    ]);
    answers
}

fn status_answers(copy: Copy, status: Status) -> Vec<(Field, Words)> {
    let mut answers =
        vec![(Field::EmploymentStatus, words(move || copy.text(&status.employment_status.id())))];
    if let Some(code) = status.nace_code {
        spawn_local(async move {
            // Without the names the code itself is shown.
            copy.add("nace").await.ok();
        });
        answers.push((Field::NaceCode, words(move || copy.text(&code.id()))));
    }
    let us_person = if status.fatca_relevant { "fatca-relevant-yes" } else { "fatca-relevant-no" };
    answers.extend([
        (Field::TaxAssessmentCountry, platform::country_name(copy, status.tax_assessment_country)),
        (Field::FatcaRelevant, t(us_person)),
    ]);
    answers
}
