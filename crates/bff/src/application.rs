//! What is known about one journey, and THE GATE: [`Application::stage`], the only place that decides which screen
//! comes next. Pure: no I/O, no clock; `now` is a parameter.

use bankident_wire::{
    Address, AddressStage, BankStage, CheckStage, ContractStage, Document, DoneStage, Editable, Field, Iban,
    MobileCodeStage, MobileNumber, MobileStage, Person, PersonStage, RejectedStage, Rejection, Remedy,
    SignPhase, SignStage, Stage, Status, StatusStage, Step, StoppedStage, Terms, TermsStage, Way,
};
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    allowance::Sms,
    commission::{Commission, Outcome, Prefill},
    intent::Intent,
};

/// "Solaris recommends waiting five minutes before reissuing an OTP" (the guide, "PATCH Start QES process").
pub const SIGNATURE_CODE_PAUSE: TimeDelta = TimeDelta::minutes(5);

/// From the initiation of the payment to the signature (the guide, Appendix II).
const PAYMENT_DEADLINE: TimeDelta = TimeDelta::minutes(10);

/// So long a session without a visit is valid.
const LONG_AWAY: TimeDelta = TimeDelta::hours(1);

/// A visit is written down again after this time.
const SEEN_AGAIN: TimeDelta = TimeDelta::minutes(5);

/// One journey: the facts gathered so far.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Application {
    pub began_at: DateTime<Utc>,
    /// When the customer was here last, to some minutes.
    #[serde(default)]
    pub seen_at: DateTime<Utc>,
    /// The customer was away for long: how often they failed to show that it is still them.
    pub locked: Option<u32>,
    /// An earlier step that the customer asked to see again.
    pub shown_again: Option<Step>,
    /// What was about to be asked of Solaris; it is not known yet whether it was.
    pub intent: Option<Intent>,
    /// The partner who began this journey; one without is a demonstration.
    pub commission: Option<Commission>,
    pub facts: Facts,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Facts {
    /// Nothing personal is stored before the terms are accepted.
    Unconsented,
    Gathering(Gathering),
    /// The person exists at Solaris.
    Registered(Registered),
    /// The person was deleted at Solaris: nothing is known any more.
    Deleted,
}

/// Answers, as far as they were given.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Gathering {
    pub terms: Terms,
    pub person: Option<Person>,
    pub address: Option<Address>,
    pub status: Option<Status>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Answers {
    pub terms: Terms,
    pub person: Person,
    pub address: Address,
    pub status: Status,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Registered {
    pub person_id: String,
    pub answers: Answers,
    pub mobile: Mobile,
    /// The SMS that were sent to verify a number.
    pub sms: Sms,
    /// Solaris misses data: the next change sends everything that can be changed.
    pub incomplete: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mobile {
    /// None yet, or one that has to be verified anew.
    Wanted {
        number: Option<MobileNumber>,
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

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Identification {
    Wanted,
    /// The last one came to nothing.
    Rejected(Rejected),
    /// It exists at Solaris and is not requested yet.
    Created {
        id: String,
        iban: Iban,
    },
    /// The customer goes on with video identification, at this address or where the partner leads.
    Video {
        url: Option<String>,
    },
    AtBank {
        id: String,
        iban_masked: String,
        url: String,
        payment: Payment,
    },
    ContractReady {
        id: String,
        documents: Vec<Document>,
        expires_at: Option<DateTime<Utc>>,
    },
    CodeSent(CodeSent),
    /// The code was accepted, the signature is being made.
    Confirming {
        id: String,
        documents: Vec<Document>,
    },
    Signed {
        id: String,
        documents: Vec<Document>,
        completed_at: DateTime<Utc>,
    },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rejected {
    pub rejection: Rejection,
    /// What the customer can quote; it stands in the log beside the code.
    pub reference: Option<String>,
    /// What Solaris misses, where it says so.
    pub missing: Vec<Field>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Payment {
    Awaited,
    Initiated { at: DateTime<Utc> },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CodeSent {
    pub id: String,
    pub documents: Vec<Document>,
    pub sent_at: DateTime<Utc>,
    /// Until when the code is taken.
    pub confirmation_expires_at: Option<DateTime<Utc>>,
    /// Until when another code can be asked for.
    pub authorization_expires_at: Option<DateTime<Utc>>,
    pub wrong_codes: u32,
}

impl CodeSent {
    /// A code that was sent just now.
    pub fn at(now: DateTime<Utc>) -> CodeSent {
        CodeSent {
            id: String::new(),
            documents: Vec::new(),
            sent_at: now,
            confirmation_expires_at: None,
            authorization_expires_at: None,
            wrong_codes: 0,
        }
    }
}

impl Application {
    pub fn new(began_at: DateTime<Utc>) -> Application {
        Application {
            began_at,
            seen_at: began_at,
            locked: None,
            shown_again: None,
            intent: None,
            commission: None,
            facts: Facts::Unconsented,
        }
    }

    /// One that a partner began.
    pub fn commissioned(began_at: DateTime<Utc>, commission: Commission, facts: Facts) -> Application {
        Application { commission: Some(commission), facts, ..Application::new(began_at) }
    }

    /// THE GATE.
    pub fn stage(&self, now: DateTime<Utc>) -> Stage {
        if self.locked.is_some() {
            return Stage::Resume;
        }
        let shown_again = self.shown_again.and_then(|step| self.facts.again(step, now));
        let mut stage = shown_again.unwrap_or_else(|| self.facts.next(now));
        if let Some(commission) = &self.commission {
            commission.suggest(&mut stage);
        }
        stage
    }

    /// How far the journey is, whatever the customer is looking at.
    pub fn step(&self, now: DateTime<Utc>) -> Step {
        self.facts.next(now).step()
    }

    /// How the journey has ended, if it has.
    pub fn outcome(&self, now: DateTime<Utc>) -> Option<Outcome> {
        if let Some(commission) = &self.commission
            && commission.started_at.is_none()
            && self.facts != Facts::Deleted
        {
            return (commission.start_by <= now).then_some(Outcome::Expired);
        }
        match self.facts.next(now) {
            Stage::Done(_) => Some(Outcome::Successful),
            Stage::Stopped(StoppedStage::Rejected { .. }) => Some(Outcome::Rejected),
            Stage::Stopped(StoppedStage::Video { .. }) => Some(Outcome::VideoIdentification),
            Stage::Stopped(StoppedStage::Deleted) => Some(Outcome::Erased),
            _ if self.is_over(now) => Some(Outcome::Expired),
            _ => None,
        }
    }

    /// Where the partner takes the customer back, once the journey has ended.
    pub fn return_url(&self, now: DateTime<Utc>) -> Option<String> {
        let urls = &self.commission.as_ref()?.return_urls;
        match self.outcome(now)? {
            Outcome::Successful => urls.complete.clone(),
            _ => urls.stopped.clone(),
        }
    }

    /// Forgets everything that is about a person; what is left is that the journey has ended, and whose it was.
    pub fn erase(&mut self) {
        let commission = self.commission.take();
        let commission =
            commission.map(|commission| Commission { prefill: Prefill::default(), ..commission });
        *self = Application { commission, facts: Facts::Deleted, ..Application::new(DateTime::UNIX_EPOCH) };
    }

    pub fn person_id(&self) -> Option<&str> {
        self.facts.registered().map(|registered| registered.person_id.as_str())
    }

    /// The identification that is under way or done.
    pub fn identification_id(&self) -> Option<&str> {
        self.facts.registered()?.mobile.identification()?.id()
    }

    /// The customer is here. After a long time away, a journey with a person asks who it is; `false` where one without
    /// is over.
    pub fn visited(&mut self, now: DateTime<Utc>) -> bool {
        let away = now - self.seen_at;
        if away < SEEN_AGAIN || self.facts == Facts::Deleted {
            return true;
        }
        if self.is_over(now) {
            return false;
        }
        if away >= LONG_AWAY {
            self.locked.get_or_insert(0);
        }
        self.seen_at = now;
        true
    }

    /// After a long time away, a journey whose person does not exist yet is over.
    fn is_over(&self, now: DateTime<Utc>) -> bool {
        let away = now - self.seen_at >= LONG_AWAY;
        away && matches!(self.facts, Facts::Unconsented | Facts::Gathering(_))
    }

    /// Follows a way that the stage offers.
    pub fn take(&mut self, way: Way, video_url: Option<&str>) {
        self.shown_again = None;
        if let Some(registered) = self.facts.registered_mut() {
            self.shown_again = registered.take(way, video_url);
        }
    }

    /// The documents that the customer may read.
    pub fn documents(&self) -> &[Document] {
        let identification =
            self.facts.registered().and_then(|registered| registered.mobile.identification());
        identification.map(Identification::documents).unwrap_or_default()
    }
}

impl Facts {
    /// The first step that is not done.
    fn next(&self, now: DateTime<Utc>) -> Stage {
        match self {
            Facts::Unconsented => Stage::Terms(TermsStage { accepted: None }),
            Facts::Gathering(gathering) => gathering.next(),
            Facts::Registered(registered) => registered.next(now),
            Facts::Deleted => Stage::Stopped(StoppedStage::Deleted),
        }
    }

    /// An earlier step once more, where that makes sense.
    fn again(&self, step: Step, now: DateTime<Utc>) -> Option<Stage> {
        match self {
            Facts::Unconsented | Facts::Deleted => None,
            Facts::Gathering(gathering) => gathering.again(step),
            Facts::Registered(registered) => registered.again(step, now),
        }
    }

    pub fn registered(&self) -> Option<&Registered> {
        match self {
            Facts::Registered(registered) => Some(registered),
            _ => None,
        }
    }

    pub fn registered_mut(&mut self) -> Option<&mut Registered> {
        match self {
            Facts::Registered(registered) => Some(registered),
            _ => None,
        }
    }
}

impl Gathering {
    pub fn new(terms: Terms) -> Gathering {
        Gathering { terms, person: None, address: None, status: None }
    }

    /// All answers, once all are given.
    pub fn complete(&self) -> Option<Answers> {
        Some(Answers {
            terms: self.terms.clone(),
            person: self.person.clone()?,
            address: self.address.clone()?,
            status: self.status.clone()?,
        })
    }

    fn next(&self) -> Stage {
        match self.complete() {
            Some(answers) => answers.check_stage(Editable::Everything),
            None if self.person.is_none() => self.person_stage(),
            None if self.address.is_none() => self.address_stage(),
            None => self.status_stage(),
        }
    }

    fn again(&self, step: Step) -> Option<Stage> {
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
    fn check_stage(&self, editable: Editable) -> Stage {
        Stage::Check(CheckStage {
            person: self.person.clone(),
            address: self.address.clone(),
            status: self.status.clone(),
            editable,
        })
    }
}

impl Registered {
    pub fn new(person_id: String, answers: Answers) -> Registered {
        let mobile = Mobile::Wanted { number: None };
        Registered { person_id, answers, mobile, sms: Sms::default(), incomplete: false }
    }

    fn next(&self, now: DateTime<Utc>) -> Stage {
        match &self.mobile {
            Mobile::Wanted { number } => Stage::Mobile(MobileStage { number: number.clone() }),
            Mobile::CodeSent { number, .. } => Stage::MobileCode(MobileCodeStage {
                number_masked: number.masked(),
                resend_at: self.sms.next_at().unwrap_or(now),
            }),
            Mobile::Verified { number, identification } => identification.next(number, now),
        }
    }

    /// Follows a way; answers the earlier step that has to be shown for it.
    fn take(&mut self, way: Way, video_url: Option<&str>) -> Option<Step> {
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

    fn again(&self, step: Step, now: DateTime<Utc>) -> Option<Stage> {
        let editable = Editable::WhatPatchTakes;
        let answers = self.answers.clone();
        // Once the bank has been asked about this person, the answers stay as they are.
        let before_the_bank =
            matches!(self.next(now).step(), Step::Mobile | Step::MobileCode | Step::Iban | Step::Rejected);
        match step {
            _ if !before_the_bank => self.mobile.again(step, now),
            Step::Check => Some(answers.check_stage(editable)),
            Step::Person => {
                let answers = Some(answers.person);
                Some(Stage::Person(PersonStage { answers, suggested: None, editable }))
            }
            Step::Address => {
                Some(Stage::Address(AddressStage { answers: Some(answers.address), suggested: None }))
            }
            Step::Status => Some(Stage::Status(StatusStage { answers: Some(answers.status), editable })),
            _ => self.mobile.again(step, now),
        }
    }
}

impl Mobile {
    fn again(&self, step: Step, now: DateTime<Utc>) -> Option<Stage> {
        match (self, step) {
            (Mobile::CodeSent { number, .. }, Step::Mobile) => {
                Some(Stage::Mobile(MobileStage { number: Some(number.clone()) }))
            }
            (Mobile::Verified { identification, .. }, _) => identification.again(step, now),
            _ => None,
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

impl Identification {
    pub fn rejected(rejection: Rejection) -> Identification {
        Identification::Rejected(Rejected { rejection, reference: None, missing: Vec::new() })
    }

    /// The first screen with something that Solaris misses; where it does not say what, the first of all.
    fn first_incomplete_step(&self) -> Step {
        let Identification::Rejected(Rejected { missing, .. }) = self else { return Step::Person };
        let steps = missing.iter().copied().filter(|field| field.can_be_patched()).filter_map(Field::step);
        steps.min().unwrap_or(Step::Person)
    }

    fn next(&self, number: &MobileNumber, now: DateTime<Utc>) -> Stage {
        // The deadline is Solaris' own; once it has passed there is nothing left to do on this screen, whether or not
        // the news of it has arrived.
        if self.deadline().is_some_and(|deadline| deadline <= now) {
            let rejection = Rejection::AccountSnapshotExpired;
            return Stage::Rejected(RejectedStage { rejection, reference: None });
        }
        match self {
            Identification::Wanted | Identification::Created { .. } => Stage::Iban,
            Identification::Rejected(Rejected { rejection, reference, .. }) => {
                let (rejection, reference) = (*rejection, reference.clone());
                match rejection.remedy().stops() {
                    true => Stage::Stopped(StoppedStage::Rejected { rejection, reference }),
                    false => Stage::Rejected(RejectedStage { rejection, reference }),
                }
            }
            Identification::Video { url } => Stage::Stopped(StoppedStage::Video { url: url.clone() }),
            Identification::AtBank { url, iban_masked, .. } => Stage::Bank(BankStage {
                url: url.clone(),
                iban_masked: iban_masked.clone(),
                expires_at: self.deadline(),
            }),
            Identification::ContractReady { documents, .. } => self.contract_stage(documents),
            Identification::CodeSent(code) => Stage::Sign(SignStage {
                phase: SignPhase::CodeSent {
                    number_masked: number.masked(),
                    expires_at: [code.confirmation_expires_at, code.authorization_expires_at]
                        .into_iter()
                        .flatten()
                        .min(),
                    resend_at: code.sent_at + SIGNATURE_CODE_PAUSE,
                },
            }),
            Identification::Confirming { .. } => Stage::Sign(SignStage { phase: SignPhase::Confirming }),
            Identification::Signed { documents, completed_at, .. } => {
                Stage::Done(DoneStage { completed_at: *completed_at, documents: documents.clone() })
            }
        }
    }

    fn again(&self, step: Step, now: DateTime<Utc>) -> Option<Stage> {
        if self.deadline().is_some_and(|deadline| deadline <= now) {
            return None;
        }
        match (self, step) {
            // Another IBAN is another identification.
            (Identification::Rejected(Rejected { rejection, .. }), Step::Iban)
                if matches!(rejection.remedy(), Remedy::AnotherIban | Remedy::Restart | Remedy::Support) =>
            {
                Some(Stage::Iban)
            }
            (Identification::AtBank { .. }, Step::Iban) => Some(Stage::Iban),
            (Identification::CodeSent(CodeSent { documents, .. }), Step::Contract) => {
                Some(self.contract_stage(documents))
            }
            _ => None,
        }
    }

    fn contract_stage(&self, documents: &[Document]) -> Stage {
        Stage::Contract(ContractStage { documents: documents.to_vec(), expires_at: self.deadline() })
    }

    /// Until when the customer can go on with this identification.
    fn deadline(&self) -> Option<DateTime<Utc>> {
        match self {
            Identification::AtBank { payment: Payment::Initiated { at }, .. } => Some(*at + PAYMENT_DEADLINE),
            Identification::ContractReady { expires_at, .. } => *expires_at,
            Identification::CodeSent(code) => code.authorization_expires_at,
            _ => None,
        }
    }

    pub fn id(&self) -> Option<&str> {
        match self {
            Identification::Wanted
            | Identification::Rejected(_)
            | Identification::Created { .. }
            | Identification::Video { .. } => None,
            Identification::AtBank { id, .. }
            | Identification::ContractReady { id, .. }
            | Identification::CodeSent(CodeSent { id, .. })
            | Identification::Confirming { id, .. }
            | Identification::Signed { id, .. } => Some(id),
        }
    }

    pub fn documents(&self) -> &[Document] {
        match self {
            Identification::Wanted
            | Identification::Rejected(_)
            | Identification::Created { .. }
            | Identification::Video { .. }
            | Identification::AtBank { .. } => &[],
            Identification::ContractReady { documents, .. }
            | Identification::CodeSent(CodeSent { documents, .. })
            | Identification::Confirming { documents, .. }
            | Identification::Signed { documents, .. } => documents,
        }
    }

    /// Whether Solaris has something to tell that is not known yet.
    pub fn is_under_way(&self) -> bool {
        self.id().is_some() && !matches!(self, Identification::Signed { .. })
    }

    /// When a payment was initiated: from then on an expiry is the payment's.
    pub fn payment_was_initiated(&self) -> bool {
        self.id().is_some() && !matches!(self, Identification::AtBank { payment: Payment::Awaited, .. })
    }
}

/// Invented people, for tests.
#[cfg(test)]
pub mod samples {
    use bankident_wire::{AddressDraft, PersonDraft, StatusDraft, TermsDraft};
    use serde_json::json;

    use super::*;

    pub fn answers() -> Answers {
        let terms: TermsDraft = serde_json::from_value(json!({
            "terms_conditions_signed_at": "2026-11-23T12:00:01Z", "data_terms_signed_at": "2026-11-23T12:00:02Z",
        }))
        .unwrap();
        let person: PersonDraft = serde_json::from_value(json!({
            "salutation": "MR", "first_name": "Leander", "last_name": "Zierfisch", "birth_date": "15.07.1978",
            "birth_city": "Aachen", "birth_country": "DE", "nationality": "DE",
        }))
        .unwrap();
        let address: AddressDraft = serde_json::from_value(json!({
            "address": { "line_1": "Berliner Str. 45", "postal_code": "14169", "city": "Berlin", "country": "DE" },
            "email": "person@example.com",
        }))
        .unwrap();
        let status: StatusDraft = serde_json::from_value(json!({
            "employment_status": "EMPLOYED", "tax_assessment_country": "DE", "fatca_relevant": false,
            "own_economic_interest_signed_at": "2026-11-23T12:00:03Z", "fatca_crs_confirmed_at": "2026-11-23T12:00:04Z",
        }))
        .unwrap();
        Answers {
            terms: terms.parse().unwrap(),
            person: person.parse(began_at().date_naive()).unwrap(),
            address: address.parse().unwrap(),
            status: status.parse().unwrap(),
        }
    }

    pub fn began_at() -> DateTime<Utc> {
        "2026-11-23T12:00:00Z".parse().unwrap()
    }
}

#[cfg(test)]
mod tests {
    use super::{samples::*, *};

    fn now() -> DateTime<Utc> {
        began_at() + TimeDelta::minutes(5)
    }

    fn number() -> MobileNumber {
        MobileNumber::parse("+15550101").unwrap()
    }

    fn gathering(answered: usize) -> Facts {
        let Answers { terms, person, address, status } = answers();
        Facts::Gathering(Gathering {
            terms,
            person: (answered > 0).then_some(person),
            address: (answered > 1).then_some(address),
            status: (answered > 2).then_some(status),
        })
    }

    fn registered(mobile: Mobile) -> Facts {
        Facts::Registered(Registered { mobile, ..Registered::new("1cper".into(), answers()) })
    }

    fn identified(identification: Identification) -> Facts {
        registered(Mobile::Verified { number: number(), identification })
    }

    fn mobile_code_sent() -> Facts {
        registered(Mobile::CodeSent { number: number(), wrong_codes: 0 })
    }

    fn wanted() -> Facts {
        identified(Identification::Wanted)
    }

    fn at_bank(payment: Payment) -> Facts {
        identified(Identification::AtBank {
            id: "1cidt".into(),
            iban_masked: "DE•• •••• 0020".into(),
            url: "https://bank.example/".into(),
            payment,
        })
    }

    fn contract_ready(expires_at: DateTime<Utc>) -> Facts {
        identified(Identification::ContractReady {
            id: "1cidt".into(),
            documents: vec![],
            expires_at: Some(expires_at),
        })
    }

    fn code_sent(authorization_expires_at: DateTime<Utc>) -> Facts {
        identified(Identification::CodeSent(CodeSent {
            id: "1cidt".into(),
            documents: vec![],
            sent_at: now(),
            confirmation_expires_at: Some(now() + TimeDelta::minutes(4)),
            authorization_expires_at: Some(authorization_expires_at),
            wrong_codes: 0,
        }))
    }

    fn confirming() -> Facts {
        identified(Identification::Confirming { id: "1cidt".into(), documents: vec![] })
    }

    fn signed() -> Facts {
        identified(Identification::Signed { id: "1cidt".into(), documents: vec![], completed_at: now() })
    }

    fn stage(facts: Facts, shown_again: Option<Step>) -> Stage {
        Application { shown_again, facts, ..Application::new(began_at()) }.stage(now())
    }

    #[test]
    fn the_gate_shows_the_first_step_that_is_not_done() {
        let later = now() + TimeDelta::minutes(5);
        let table = [
            (Facts::Unconsented, Step::Terms),
            (gathering(0), Step::Person),
            (gathering(1), Step::Address),
            (gathering(2), Step::Status),
            (gathering(3), Step::Check),
            (registered(Mobile::Wanted { number: None }), Step::Mobile),
            (mobile_code_sent(), Step::MobileCode),
            (wanted(), Step::Iban),
            (identified(Identification::rejected(Rejection::JointAccount)), Step::Rejected),
            (identified(Identification::rejected(Rejection::AlreadyIdentifiedSuccessfully)), Step::Stopped),
            (identified(Identification::Video { url: None }), Step::Stopped),
            (Facts::Deleted, Step::Stopped),
            (at_bank(Payment::Awaited), Step::Bank),
            (at_bank(Payment::Initiated { at: now() }), Step::Bank),
            (contract_ready(later), Step::Contract),
            (code_sent(later), Step::Sign),
            (confirming(), Step::Sign),
            (signed(), Step::Done),
        ];
        for (facts, expected) in table {
            assert_eq!(stage(facts.clone(), None).step(), expected, "{facts:?}");
        }
    }

    #[test]
    fn an_earlier_step_is_shown_again_where_that_makes_sense() {
        use Step::{Address, Check, Contract, Iban, Person, Status, Terms};
        let later = now() + TimeDelta::minutes(5);
        let table: [(Facts, &[Step]); 11] = [
            (Facts::Unconsented, &[]),
            (gathering(0), &[Terms]),
            (gathering(1), &[Terms, Person]),
            (gathering(3), &[Terms, Person, Address, Status]),
            (registered(Mobile::Wanted { number: None }), &[Person, Address, Status, Check]),
            (mobile_code_sent(), &[Person, Address, Status, Check, Step::Mobile]),
            (wanted(), &[Person, Address, Status, Check]),
            (at_bank(Payment::Awaited), &[Iban]),
            (contract_ready(later), &[]),
            (code_sent(later), &[Contract]),
            (signed(), &[]),
        ];
        for (facts, allowed) in table {
            let next = stage(facts.clone(), None).step();
            let shown: Vec<Step> = Step::ALL
                .into_iter()
                .filter(|step| *step != next && stage(facts.clone(), Some(*step)).step() == *step)
                .collect();
            assert_eq!(shown, allowed, "{next:?}");
            for step in Step::ALL.into_iter().filter(|step| !allowed.contains(step)) {
                assert_eq!(stage(facts.clone(), Some(step)).step(), next, "{step:?} is not shown");
            }
        }
    }

    #[test]
    fn once_the_person_exists_only_what_patch_takes_can_be_changed() {
        let editable = |facts, step| match stage(facts, Some(step)) {
            Stage::Person(stage) => stage.editable,
            Stage::Status(stage) => stage.editable,
            Stage::Check(stage) => stage.editable,
            other => panic!("{other:?}"),
        };
        for step in [Step::Person, Step::Status, Step::Check] {
            assert_eq!(editable(gathering(3), step), Editable::Everything);
            assert_eq!(editable(wanted(), step), Editable::WhatPatchTakes);
        }
    }

    #[test]
    fn what_is_over_can_be_begun_anew() {
        let rejection = Rejection::AccountSnapshotExpired;
        let expired = Stage::Rejected(RejectedStage { rejection, reference: None });
        let initiated = |at| at_bank(Payment::Initiated { at });
        for facts in [contract_ready(now()), code_sent(now()), initiated(now() - PAYMENT_DEADLINE)] {
            for shown_again in [None, Some(Step::Contract), Some(Step::Iban)] {
                assert_eq!(stage(facts.clone(), shown_again), expired, "{facts:?}");
            }
        }
        let just_before = initiated(now() - PAYMENT_DEADLINE + TimeDelta::seconds(1));
        assert_eq!(stage(just_before, None).step(), Step::Bank);
        assert_eq!(stage(confirming(), None).step(), Step::Sign, "what is confirmed does not expire");
    }

    #[test]
    fn the_countdown_runs_to_the_nearest_deadline() {
        let Stage::Sign(SignStage { phase: SignPhase::CodeSent { expires_at, resend_at, .. } }) =
            stage(code_sent(now() + TimeDelta::minutes(9)), None)
        else {
            panic!("a code was sent");
        };
        assert_eq!(expires_at, Some(now() + TimeDelta::minutes(4)));
        assert_eq!(resend_at, now() + SIGNATURE_CODE_PAUSE);
    }

    #[test]
    fn facts_survive_the_database() {
        let later = now() + TimeDelta::minutes(5);
        let all = [
            Facts::Unconsented,
            gathering(2),
            mobile_code_sent(),
            at_bank(Payment::Awaited),
            code_sent(later),
            signed(),
        ];
        for facts in all {
            let application =
                Application { shown_again: Some(Step::Check), facts, ..Application::new(began_at()) };
            let json = serde_json::to_string(&application).unwrap();
            assert_eq!(serde_json::from_str::<Application>(&json).unwrap(), application);
        }
    }

    #[test]
    fn who_was_away_for_long_is_asked_who_they_are() {
        let back = |facts, minutes| {
            let mut application = Application { facts, ..Application::new(began_at()) };
            let now = began_at() + TimeDelta::minutes(minutes);
            application.visited(now).then(|| application.stage(now).step())
        };
        assert_eq!(back(wanted(), 59), Some(Step::Iban));
        assert_eq!(back(wanted(), 60), Some(Step::Resume));
        assert_eq!(back(gathering(1), 59), Some(Step::Address));
        assert_eq!(back(gathering(1), 60), None, "nothing is at Solaris yet: a new journey begins");
        assert_eq!(back(Facts::Deleted, 60), Some(Step::Stopped));
    }

    #[test]
    fn nothing_personal_is_kept_before_the_consent() {
        let json = serde_json::to_string(&Application::new(began_at())).unwrap();
        assert!(!json.contains("person"), "{json}");
    }
}
