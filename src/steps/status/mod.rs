//! Status: occupation and tax.

use bankident_wire::{
    Country, Editable, EmploymentStatus, Field, NACE_DIVISIONS, NaceCode, NaceDivision, Status, StatusDraft,
    StatusStage, Step,
};
use leptos::{prelude::*, task::spawn_local};
use serde_json::Value;

use crate::{
    components::{
        choice::{Consent, CountrySelect, Radios, Select, select_options},
        erased::dynamic,
        field::FixedAnswers,
        form::{Bound, Form, StepForm},
        screen::Screen,
    },
    copy::{Copy, t},
    platform,
};

#[component]
pub fn StatusScreen(stage: StatusStage) -> impl IntoView {
    let copy = Copy::expect();
    let form = Form::with_answers(Step::Status, &stage.answers);
    let submit = move || form.submit(form.draft::<StatusDraft>().parse());
    let employment_status = form.input(Field::EmploymentStatus);
    let statuses = move || {
        let named = |status: EmploymentStatus| (status.code().to_owned(), copy.text(&status.id()));
        select_options(employment_status, EmploymentStatus::ALL.into_iter().map(named))
    };
    let works_for_themselves = Memo::new(move |_| {
        EmploymentStatus::parse(&employment_status.text()).is_ok_and(EmploymentStatus::needs_nace_code)
    });
    let line_of_business = dynamic(move || match works_for_themselves.get() {
        true => view! { <NaceSelect bound=form.input(Field::NaceCode) /> }.into_any(),
        false => ().into_any(),
    });
    let tax_country = match (stage.editable, stage.answers) {
        (Editable::WhatPatchTakes, Some(Status { tax_assessment_country, .. })) => {
            view! { <FixedTaxCountry country=tax_assessment_country /> }.into_any()
        }
        _ => view! { <CountrySelect bound=form.input(Field::TaxAssessmentCountry) /> }.into_any(),
    };
    let yes_and_no =
        vec![(Value::Bool(false), "fatca-relevant-no"), (Value::Bool(true), "fatca-relevant-yes")];
    view! {
        <Screen step=Step::Status>
            <StepForm form action="action-continue" on_submit=submit>
                <Select bound=employment_status options=statuses />
                {line_of_business}
                {tax_country}
                <Radios bound=form.input(Field::FatcaRelevant) options=yes_and_no />
                <Consent bound=form.input(Field::FatcaCrs) />
                <Consent bound=form.input(Field::OwnEconomicInterest) />
            </StepForm>
        </Screen>
    }
}

/// The line of business; its hundred names are fetched only where they are needed.
#[component]
fn NaceSelect(bound: Bound) -> impl IntoView {
    let copy = Copy::expect();
    spawn_local(async move {
        // Without the names the numbers are still there to choose from.
        copy.add("nace").await.ok();
    });
    let group = move |NaceDivision { section, divisions }: &NaceDivision| {
        let label = copy.text(&format!("nace-section-{}", section.to_ascii_lowercase()));
        let codes = divisions.iter().map(|division| NaceCode::of(*section, *division));
        let options =
            select_options(bound, codes.map(|code| (code.as_str().to_owned(), copy.text(&code.id()))));
        view! { <optgroup label=label>{options}</optgroup> }
    };
    let options = move || NACE_DIVISIONS.iter().map(group).collect_view().into_any();
    view! { <Select bound options /> }
}

/// The person exists at the bank, and PATCH does not take the country of tax assessment.
#[component]
fn FixedTaxCountry(country: Country) -> impl IntoView {
    let answers = vec![(Field::TaxAssessmentCountry, platform::country_name(Copy::expect(), country))];
    view! {
        <p class="notice">{t("locked-answers")}</p>
        <FixedAnswers answers />
    }
}
