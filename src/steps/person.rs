//! Person: who the customer is, as their ID document says it.

use bankident_wire::{BirthDate, Editable, Field, PersonDraft, PersonStage, Salutation, Step, Stuck};
use leptos::prelude::*;
use serde_json::Value;

use crate::{
    components::{
        Answers, BirthDateInWords, CannotAnswer, Countries, Form, Radios, Screen, Select, StepForm, Support,
        TextField, identity_answers,
    },
    i18n::{I18n, intl, t},
    journey::Journey,
};

#[component]
pub fn PersonScreen(stage: PersonStage) -> impl IntoView {
    let answers = stage.answers.clone().map(as_people_write);
    let form = Form::new::<PersonDraft>(Step::Person, answers);
    let salutations = Salutation::ALL.map(|salutation| (Value::from(salutation.code()), salutation.id()));
    // Once the person exists at the bank, the identity is shown, with why it cannot be changed here.
    let fixed = stage.answers.filter(|_| stage.editable == Editable::WhatPatchTakes);
    view! {
        <Screen step=Step::Person>
            <StepForm form action="action-continue">
                <Radios form field=Field::Salutation options=salutations.to_vec()/>
                {fixed.is_none().then(|| view! { <CannotAnswer stuck=Stuck::Salutation/> }.into_any())}
                {match fixed {
                    Some(person) => view! {
                        <div class="notice"><p>{t("locked-answers")}</p><Support/></div>
                        <Answers answers=identity_answers(person)/>
                    }.into_any(),
                    None => view! { <Identity form/> }.into_any(),
                }}
            </StepForm>
        </Screen>
    }
}

/// The date of birth as it is written in this language, not as the API has it.
fn as_people_write(draft: PersonDraft) -> PersonDraft {
    let (i18n, journey) = (I18n::expect(), Journey::expect());
    match BirthDate::parse(&draft.birth_date, journey.now().date_naive()) {
        Ok(date) => {
            let birth_date = untrack(|| intl::short_date(i18n.lang(), date.date()));
            PersonDraft { birth_date, ..draft }
        }
        Err(_) => draft,
    }
}

#[component]
fn Identity(form: Form) -> impl IntoView {
    view! {
        <TextField form field=Field::FirstName autocomplete="given-name"/>
        <TextField form field=Field::LastName autocomplete="family-name"/>
        <CannotAnswer stuck=Stuck::OneName/>
        <TextField form field=Field::BirthDate autocomplete="bday" inputmode="decimal" class="short">
            <BirthDateInWords form/>
        </TextField>
        <CannotAnswer stuck=Stuck::IncompleteBirthDate/>
        <TextField form field=Field::BirthCity/>
        <Select form field=Field::BirthCountry list=Countries/>
        <Select form field=Field::Nationality list=Countries/>
        <CannotAnswer stuck=Stuck::NoNationality/>
    }
}
