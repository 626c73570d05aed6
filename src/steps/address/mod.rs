//! Address: where the customer lives and how to write to them.

use bankident_wire::{AddressDraft, AddressStage, Field, Step};
use leptos::prelude::*;

use crate::components::{
    choice::CountrySelect,
    field::TextField,
    form::{Form, StepForm},
    screen::Screen,
};

#[component]
pub fn AddressScreen(stage: AddressStage) -> impl IntoView {
    let form = Form::with_answers(Step::Address, &stage.answers);
    let submit = move || form.submit(form.draft::<AddressDraft>().parse());
    view! {
        <Screen step=Step::Address>
            <StepForm form action="action-continue" on_submit=submit>
                <TextField bound=form.input(Field::AddressLine1) autocomplete="address-line1" />
                <TextField bound=form.input(Field::AddressLine2) autocomplete="address-line2" />
                <div class="code-and-city">
                    <TextField bound=form.input(Field::AddressPostalCode) autocomplete="postal-code" />
                    <TextField bound=form.input(Field::AddressCity) autocomplete="address-level2" />
                </div>
                <CountrySelect bound=form.input(Field::AddressCountry) autocomplete="country" />
                <TextField bound=form.input(Field::Email) kind="email" inputmode="email" autocomplete="email" />
            </StepForm>
        </Screen>
    }
}
