//! Address: where the customer lives and how to write to them.

use bankident_wire::{AddressDraft, AddressStage, Field, Step};

use crate::screen::{Form, Input, Options, Part, Screen, draft, sendable};

pub fn screen(stage: AddressStage) -> Screen {
    let postal_code = Input::new(Field::AddressPostalCode).autocomplete("postal-code");
    let city = Input::new(Field::AddressCity).autocomplete("address-level2");
    let parts = vec![
        Part::Input(Input::new(Field::AddressLine1).autocomplete("address-line1")),
        Part::Input(Input::new(Field::AddressLine2).autocomplete("address-line2")),
        Part::Pair(vec![Part::Input(postal_code), Part::Input(city)]),
        Part::Select(Field::AddressCountry, Options::Countries { autocomplete: "country" }),
        Part::Input(Input::new(Field::Email).autocomplete("email").kind("email")),
    ];
    let answers = stage.answers.map(AddressDraft::from).or(stage.suggested);
    let form = Form::with(
        &answers,
        "action-continue",
        |typed, _| sendable(draft::<AddressDraft>(typed).parse()),
        parts,
    );
    Screen::new(Step::Address, vec![form])
}
