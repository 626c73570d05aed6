//! Status: occupation and tax.

use bankident_wire::{Editable, EmploymentStatus, Field, StatusDraft, StatusStage, Step};
use leptos::prelude::*;
use serde_json::Value;

use crate::{
    components::{
        Answer, Answers, Consent, Countries, EmploymentStatuses, Form, LinesOfBusiness, Radios, Screen,
        Select, StepForm, Support, erased::shown,
    },
    i18n::t,
};

#[component]
pub fn StatusScreen(stage: StatusStage) -> impl IntoView {
    let form = Form::new::<StatusDraft>(Step::Status, stage.answers.clone());
    // Once the person exists at the bank: PATCH does not take the country of tax assessment.
    let fixed = stage.answers.filter(|_| stage.editable == Editable::WhatPatchTakes);
    let works_for_themselves = move || {
        EmploymentStatus::parse(&form.text(Field::EmploymentStatus))
            .is_ok_and(EmploymentStatus::needs_nace_code)
    };
    let yes_and_no =
        vec![(Value::Bool(false), "fatca-relevant-no"), (Value::Bool(true), "fatca-relevant-yes")];
    view! {
        <Screen step=Step::Status>
            <StepForm form action="action-continue">
                <Select form field=Field::EmploymentStatus list=EmploymentStatuses/>
                {shown(works_for_themselves, move || view! { <Select form field=Field::NaceCode list=LinesOfBusiness/> }.into_any())}
                {match fixed {
                    Some(status) => view! {
                        <div class="notice"><p>{t("locked-answers")}</p><Support/></div>
                        <Answers answers=vec![(Field::TaxAssessmentCountry, Answer::Country(status.tax_assessment_country))]/>
                    }.into_any(),
                    None => view! { <Select form field=Field::TaxAssessmentCountry list=Countries/> }.into_any(),
                }}
                <Radios form field=Field::FatcaRelevant options=yes_and_no/>
                <Consent form field=Field::FatcaCrs/>
                <Consent form field=Field::OwnEconomicInterest/>
            </StepForm>
        </Screen>
    }
}
