//! Sign: the code that makes the qualified electronic signature.

use bankident_wire::{CodeDraft, SignPhase, SignStage, Step};

use crate::screen::{Form, Input, Part, Screen, Words, draft, sendable};

pub fn screen(stage: SignStage) -> Screen {
    let parts = match stage.phase {
        SignPhase::CodeSent { number_masked, .. } => vec![
            Part::Text(Words::With { message: "code-sent-to", name: "number", value: number_masked }),
            Part::Countdown("sign-time-left", "sign-time-over"),
            Form::empty(
                "sign-action",
                |typed, _| sendable(draft::<CodeDraft>(typed).parse()),
                vec![Input::code()],
            ),
            Part::Resend(Step::Sign),
        ],
        // The code was right; the signed documents arrive in a moment, by push.
        SignPhase::Confirming => vec![Part::Waiting("sign-confirming")],
    };
    Screen::new(Step::Sign, parts)
}
