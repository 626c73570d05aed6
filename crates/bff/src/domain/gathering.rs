//! The answers of a customer whose person does not exist at Solaris yet.

use bankident_wire::{
    Address, AddressDraft, AddressStage, CheckStage, Editable, MobileNumber, MobileStage, Person,
    PersonDraft, PersonStage, Stage, Status, StatusDraft, StatusStage, Step, Terms, TermsStage,
};
use serde::{Deserialize, Serialize};

use super::phone;

/// The answers given so far.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Gathering {
    pub terms: Terms,
    pub person: Option<Person>,
    pub address: Option<Address>,
    pub status: Option<Status>,
    #[serde(default)]
    pub number: Option<MobileNumber>,
    /// A number that was typed, and that the customer has to confirm before it is an answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked: Option<MobileNumber>,
}

/// All answers that Solaris needs to create a person, but for the mobile number, which has states of its own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Answers {
    pub terms: Terms,
    pub person: Person,
    pub address: Address,
    /// Solaris may know a person without these answers.
    #[serde(default)]
    pub status: Option<Status>,
}

impl Gathering {
    pub fn new(terms: Terms) -> Gathering {
        Gathering { terms, person: None, address: None, status: None, number: None, asked: None }
    }

    /// All answers and the mobile number, once the last one is given.
    pub fn complete(&self) -> Option<(Answers, MobileNumber)> {
        let answers = Answers {
            terms: self.terms.clone(),
            person: self.person.clone()?,
            address: self.address.clone()?,
            status: Some(self.status.clone()?),
        };
        Some((answers, self.number.clone()?))
    }

    /// The first screen without an answer; after the last one, the check of all answers.
    pub(super) fn next(&self) -> Stage {
        match self.complete() {
            Some((answers, number)) => answers.check_stage(Some(&number), false, Editable::Everything),
            None if self.person.is_none() => self.person_stage(),
            None if self.address.is_none() => self.address_stage(),
            None if self.status.is_none() => self.status_stage(),
            None => self.mobile_stage(),
        }
    }

    /// The screen of a step that was answered before.
    pub(super) fn revisit(&self, step: Step) -> Option<Stage> {
        match step {
            Step::Terms => Some(Stage::Terms(TermsStage {
                accepted: Some(self.terms.clone().into()),
                signed_before: None,
            })),
            Step::Person => self.person.is_some().then(|| self.person_stage()),
            Step::Address => self.address.is_some().then(|| self.address_stage()),
            Step::Status => self.status.is_some().then(|| self.status_stage()),
            Step::Mobile => self.number.is_some().then(|| self.mobile_stage()),
            _ => None,
        }
    }

    fn person_stage(&self) -> Stage {
        let answers = self.person.clone().map(PersonDraft::from);
        Stage::Person(PersonStage { answers, editable: Editable::Everything })
    }

    fn address_stage(&self) -> Stage {
        Stage::Address(AddressStage { answers: self.address.clone().map(AddressDraft::from) })
    }

    fn status_stage(&self) -> Stage {
        let answers = self.status.clone().map(StatusDraft::from);
        Stage::Status(StatusStage { answers, editable: Editable::Everything })
    }

    fn mobile_stage(&self) -> Stage {
        mobile_stage(self.number.as_ref(), self.asked.as_ref(), false)
    }
}

impl Answers {
    pub(super) fn check_stage(
        &self,
        number: Option<&MobileNumber>,
        number_is_verified: bool,
        editable: Editable,
    ) -> Stage {
        Stage::Check(CheckStage {
            person: self.person.clone().into(),
            address: self.address.clone().into(),
            status: self.status.clone().map(StatusDraft::from),
            number: number.cloned(),
            number_is_verified,
            editable,
        })
    }
}

/// The screen for the number, with the question about the one that was typed last.
pub(super) fn mobile_stage(
    number: Option<&MobileNumber>,
    asked: Option<&MobileNumber>,
    sends_code: bool,
) -> Stage {
    Stage::Mobile(MobileStage { number: number.cloned(), question: asked.map(phone::question), sends_code })
}
