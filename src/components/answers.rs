//! Answers that can be read here and are changed elsewhere, or not at all.

use bankident_wire::{Country, Field, Person, Step};
use chrono::NaiveDate;
use leptos::prelude::*;

use crate::{
    i18n::{I18n, intl, t},
    journey::Journey,
};

/// What was answered; it follows the language.
#[derive(Clone)]
pub enum Answer {
    Said(String),
    Message(String),
    Country(Country),
    Date(NaiveDate),
}

impl Answer {
    pub fn said(answer: impl Into<String>) -> Answer {
        Answer::Said(answer.into())
    }

    pub fn message(id: impl Into<String>) -> Answer {
        Answer::Message(id.into())
    }

    fn words(&self, i18n: I18n) -> String {
        match self {
            Answer::Said(said) => said.clone(),
            Answer::Message(id) => i18n.text(id),
            Answer::Country(country) => intl::CountryNames::of(i18n.lang()).name(country.as_str()),
            Answer::Date(date) => intl::long_date(i18n.lang(), *date),
        }
    }
}

#[component]
pub fn Answers(answers: Vec<(Field, Answer)>) -> impl IntoView {
    let i18n = I18n::expect();
    if answers.iter().any(|(field, _)| *field == Field::NaceCode) {
        // Without the names the code itself is shown.
        i18n.add_nace();
    }
    let row = move |(field, answer): (Field, Answer)| {
        view! {
            <div class="answer">
                <dt>{move || i18n.text(&field.id())}</dt>
                <dd>{move || breakable(answer.words(i18n))}</dd>
            </div>
        }
        .into_any()
    };
    view! { <dl class="answers">{answers.into_iter().map(row).collect_view()}</dl> }
}

/// An e-mail address may break before its `@`.
fn breakable(words: String) -> AnyView {
    match words.split_once('@') {
        Some((name, host)) => view! { {name.to_owned()}<wbr/>{format!("@{host}")} }.into_any(),
        None => words.into_any(),
    }
}

/// The answers of a step under its title, with the way back to it unless they are fixed.
#[component]
pub fn AnswersOf(step: Step, answers: Vec<(Field, Answer)>, #[prop(optional)] fixed: bool) -> impl IntoView {
    let (i18n, journey) = (I18n::expect(), Journey::expect());
    let title = move || i18n.text(&format!("{}-title", step.id()));
    let change = super::erased::clicked(move || journey.revisit(step));
    view! {
        <section class="answers-of">
            <div class="answers-head">
                <h2>{move || title()}</h2>
                {(!fixed).then(|| view! {
                    <a href=format!("#{}", step.id()) on:click=change>
                        {t("check-change")}
                        <span class="visually-hidden">": " {move || title()}</span>
                    </a>
                }.into_any())}
            </div>
            <Answers answers/>
        </section>
    }
}

/// What the ID document says of a person; two screens show it.
pub fn identity_answers(person: Person) -> Vec<(Field, Answer)> {
    let mut answers = vec![
        (Field::FirstName, Answer::said(person.first_name)),
        (Field::LastName, Answer::said(person.last_name)),
        (Field::BirthDate, Answer::Date(person.birth_date.date())),
    ];
    answers.extend(person.birth_city.map(|city| (Field::BirthCity, Answer::said(city))));
    answers.extend(person.birth_country.map(|country| (Field::BirthCountry, Answer::Country(country))));
    answers.push((Field::Nationality, Answer::Country(person.nationality)));
    answers
}
