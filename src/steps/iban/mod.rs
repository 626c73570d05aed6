//! IBAN: the account that the customer identifies with.

use bankident_wire::{Field, IbanDraft, IbanStage, Step};

use crate::screen::{Form, Part, Screen, draft, sendable};

pub fn screen(stage: IbanStage) -> Screen {
    let form = Form::empty(
        "iban-action",
        |typed, _| sendable(draft::<IbanDraft>(typed).parse()),
        vec![Part::Iban, Part::Consent(Field::SwisscomTerms)],
    );
    let rejection = stage.rejection.map(Part::Rejection);
    Screen::new(Step::Iban, rejection.into_iter().chain([form]).collect())
}
