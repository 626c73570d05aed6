//! Mobile: which number gets the codes.

use bankident_wire::{Field, MobileDraft, MobileStage, MobileSubmission, Step};

use crate::screen::{Form, Input, Part, Screen, draft, sendable};

pub fn screen(stage: MobileStage) -> Screen {
    let form = Form::with(
        &stage.number.map(|number| MobileSubmission { number }),
        "mobile-action",
        |typed, _| sendable(draft::<MobileDraft>(typed).parse()),
        vec![Part::Input(Input::new(Field::Number).autocomplete("tel").kind("tel"))],
    );
    Screen::new(Step::Mobile, vec![form])
}
