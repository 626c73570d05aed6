//! Person: who the customer is, as their ID document says it.

use bankident_wire::{BirthDate, Editable, Field, PersonDraft, PersonStage, Salutation, Step};
use leptos::prelude::*;

use crate::{
    components::{
        choice::{CountrySelect, Radios},
        field::{FixedAnswer, TextField},
        form::{Form, StepForm},
        screen::Screen,
    },
    copy::{Copy, t},
    journey::Journey,
    platform::{self, CountryNames},
};

#[component]
pub fn PersonScreen(stage: PersonStage) -> impl IntoView {
    let journey = Journey::expect();
    let form = Form::<PersonDraft>::new(Step::Person, stage.answers.map(PersonDraft::from));
    let today = move || journey.now().date_naive();
    let submit = move |()| form.submit(form.read(|draft| draft.parse(today())));
    view! {
        <Screen step=Step::Person>
            <StepForm state=form.state() action="action-continue" on_submit=submit>
                <Radios
                    bound=form.text(Field::Salutation, |draft| &mut draft.salutation)
                    options=Salutation::ALL.map(|salutation| (salutation.code(), salutation.id())).to_vec()
                />
                {match stage.editable {
                    Editable::Everything => view! { <IdentityFields form /> }.into_any(),
                    Editable::WhatPatchTakes => view! { <FixedIdentity form /> }.into_any(),
                }}
            </StepForm>
        </Screen>
    }
}

#[component]
fn IdentityFields(form: Form<PersonDraft>) -> impl IntoView {
    view! {
        <TextField bound=form.text(Field::FirstName, |draft| &mut draft.first_name) autocomplete="given-name" />
        <TextField bound=form.text(Field::LastName, |draft| &mut draft.last_name) autocomplete="family-name" />
        <TextField
            bound=form.text(Field::BirthDate, |draft| &mut draft.birth_date)
            autocomplete="bday"
            inputmode="decimal"
            class="short"
        >
            <UnderstoodDate form />
        </TextField>
        <TextField bound=form.text(Field::BirthCity, |draft| &mut draft.birth_city) />
        <CountrySelect bound=form.text(Field::BirthCountry, |draft| &mut draft.birth_country) />
        <CountrySelect bound=form.text(Field::Nationality, |draft| &mut draft.nationality) />
    }
}

/// The typed date in words, so that day and month cannot be mixed up unseen.
#[component]
fn UnderstoodDate(form: Form<PersonDraft>) -> impl IntoView {
    let copy = Copy::expect();
    let journey = Journey::expect();
    let words = move || {
        let typed = form.read(|draft| BirthDate::parse(&draft.birth_date, journey.now().date_naive()));
        typed.ok().map(|date| platform::long_date(copy.lang(), date.date()))
    };
    view! { <output class="understood" for=Field::BirthDate.id()>{words}</output> }
}

/// The person exists at the bank: the identity is shown, with why it cannot be changed here.
#[component]
fn FixedIdentity(form: Form<PersonDraft>) -> impl IntoView {
    let copy = Copy::expect();
    let country = move |code: String| CountryNames::of(copy.lang()).name(&code);
    let birth_date = move || {
        let date = form.read(|draft| draft.birth_date.parse());
        date.map(|date| platform::long_date(copy.lang(), date)).unwrap_or_default()
    };
    view! {
        <p class="notice">{t("locked-answers")}</p>
        <dl class="fixed-answers">
            <FixedAnswer field=Field::FirstName value=Signal::derive(move || form.read(|draft| draft.first_name.clone())) />
            <FixedAnswer field=Field::LastName value=Signal::derive(move || form.read(|draft| draft.last_name.clone())) />
            <FixedAnswer field=Field::BirthDate value=Signal::derive(birth_date) />
            <FixedAnswer field=Field::BirthCity value=Signal::derive(move || form.read(|draft| draft.birth_city.clone())) />
            <FixedAnswer field=Field::BirthCountry value=Signal::derive(move || country(form.read(|draft| draft.birth_country.clone()))) />
            <FixedAnswer field=Field::Nationality value=Signal::derive(move || country(form.read(|draft| draft.nationality.clone()))) />
        </dl>
    }
}
