//! IBAN: the account that the customer identifies with.

use bankident_wire::{Field, FieldProblem, IbanDraft, Stage, Step};

use crate::screen::{Form, Part, Screen, draft, sendable};

pub fn screen() -> Screen {
    let form = Form::empty(
        "iban-action",
        |typed, _| sendable(draft::<IbanDraft>(typed).parse()),
        vec![
            Part::Iban,
            // Who has no German account can identify by video.
            Part::WhereMistaken(Field::Iban, FieldProblem::Country, Box::new(Part::Ways(Stage::Iban.ways()))),
            Part::Consent(Field::SwisscomTerms),
        ],
    );
    Screen::new(Step::Iban, vec![form])
}
