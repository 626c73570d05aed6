//! Mobile code: the six digits that were sent to verify the number.

use bankident_wire::{CodeDraft, MobileCodeStage, Step};

use crate::screen::{Form, Input, Part, Screen, Words, draft, sendable};

pub fn screen(stage: MobileCodeStage) -> Screen {
    Screen::new(
        Step::MobileCode,
        vec![
            Part::Text(Words::With { message: "code-sent-to", name: "number", value: stage.number_masked }),
            Form::empty(
                "action-continue",
                |typed, _| sendable(draft::<CodeDraft>(typed).parse()),
                vec![Input::code()],
            ),
            Part::Resend(Step::MobileCode),
            Part::BackTo(Step::Mobile, "mobile-code-change-number"),
        ],
    )
}
