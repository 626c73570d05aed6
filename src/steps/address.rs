//! Address: where the customer lives and how to write to them.

use bankident_wire::{AddressDraft, AddressStage, Country, Field, PostalCodes, Step};
use leptos::prelude::*;

use crate::{
    components::{Countries, Form, Screen, Select, StepForm, TextField},
    i18n::I18n,
};

#[component]
pub fn AddressScreen(stage: AddressStage) -> impl IntoView {
    let form = Form::new::<AddressDraft>(Step::Address, stage.answers);
    let i18n = I18n::expect();
    let postal =
        move || match Country::parse(&form.text(Field::AddressCountry)).map(|of| PostalCodes::of(&of)) {
            Ok(PostalCodes::Absent) => i18n.text("postal-code-absent"),
            Ok(PostalCodes::Optional) => i18n.text("postal-code-optional"),
            _ => String::new(),
        };
    // "Identification success rates are significantly lower for addresses outside Germany" (the guide, Appendix IV).
    let abroad = move || match Country::parse(&form.text(Field::AddressCountry)) {
        Ok(country) if !country.is_germany() => i18n.text("address-abroad"),
        _ => String::new(),
    };
    view! {
        <Screen step=Step::Address>
            <StepForm form action="action-continue">
                <TextField form field=Field::AddressLine1 autocomplete="address-line1"/>
                <TextField form field=Field::AddressLine2 autocomplete="address-line2"/>
                <div class="pair">
                    <TextField form field=Field::AddressPostalCode autocomplete="postal-code"/>
                    <TextField form field=Field::AddressCity autocomplete="address-level2"/>
                </div>
                <p class="hint below-field" role="status">{move || postal()}</p>
                <Select form field=Field::AddressCountry autocomplete="country" list=Countries/>
                <p class="hint below-field" role="status">{move || abroad()}</p>
                <TextField form field=Field::Email kind="email" inputmode="email" autocomplete="email"/>
            </StepForm>
        </Screen>
    }
}
