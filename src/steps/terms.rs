//! Terms: what will happen, what is needed, and the consents that come before anything personal.

use bankident_wire::{Field, Step, TermsDraft, TermsStage};
use leptos::prelude::*;

use crate::components::{Consent, Form, List, Screen, Section, StepForm};

#[component]
pub fn TermsScreen(stage: TermsStage) -> impl IntoView {
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
}
