//! The answers of a customer whose person does not exist at Solaris yet.

use bankident_wire::{
    Address, AddressStage, CheckStage, Editable, Person, PersonStage, Stage, Status, StatusStage, Step,
    Terms, TermsStage,
};
use serde::{Deserialize, Serialize};

/// The answers given so far.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Gathering {
    pub terms: Terms,
    pub person: Option<Person>,
    pub address: Option<Address>,
    pub status: Option<Status>,
}

/// All answers that Solaris needs to create a person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Answers {
    pub terms: Terms,
    pub person: Person,
    pub address: Address,
    pub status: Status,
}

impl Gathering {
    pub fn new(terms: Terms) -> Gathering {
        Gathering { terms, person: None, address: None, status: None }
    }

    /// All answers, once the last one is given.
    pub fn complete(&self) -> Option<Answers> {
        Some(Answers {
            terms: self.terms.clone(),
            person: self.person.clone()?,
            address: self.address.clone()?,
            status: self.status.clone()?,
        })
    }

    /// The first screen without an answer; after the last one, the check of all answers.
    pub(super) fn next(&self) -> Stage {
        match self.complete() {
            Some(answers) => answers.check_stage(Editable::Everything),
            None if self.person.is_none() => self.person_stage(),
            None if self.address.is_none() => self.address_stage(),
            None => self.status_stage(),
        }
    }

    /// The screen of a step that was answered before.
    pub(super) fn revisit(&self, step: Step) -> Option<Stage> {
        match step {
            Step::Terms => Some(Stage::Terms(TermsStage { accepted: Some(self.terms.clone()) })),
            Step::Person => self.person.is_some().then(|| self.person_stage()),
            Step::Address => self.address.is_some().then(|| self.address_stage()),
            Step::Status => self.status.is_some().then(|| self.status_stage()),
            _ => None,
        }
    }

    fn person_stage(&self) -> Stage {
        let (answers, editable) = (self.person.clone(), Editable::Everything);
        Stage::Person(PersonStage { answers, suggested: None, editable })
    }

    fn address_stage(&self) -> Stage {
        Stage::Address(AddressStage { answers: self.address.clone(), suggested: None })
    }

    fn status_stage(&self) -> Stage {
        Stage::Status(StatusStage { answers: self.status.clone(), editable: Editable::Everything })
    }
}

impl Answers {
    pub(super) fn check_stage(&self, editable: Editable) -> Stage {
        Stage::Check(CheckStage {
            person: self.person.clone(),
            address: self.address.clone(),
            status: self.status.clone(),
            editable,
        })
    }
}
