//! The answers of a customer whose person does not exist at Solaris yet.

use bankident_wire::{
    Address, AddressDraft, AddressStage, CheckStage, Editable, Field, MobileNumber, MobileStage, MoreDraft,
    MoreStage, Person, PersonDraft, PersonStage, Properties, Stage, Status, StatusDraft, StatusStage, Step,
    Terms, TermsStage,
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
    /// What the partner has the customer asked besides.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ask: Vec<Field>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub more: Option<Properties>,
    /// What the partner knows itself.
    #[serde(default, skip_serializing_if = "Properties::is_empty")]
    pub known: Properties,
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
    /// What the partner has the customer asked besides, and the answers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ask: Vec<Field>,
    #[serde(default, skip_serializing_if = "Properties::is_empty")]
    pub more: Properties,
    /// What the partner knows itself.
    #[serde(default, skip_serializing_if = "Properties::is_empty")]
    pub known: Properties,
}

impl Gathering {
    pub fn new(terms: Terms, ask: Vec<Field>) -> Gathering {
        Gathering {
            terms,
            ask,
            more: None,
            known: Properties::default(),
            person: None,
            address: None,
            status: None,
            number: None,
            asked: None,
        }
    }

    /// All answers and the mobile number, once the last one is given.
    pub fn complete(&self) -> Option<(Answers, MobileNumber)> {
        let answers = Answers {
            terms: self.terms.clone(),
            person: self.person.clone()?,
            address: self.address.clone()?,
            status: Some(self.status.clone()?),
            ask: self.ask.clone(),
            more: if self.ask.is_empty() { Properties::default() } else { self.more.clone()? },
            known: self.known.clone(),
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
            None if self.more.is_none() && !self.ask.is_empty() => self.more_stage(),
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
            Step::More => self.more.is_some().then(|| self.more_stage()),
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

    fn more_stage(&self) -> Stage {
        more_stage(&self.ask, self.more.as_ref().unwrap_or(&Properties::default()))
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
    /// What Solaris lacks is asked for, even where the partner did not want to know.
    pub fn ask_for(&mut self, lacking: &[Field]) {
        for field in lacking {
            field.ask_also(&mut self.ask);
        }
    }

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
            more: self.more.clone(),
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

/// The screen for what the partner wants to know besides.
pub(super) fn more_stage(ask: &[Field], more: &Properties) -> Stage {
    Stage::More(MoreStage { asked: ask.to_vec(), answers: MoreDraft::of(ask, more) })
}
