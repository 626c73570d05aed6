//! Check: all answers once more, each with the way back to change it.

use bankident_wire::{Address, CheckStage, Country, Editable, Field, Person, Status, Step};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    api,
    components::{
        field::FixedAnswer,
        form::{Form, Nothing, StepForm},
        screen::Screen,
    },
    copy::{Copy, t},
    journey::Journey,
    platform::{self, CountryNames},
};

#[component]
pub fn CheckScreen(stage: CheckStage) -> impl IntoView {
    let form = Form::<Nothing>::new(Step::Check, None);
    let submit = move |()| form.submit(Ok(Nothing {}));
    let CheckStage { person, address, status, editable } = stage;
    let (action, note) = match editable {
        Editable::Everything => ("check-action", t("check-afterwards")),
        Editable::WhatPatchTakes => ("action-continue", t("locked-answers")),
    };
    view! {
        <Screen step=Step::Check>
            <PersonAnswers person />
            <AddressAnswers address />
            <StatusAnswers status />
            <p class="hint">{note}</p>
            <StepForm state=form.state() action on_submit=submit>
                ""
            </StepForm>
        </Screen>
    }
}

#[component]
fn PersonAnswers(person: Person) -> impl IntoView {
    let copy = Copy::expect();
    let birth_date = move || platform::long_date(copy.lang(), person.birth_date.date());
    view! {
        <Answers of=Step::Person>
            <FixedAnswer field=Field::Salutation value=Signal::derive(move || copy.text(person.salutation.id())) />
            <FixedAnswer field=Field::FirstName value=String::from(person.first_name) />
            <FixedAnswer field=Field::LastName value=String::from(person.last_name) />
            <FixedAnswer field=Field::BirthDate value=Signal::derive(birth_date) />
            <FixedAnswer field=Field::BirthCity value=String::from(person.birth_city) />
            <FixedAnswer field=Field::BirthCountry value=name_of(person.birth_country) />
            <FixedAnswer field=Field::Nationality value=name_of(person.nationality) />
        </Answers>
    }
}

#[component]
fn AddressAnswers(address: Address) -> impl IntoView {
    let Address { address, email } = address;
    view! {
        <Answers of=Step::Address>
            <FixedAnswer field=Field::AddressLine1 value=String::from(address.line_1) />
            {address.line_2.map(|line| view! { <FixedAnswer field=Field::AddressLine2 value=String::from(line) /> })}
            <FixedAnswer field=Field::AddressPostalCode value=String::from(address.postal_code) />
            <FixedAnswer field=Field::AddressCity value=String::from(address.city) />
            <FixedAnswer field=Field::AddressCountry value=name_of(address.country) />
            <FixedAnswer field=Field::Email value=String::from(email) />
        </Answers>
    }
}

#[component]
fn StatusAnswers(status: Status) -> impl IntoView {
    let copy = Copy::expect();
    let us_person = if status.fatca_relevant { "fatca-relevant-yes" } else { "fatca-relevant-no" };
    let business = status.nace_code.map(|code| {
        spawn_local(async move {
            // Without the names the code itself is shown.
            copy.add("nace").await.ok();
        });
        view! { <FixedAnswer field=Field::NaceCode value=Signal::derive(move || copy.text(&code.id())) /> }
    });
    view! {
        <Answers of=Step::Status>
            <FixedAnswer
                field=Field::EmploymentStatus
                value=Signal::derive(move || copy.text(&status.employment_status.id()))
            />
            {business}
            <FixedAnswer field=Field::TaxAssessmentCountry value=name_of(status.tax_assessment_country) />
            <FixedAnswer field=Field::FatcaRelevant value=Signal::derive(move || copy.text(us_person)) />
        </Answers>
    }
}

/// The answers of one step under its title, and the way back to it.
#[component]
fn Answers(of: Step, children: Children) -> impl IntoView {
    let copy = Copy::expect();
    let journey = Journey::expect();
    let title = move || copy.text(&format!("{}-title", of.id()));
    let change = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        spawn_local(async move {
            if let Ok(reported) = api::revisit(of).await {
                journey.advance(reported);
            }
        });
    };
    view! {
        <section class="answers">
            <div class="answers-head">
                <h2>{title}</h2>
                <a href=format!("#{}", of.id()) on:click=change>
                    {t("check-change")}
                    <span class="visually-hidden">" " {title}</span>
                </a>
            </div>
            <dl class="fixed-answers">{children()}</dl>
        </section>
    }
}

/// The country's name in the language of the moment.
fn name_of(country: Country) -> Signal<String> {
    let copy = Copy::expect();
    Signal::derive(move || CountryNames::of(copy.lang()).name(country.as_str()))
}
