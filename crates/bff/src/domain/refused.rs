//! Rejections: of a call, which leaves all else as it was and can be repeated, and of an identification, which has ended.

use bankident_wire::{Field, FieldError, Iban, RejectedStage, Rejection, Remedy, Stage, Step, StoppedStage};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Why Solaris rejected something.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rejected {
    pub rejection: Rejection,
    /// The reference for support; the log shows it beside the code.
    pub reference: Option<String>,
    /// Solaris' id of the error, where a call was refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error_id: Option<String>,
    /// The fields that Solaris lacks, where it names them.
    pub missing: Vec<Field>,
    /// It also names fields that the wizard does not have.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub names_others: bool,
    /// How many identifications can still be begun, where these are few.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attempts_left: Option<u32>,
}

/// A call that Solaris refused with a code of the guide's Appendix III. What was reached before stays: the identification, the
/// login, the payment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Refused {
    pub rejected: Rejected,
    pub call: RefusedCall,
    /// The customer is mending what it was refused for; then it is repeated.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_mended: bool,
}

/// What is to be asked again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RefusedCall {
    /// What the screen beneath asks, with what the customer types there.
    Screen,
    /// To take the answers and to send a code to the number.
    ConfirmAnswers,
    CheckEligibility,
    CreateIdentification {
        iban: Iban,
        terms_and_conditions_signed_at: DateTime<Utc>,
    },
    RequestIdentification,
    AuthorizeIdentification,
}

impl Refused {
    pub fn now(rejected: Rejected, call: RefusedCall) -> Refused {
        Refused { rejected, call, is_mended: false }
    }
}

impl Rejected {
    /// Without a reference yet.
    pub fn new(rejection: Rejection) -> Rejected {
        let (reference, error_id, missing) = (None, None, Vec::new());
        Rejected { rejection, reference, error_id, missing, names_others: false, attempts_left: None }
    }

    /// What the customer can complete; `None` where that would change nothing, because no screen asks for it or it was sent
    /// before. Then support has to help: going through the answers again would lead here again.
    pub(super) fn to_complete(
        &self,
        sent: Option<&Vec<Field>>,
        is_asked: impl Fn(Field) -> bool,
    ) -> Option<Vec<Field>> {
        if self.missing.is_empty() && !self.names_others {
            return sent.is_none().then(Vec::new);
        }
        let asked = self.missing.iter().copied();
        let asked = asked.filter(|field| is_asked(*field) && sent.is_none_or(|sent| !sent.contains(field)));
        Some(asked.collect()).filter(|fields: &Vec<Field>| !fields.is_empty())
    }

    /// The screen that says so. `to_complete` is asked only where data is missing.
    pub(super) fn stage(&self, ended: bool, to_complete: impl Fn(&Rejected) -> Option<Vec<Field>>) -> Stage {
        let Rejected { rejection, reference, attempts_left, .. } = self.clone();
        let (rejection, missing) = match rejection.remedy() {
            Remedy::CompleteData => match to_complete(self) {
                Some(fields) => (rejection, fields.into_iter().map(Field::lacking).collect()),
                None => (Rejection::GenericError, Vec::new()),
            },
            _ => (rejection, Vec::<FieldError>::new()),
        };
        match rejection.remedy().stops() {
            true => Stage::Stopped(StoppedStage::Rejected { rejection, reference }),
            false => Stage::Rejected(RejectedStage { rejection, reference, missing, ended, attempts_left }),
        }
    }

    /// Whether the account can be given again.
    pub(super) fn leads_to_iban(&self) -> bool {
        matches!(self.rejection.remedy(), Remedy::AnotherIban | Remedy::Restart | Remedy::Support)
    }
}

/// The first screen with one of these fields; the first of all where there are none.
pub(super) fn first_step(fields: &[Field]) -> Step {
    fields.iter().copied().map(Field::step).min().unwrap_or(Step::Person)
}
