//! Person: who the customer is, as their ID document says it.

use bankident_wire::{BirthDate, Editable, Field, Person, PersonDraft, PersonStage, Salutation, Step};
use leptos::prelude::*;
use serde_json::Value;

use crate::{
    components::{
        choice::{CountrySelect, Radios},
        erased::{Words, words},
        field::{FixedAnswers, TextField},
        form::{Form, StepForm},
        screen::Screen,
    },
    copy::{Copy, t},
    journey::Journey,
    platform,
};

#[component]
pub fn PersonScreen(stage: PersonStage) -> impl IntoView {
    let journey = Journey::expect();
    let form = Form::with_answers(Step::Person, &stage.answers);
    let submit = move || form.submit(form.draft::<PersonDraft>().parse(journey.now().date_naive()));
    let salutations = Salutation::ALL.map(|salutation| (Value::from(salutation.code()), salutation.id()));
    let identity = match (stage.editable, stage.answers) {
        (Editable::WhatPatchTakes, Some(person)) => view! { <FixedIdentity person /> }.into_any(),
        _ => view! { <Identity form /> }.into_any(),
    };
    view! {
        <Screen step=Step::Person>
            <StepForm form action="action-continue" on_submit=submit>
                <Radios bound=form.input(Field::Salutation) options=salutations.to_vec() />
                {identity}
            </StepForm>
        </Screen>
    }
}

#[component]
fn Identity(form: Form) -> impl IntoView {
    view! {
        <TextField bound=form.input(Field::FirstName) autocomplete="given-name" />
        <TextField bound=form.input(Field::LastName) autocomplete="family-name" />
        <TextField
            bound=form.input(Field::BirthDate)
            autocomplete="bday"
            inputmode="decimal"
            class="short"
            under=understood_date(form)
        />
        <TextField bound=form.input(Field::BirthCity) />
        <CountrySelect bound=form.input(Field::BirthCountry) />
        <CountrySelect bound=form.input(Field::Nationality) />
    }
}

/// The typed date in words, so that day and month cannot be mixed up unseen.
fn understood_date(form: Form) -> Words {
    let copy = Copy::expect();
    let journey = Journey::expect();
    words(move || {
        let typed = BirthDate::parse(&form.input(Field::BirthDate).text(), journey.now().date_naive());
        typed.map(|date| platform::long_date(copy.lang(), date.date())).unwrap_or_default()
    })
}

/// The person exists at the bank: the identity is shown, with why it cannot be changed here.
#[component]
fn FixedIdentity(person: Person) -> impl IntoView {
    let copy = Copy::expect();
    let answers = vec![
        (Field::FirstName, Words::stored(person.first_name.into())),
        (Field::LastName, Words::stored(person.last_name.into())),
        (Field::BirthDate, words(move || platform::long_date(copy.lang(), person.birth_date.date()))),
        (Field::BirthCity, Words::stored(person.birth_city.into())),
        (Field::BirthCountry, platform::country_name(copy, person.birth_country)),
        (Field::Nationality, platform::country_name(copy, person.nationality)),
    ];
    view! {
        <p class="notice">{t("locked-answers")}</p>
        <FixedAnswers answers />
    }
}
