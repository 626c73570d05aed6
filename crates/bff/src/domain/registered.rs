//! A person who exists at Solaris, and their mobile number.

use bankident_wire::{
    AddressStage, Editable, Field, MobileCodeStage, MobileNumber, PersonStage, Stage, StatusDraft,
    StatusStage, Step, TermsStage,
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{
    gathering::{Answers, mobile_stage, more_stage},
    identification::Identification,
    rate_limit::SentSms,
    refused::{Rejected, first_step},
};

/// What is known about a person at Solaris.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Registered {
    pub person_id: String,
    pub answers: Answers,
    pub mobile: Mobile,
    /// A number that was typed, and that the customer has to confirm before an SMS goes out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked: Option<MobileNumber>,
    /// The SMS sent to verify a number.
    pub sms: SentSms,
    /// Solaris lacks data: when the answers are confirmed, everything that `PATCH` takes is sent.
    pub incomplete: bool,
    /// What Solaris has, while the customer has changed answers and not confirmed them yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_solaris: Option<Box<Answers>>,
    /// What the customer was asked to complete before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub completed: Option<Vec<Field>>,
    /// The identification that goes on once the number is verified again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waiting: Option<Box<Identification>>,
}

/// The mobile number; once it is verified, the identification.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mobile {
    /// No number yet, or one that has to be verified again.
    Wanted {
        number: Option<MobileNumber>,
    },
    /// Confirmed together with all answers; its code has still to be sent.
    Confirmed {
        number: MobileNumber,
    },
    CodeSent {
        number: MobileNumber,
        wrong_codes: u32,
    },
    Verified {
        number: MobileNumber,
        identification: Identification,
    },
}

impl Registered {
    /// A person who was just created, or found.
    pub fn new(person_id: String, answers: Answers, mobile: Mobile) -> Registered {
        Registered {
            person_id,
            answers,
            mobile,
            asked: None,
            sms: SentSms::default(),
            incomplete: false,
            at_solaris: None,
            completed: None,
            waiting: None,
        }
    }

    /// Changes the answers. Solaris learns of it when the customer confirms them.
    pub fn change(&mut self, after: Answers) {
        let before = std::mem::replace(&mut self.answers, after);
        self.at_solaris.get_or_insert(Box::new(before));
        self.at_solaris.take_if(|known| **known == self.answers);
    }

    /// Whether the customer has to confirm answers before anything else.
    pub fn has_to_confirm(&self) -> bool {
        self.incomplete || self.at_solaris.is_some()
    }

    pub(super) fn next(&self, now: DateTime<Utc>) -> Stage {
        match &self.mobile {
            _ if self.answers.terms.data_terms_signed_at.is_none() => self.terms_stage(),
            _ if self.has_to_confirm() => self.check_stage(),
            Mobile::Wanted { number } => mobile_stage(number.as_ref(), self.asked.as_ref(), true),
            Mobile::Confirmed { .. } => self.check_stage(),
            Mobile::CodeSent { number, .. } => Stage::MobileCode(MobileCodeStage {
                number_masked: number.masked(),
                resend_at: self.sms.next_at().unwrap_or(now),
            }),
            Mobile::Verified { number, identification } => {
                identification.next(number, |rejected| self.to_complete(rejected), now)
            }
        }
    }

    fn terms_stage(&self) -> Stage {
        let signed_before = Some(self.answers.terms.terms_conditions_signed_at);
        Stage::Terms(TermsStage { accepted: None, signed_before })
    }

    fn check_stage(&self) -> Stage {
        let is_verified = matches!(self.mobile, Mobile::Verified { .. });
        self.answers.check_stage(self.mobile.number(), is_verified, Editable::WhatPatchTakes)
    }

    /// What the customer can complete after a rejection.
    pub(super) fn to_complete(&self, rejected: &Rejected) -> Option<Vec<Field>> {
        rejected.to_complete(self.completed.as_ref(), |field| {
            let screen = self.answers_again(field.step());
            screen.is_some_and(|screen| screen.asks_for(field))
        })
    }

    /// Begins without an identification.
    pub(super) fn begin_anew(&mut self) {
        if let Some(identification) = self.mobile.identification_mut() {
            *identification = Identification::Wanted;
        }
    }

    /// The customer completes these fields; returns the first screen for that.
    pub(super) fn complete(&mut self, fields: Vec<Field>) -> Step {
        let step = first_step(&fields);
        self.incomplete = true;
        self.completed.get_or_insert_default().extend(fields);
        step
    }

    /// The number has to be verified again; the identification waits for that.
    pub(super) fn verify_again(&mut self) {
        if let Mobile::Verified { number, identification } = &mut self.mobile {
            self.waiting = Some(Box::new(std::mem::replace(identification, Identification::Wanted)));
            self.mobile = Mobile::Wanted { number: Some(number.clone()) };
        }
    }

    /// The screen of an earlier step, as long as its answers can be changed.
    pub(super) fn revisit(&self, step: Step, now: DateTime<Utc>) -> Option<Stage> {
        // The data terms can be agreed to again where Solaris lacks that.
        let is_for_now = step != Step::Terms || self.incomplete;
        self.answers_again(step)
            .filter(|_| is_for_now && self.answers_can_change())
            .or_else(|| self.mobile.identification()?.revisit(step, now))
    }

    /// Answers are fixed once the bank login has begun, unless Solaris lacks some.
    fn answers_can_change(&self) -> bool {
        let before_the_bank = |identification: &Identification| match identification {
            Identification::Rejected(rejected) => !rejected.rejection.remedy().stops(),
            Identification::Wanted | Identification::Created { .. } => true,
            _ => false,
        };
        self.has_to_confirm() || self.mobile.identification().is_none_or(before_the_bank)
    }

    fn answers_again(&self, step: Step) -> Option<Stage> {
        let editable = Editable::WhatPatchTakes;
        let Answers { person, address, status, ask, more, .. } = self.answers.clone();
        match step {
            Step::Terms => Some(self.terms_stage()),
            Step::Check => Some(self.check_stage()),
            Step::Person => Some(Stage::Person(PersonStage { answers: Some(person.into()), editable })),
            Step::Address => Some(Stage::Address(AddressStage { answers: Some(address.into()) })),
            Step::Status => {
                Some(Stage::Status(StatusStage { answers: status.map(StatusDraft::from), editable }))
            }
            Step::More => (!ask.is_empty()).then(|| more_stage(&ask, &more)),
            Step::Mobile => match &self.mobile {
                Mobile::CodeSent { number, .. } => {
                    Some(mobile_stage(Some(number), self.asked.as_ref(), true))
                }
                Mobile::Confirmed { number } => Some(mobile_stage(Some(number), self.asked.as_ref(), false)),
                Mobile::Wanted { .. } | Mobile::Verified { .. } => None,
            },
            _ => None,
        }
    }
}

impl Mobile {
    pub fn number(&self) -> Option<&MobileNumber> {
        match self {
            Mobile::Wanted { number } => number.as_ref(),
            Mobile::Confirmed { number }
            | Mobile::CodeSent { number, .. }
            | Mobile::Verified { number, .. } => Some(number),
        }
    }

    pub fn identification(&self) -> Option<&Identification> {
        match self {
            Mobile::Verified { identification, .. } => Some(identification),
            _ => None,
        }
    }

    pub fn identification_mut(&mut self) -> Option<&mut Identification> {
        match self {
            Mobile::Verified { identification, .. } => Some(identification),
            _ => None,
        }
    }
}
