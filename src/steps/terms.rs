//! Terms: what will happen, what is needed, and the consents that come before anything personal.

use bankident_wire::{Field, Step, TermsDraft, TermsStage};
use leptos::prelude::*;

use crate::components::{Consent, Form, List, Screen, Section, StepForm};

#[component]
pub fn TermsScreen(stage: TermsStage) -> impl IntoView {
    if let Some(signed_at) = stage.signed_before {
        let answers = TermsDraft { terms_conditions_signed_at: Some(signed_at), data_terms_signed_at: None };
        let form = Form::new::<TermsDraft>(Step::Terms, Some(answers));
        return view! {
            <Screen step=Step::Terms>
                <StepForm form action="action-continue"><Consent form field=Field::DataTerms/></StepForm>
            </Screen>
        }
        .into_any();
    }
    let form = Form::new::<TermsDraft>(Step::Terms, stage.accepted);
    view! {
        <Screen step=Step::Terms>
            <List class="numbered" items=&["terms-happens-data", "terms-happens-bank", "terms-happens-sign"]/>
            <Section title="terms-at-hand" class="at-hand">
                <List class="plain" items=&["terms-at-hand-id", "terms-at-hand-phone", "terms-at-hand-bank"]/>
            </Section>
            <StepForm form action="terms-action">
                <Consent form field=Field::TermsConditions/>
                <Consent form field=Field::DataTerms/>
            </StepForm>
        </Screen>
    }
    .into_any()
}
