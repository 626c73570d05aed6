//! Address: where the customer lives and how to write to them.

use bankident_wire::{AddressDraft, AddressStage, Field, Step};
use leptos::prelude::*;

use crate::components::{Countries, Form, Screen, Select, StepForm, TextField};

#[component]
pub fn AddressScreen(stage: AddressStage) -> impl IntoView {
    let answers = stage.answers.map(AddressDraft::from).or(stage.suggested);
    let form = Form::new::<AddressDraft>(Step::Address, answers);
    view! {
        <Screen step=Step::Address>
            <StepForm form action="action-continue">
                <TextField form field=Field::AddressLine1 autocomplete="address-line1"/>
                <TextField form field=Field::AddressLine2 autocomplete="address-line2"/>
                <div class="pair">
                    <TextField form field=Field::AddressPostalCode autocomplete="postal-code"/>
                    <TextField form field=Field::AddressCity autocomplete="address-level2"/>
                </div>
                <Select form field=Field::AddressCountry autocomplete="country" list=Countries/>
                <TextField form field=Field::Email kind="email" inputmode="email" autocomplete="email"/>
            </StepForm>
        </Screen>
    }
}
