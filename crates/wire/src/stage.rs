use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    AddressStage, BankStage, CheckStage, ContractStage, DoneStage, IbanStage, MobileCodeStage, MobileStage,
    PersonStage, SignStage, StatusStage, Step, TermsStage,
};

/// Where the journey stands, with exactly the data that its screen needs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "kebab-case")]
pub enum Stage {
    Terms(TermsStage),
    Person(PersonStage),
    Address(AddressStage),
    Status(StatusStage),
    Check(CheckStage),
    Mobile(MobileStage),
    MobileCode(MobileCodeStage),
    Iban(IbanStage),
    Bank(BankStage),
    Contract(ContractStage),
    Sign(SignStage),
    Done(DoneStage),
}

impl Stage {
    pub fn step(&self) -> Step {
        match self {
            Stage::Terms(_) => Step::Terms,
            Stage::Person(_) => Step::Person,
            Stage::Address(_) => Step::Address,
            Stage::Status(_) => Step::Status,
            Stage::Check(_) => Step::Check,
            Stage::Mobile(_) => Step::Mobile,
            Stage::MobileCode(_) => Step::MobileCode,
            Stage::Iban(_) => Step::Iban,
            Stage::Bank(_) => Step::Bank,
            Stage::Contract(_) => Step::Contract,
            Stage::Sign(_) => Step::Sign,
            Stage::Done(_) => Step::Done,
        }
    }
}

/// Every answer of the journey API: the stage and the server's clock, so that deadlines and the times of consents
/// are right even where the customer's clock is not. In JSON one flat object: `{"now": .., "step": .., ..}`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reported {
    pub now: DateTime<Utc>,
    #[serde(flatten)]
    pub stage: Stage,
}

/// The answer to `POST /api/journey`: the session token (sent as `Authorization: Bearer` from then on; the server
/// keeps only its hash) and the first stage.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Started {
    pub session: String,
    #[serde(flatten)]
    pub reported: Reported,
}
