//! What the screen is made of: the stage, without the times that move on by themselves.

use bankident_wire::{SignPhase, Stage};
use chrono::DateTime;

/// Whether the next stage comes without the customer doing anything on our page.
pub(super) fn is_waiting(stage: &Stage) -> bool {
    match stage {
        Stage::Bank(_) => true,
        Stage::Contract(contract) => contract.documents.is_empty(),
        Stage::Sign(sign) => sign.phase == SignPhase::Confirming,
        Stage::Done(done) => done.documents.is_empty(),
        _ => false,
    }
}

pub(super) fn without_what_moves(mut stage: Stage) -> Stage {
    match &mut stage {
        Stage::Bank(bank) => bank.expires_at = None,
        Stage::MobileCode(code) => code.resend_at = DateTime::UNIX_EPOCH,
        Stage::Contract(contract) => {
            contract.expires_at = None;
            contract.documents.iter_mut().for_each(|document| document.kept = false);
        }
        Stage::Sign(sign) => {
            if let SignPhase::CodeSent { reference, expires_at, resend_at, .. } = &mut sign.phase {
                *reference = None;
                *expires_at = None;
                *resend_at = DateTime::UNIX_EPOCH;
            }
        }
        _ => {}
    }
    stage
}
