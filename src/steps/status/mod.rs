//! Status: occupation and tax.

use bankident_wire::{
    Country, Editable, EmploymentStatus, Field, NACE_DIVISIONS, NaceCode, NaceDivision, StatusDraft, StatusStage,
    Step,
};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    components::{
        choice::{Consent, CountrySelect, Radios, Select, select_option},
        field::FixedAnswer,
        form::{Bound, Form, StepForm},
        screen::Screen,
    },
    copy::{Copy, t},
    platform::CountryNames,
};

#[component]
pub fn StatusScreen(stage: StatusStage) -> impl IntoView {
    let copy = Copy::expect();
    let form = Form::<StatusDraft>::new(Step::Status, stage.answers.map(StatusDraft::from));
    let submit = move |()| form.submit(form.read(StatusDraft::parse));
    let employment_status = form.text(Field::EmploymentStatus, |draft| &mut draft.employment_status);
    let statuses = move |()| {
        let options = EmploymentStatus::ALL.map(|status| {
            select_option(employment_status, status.code().to_owned(), copy.text(&status.id()))
        });
        options.collect_view().into_any()
    };
    let works_for_themselves = Memo::new(move |_| {
        form.read(|draft| EmploymentStatus::parse(&draft.employment_status)).is_ok_and(EmploymentStatus::needs_nace_code)
    });
    view! {
        <Screen step=Step::Status>
            <StepForm state=form.state() action="action-continue" on_submit=submit>
                <Select bound=employment_status options=statuses />
                {move || works_for_themselves.get().then(|| view! {
                    <NaceSelect bound=form.text(Field::NaceCode, |draft| &mut draft.nace_code) />
                })}
                {match stage.editable {
                    Editable::Everything => view! {
                        <CountrySelect bound=form.text(Field::TaxAssessmentCountry, |draft| &mut draft.tax_assessment_country) />
                    }
                    .into_any(),
                    Editable::WhatPatchTakes => view! { <FixedTaxCountry form /> }.into_any(),
                }}
                <Radios
                    bound=fatca_relevant(form)
                    options=vec![("false", "fatca-relevant-no"), ("true", "fatca-relevant-yes")]
                />
                <Consent bound=form.tick(Field::FatcaCrs, |draft| &mut draft.fatca_crs_confirmed_at) />
                <Consent bound=form.tick(Field::OwnEconomicInterest, |draft| &mut draft.own_economic_interest_signed_at) />
            </StepForm>
        </Screen>
    }
}

/// The line of business; its hundred names are fetched only where they are needed.
#[component]
fn NaceSelect(bound: Bound<String>) -> impl IntoView {
    let copy = Copy::expect();
    spawn_local(async move {
        // Without the names the numbers are still there to choose from.
        copy.add("nace").await.ok();
    });
    let options = move |()| {
        let groups = NACE_DIVISIONS.iter().map(|NaceDivision { section, divisions }| {
            let label = copy.text(&format!("nace-section-{}", section.to_ascii_lowercase()));
            let options = divisions.iter().map(|division| {
                let code = NaceCode::of(*section, *division);
                let words = copy.text(&code.id());
                select_option(bound, code.into(), words)
            });
            view! { <optgroup label=label>{options.collect_view()}</optgroup> }
        });
        groups.collect_view().into_any()
    };
    view! { <Select bound options /> }
}

/// The person exists at the bank, and PATCH does not take the country of tax assessment.
#[component]
fn FixedTaxCountry(form: Form<StatusDraft>) -> impl IntoView {
    let copy = Copy::expect();
    let name = move || {
        let country = form.read(|draft| Country::parse(&draft.tax_assessment_country));
        country.map(|country| CountryNames::of(copy.lang()).name(country.as_str())).unwrap_or_default()
    };
    view! {
        <p class="notice">{t("locked-answers")}</p>
        <dl class="fixed-answers">
            <FixedAnswer field=Field::TaxAssessmentCountry value=Signal::derive(name) />
        </dl>
    }
}

/// Yes or no, as the radio buttons say it.
fn fatca_relevant(form: Form<StatusDraft>) -> Bound<String> {
    let answer = form.bound(Field::FatcaRelevant, |draft| &mut draft.fatca_relevant);
    Bound {
        field: answer.field,
        value: Signal::derive(move || answer.value.get().map(|yes| yes.to_string()).unwrap_or_default()),
        set: Callback::new(move |value: String| answer.set.run(value.parse().ok())),
        mistake: answer.mistake,
    }
}
