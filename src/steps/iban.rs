//! IBAN: the account that the customer identifies with.

use bankident_wire::{Field, FieldProblem, IbanDraft, Stage, Step};
use leptos::prelude::*;

use crate::components::{Consent, Form, IbanField, Screen, StepForm, Ways, erased::shown};

#[component]
pub fn IbanScreen() -> impl IntoView {
    let form = Form::empty::<IbanDraft>(Step::Iban);
    let is_foreign = move || form.mistake(Field::Iban) == Some(FieldProblem::Country);
    view! {
        <Screen step=Step::Iban>
            <StepForm form action="iban-action">
                <IbanField form/>
                // Who has no German account can identify by video.
                {shown(is_foreign, || view! { <Ways offered=Stage::Iban.ways() quiet=true/> }.into_any())}
                <Consent form field=Field::SwisscomTerms/>
            </StepForm>
        </Screen>
    }
}
