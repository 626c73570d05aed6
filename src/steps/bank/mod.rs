//! Bank: the bank login, in the bank provider's own frame. What happens there arrives by push.

use bankident_wire::{BankStage, Step};

use crate::screen::{Part, Screen, Words};

pub fn screen(stage: BankStage) -> Screen {
    Screen::new(
        Step::Bank,
        vec![
            Part::Text(Words::With { message: "bank-account", name: "iban", value: stage.iban_masked }),
            Part::Status(Words::Deadline("bank-log-in", "bank-release")),
            Part::Countdown("bank-time-left", "bank-time-over"),
            Part::BankFrame { url: stage.url },
            Part::Ask,
            Part::BackTo(Step::Iban, "bank-another-account"),
        ],
    )
}
