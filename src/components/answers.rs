//! Answers that can be read here and are changed elsewhere, or not at all.

use bankident_wire::{BirthDate, Field, PersonDraft, Step};
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
    /// ISO 3166-1 alpha-2.
    Country(String),
    Date(NaiveDate),
    /// An amount of euros.
    Cents(i64),
}

impl Answer {
    /// A date of birth as the API has it, in words.
    pub fn birth_date(date: String) -> Answer {
        match BirthDate::parse(&date, Journey::expect().now().date_naive()) {
            Ok(date) => Answer::Date(date.date()),
            Err(_) => Answer::Said(date),
        }
    }

    pub fn message(id: &str) -> Answer {
        Answer::Message(id.to_owned())
    }

    /// Whether the question was not asked, or left open.
    pub fn is_empty(&self) -> bool {
        match self {
            Answer::Said(text) | Answer::Message(text) | Answer::Country(text) => text.is_empty(),
            Answer::Date(_) | Answer::Cents(_) => false,
        }
    }

    fn words(&self, i18n: I18n) -> String {
        match self {
            Answer::Said(said) => said.clone(),
            Answer::Message(id) => i18n.text(id),
            Answer::Country(country) => intl::CountryNames::of(i18n.lang()).name(country),
            Answer::Cents(cents) => format!("{} €", intl::amount(i18n.lang(), *cents)),
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
pub fn identity_answers(person: PersonDraft) -> Vec<(Field, Answer)> {
    let mut answers = vec![
        (Field::FirstName, Answer::Said(person.first_name)),
        (Field::LastName, Answer::Said(person.last_name)),
        (Field::BirthDate, Answer::birth_date(person.birth_date)),
        (Field::BirthCity, Answer::Said(person.birth_city)),
        (Field::BirthCountry, Answer::Country(person.birth_country)),
        (Field::Nationality, Answer::Country(person.nationality)),
    ];
    // Of an existing person something may be unknown.
    answers.retain(|(_, answer)| !answer.is_empty());
    answers
}
