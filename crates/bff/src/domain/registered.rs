//! A person who exists at Solaris, and their mobile number.

use bankident_wire::{
    AddressStage, Editable, MobileCodeStage, MobileNumber, PersonStage, Stage, StatusStage, Step, Way,
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{
    gathering::{Answers, mobile_stage},
    identification::Identification,
    rate_limit::SentSms,
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
    /// Solaris lacks data: the next change sends everything that `PATCH` takes.
    pub incomplete: bool,
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
        Registered { person_id, answers, mobile, asked: None, sms: SentSms::default(), incomplete: false }
    }

    pub(super) fn next(&self, now: DateTime<Utc>) -> Stage {
        match &self.mobile {
            Mobile::Wanted { number } => mobile_stage(number.as_ref(), self.asked.as_ref(), true),
            Mobile::Confirmed { .. } => self.check_stage(),
            Mobile::CodeSent { number, .. } => Stage::MobileCode(MobileCodeStage {
                number_masked: number.masked(),
                resend_at: self.sms.next_at().unwrap_or(now),
            }),
            Mobile::Verified { number, identification } => identification.next(number, now),
        }
    }

    fn check_stage(&self) -> Stage {
        let is_verified = matches!(self.mobile, Mobile::Verified { .. });
        self.answers.check_stage(self.mobile.number(), is_verified, Editable::WhatPatchTakes)
    }

    /// Takes a way; returns the earlier step that has to be shown for it.
    pub(super) fn take(&mut self, way: Way, video_url: Option<&str>) -> Option<Step> {
        let Mobile::Verified { number, identification } = &mut self.mobile else { return None };
        let before = std::mem::replace(identification, Identification::Wanted);
        match way {
            Way::AnotherIban | Way::Restart | Way::Retry => None,
            Way::Video => {
                *identification = Identification::Video { url: video_url.map(str::to_owned) };
                None
            }
            Way::VerifyNumber => {
                self.mobile = Mobile::Wanted { number: Some(number.clone()) };
                None
            }
            Way::CompleteData => {
                self.incomplete = true;
                Some(before.first_incomplete_step())
            }
        }
    }

    /// The screen of an earlier step, as long as its answers can be changed.
    pub(super) fn revisit(&self, step: Step, now: DateTime<Utc>) -> Option<Stage> {
        let editable = Editable::WhatPatchTakes;
        let answers = self.answers.clone();
        // Answers are fixed once the bank login has begun.
        let before_the_bank = matches!(
            self.next(now).step(),
            Step::Mobile | Step::Check | Step::MobileCode | Step::Iban | Step::Rejected
        );
        match step {
            _ if !before_the_bank => self.mobile.identification()?.revisit(step, now),
            Step::Check => Some(self.check_stage()),
            Step::Person => {
                let answers = Some(answers.person);
                Some(Stage::Person(PersonStage { answers, editable }))
            }
            Step::Address => Some(Stage::Address(AddressStage { answers: Some(answers.address) })),
            Step::Status => Some(Stage::Status(StatusStage { answers: Some(answers.status), editable })),
            Step::Mobile if let Mobile::CodeSent { number, .. } = &self.mobile => {
                Some(mobile_stage(Some(number), self.asked.as_ref(), true))
            }
            Step::Mobile if let Mobile::Confirmed { number } = &self.mobile => {
                Some(mobile_stage(Some(number), self.asked.as_ref(), false))
            }
            _ => self.mobile.identification()?.revisit(step, now),
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
