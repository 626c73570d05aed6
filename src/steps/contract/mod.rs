//! Contract: what will be signed, to be read on this screen before the signing starts.

use bankident_wire::{ContractStage, Step};

use crate::screen::{Form, Part, Screen, Words};

pub fn screen(stage: ContractStage) -> Screen {
    let documents = stage.documents.into_iter().map(Part::Document);
    let form = Form::confirm("contract-action", vec![Part::Hint(Words::message("contract-code-follows"))]);
    let parts = [Part::Countdown("contract-time-left", "contract-time-over")]
        .into_iter()
        .chain(documents)
        .chain([form]);
    Screen::new(Step::Contract, parts.collect())
}
