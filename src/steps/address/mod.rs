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
    let form = Form::<AddressDraft>::new(Step::Address, stage.answers.map(AddressDraft::from));
    let submit = move |()| form.submit(form.read(AddressDraft::parse));
    view! {
        <Screen step=Step::Address>
            <StepForm state=form.state() action="action-continue" on_submit=submit>
                <TextField
                    bound=form.text(Field::AddressLine1, |draft| &mut draft.address.line_1)
                    autocomplete="address-line1"
                />
                <TextField
                    bound=form.text(Field::AddressLine2, |draft| &mut draft.address.line_2)
                    autocomplete="address-line2"
                />
                <div class="code-and-city">
                    <TextField
                        bound=form.text(Field::AddressPostalCode, |draft| &mut draft.address.postal_code)
                        autocomplete="postal-code"
                    />
                    <TextField
                        bound=form.text(Field::AddressCity, |draft| &mut draft.address.city)
                        autocomplete="address-level2"
                    />
                </div>
                <CountrySelect
                    bound=form.text(Field::AddressCountry, |draft| &mut draft.address.country)
                    autocomplete="country"
                />
                <TextField
                    bound=form.text(Field::Email, |draft| &mut draft.email)
                    kind="email"
                    inputmode="email"
                    autocomplete="email"
                />
            </StepForm>
        </Screen>
    }
}
