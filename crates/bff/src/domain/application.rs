//! The facts of one journey, and THE GATE: [`Application::stage`]. Only the gate decides which screen comes next.
//! Pure: no I/O, no clock; `now` is a parameter.

use std::collections::BTreeSet;

use bankident_wire::{Document, Field, MobileNumber, Reported, Stage, Step, StoppedStage};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

pub use super::facts::Facts;
use super::{
    document::{self, KnownDocument},
    identification::Identification,
    incident::{self, Incident},
    partner_journey::{Outcome, PartnerJourney},
    pending_call::PendingCall,
    rate_limit::WRONG_BIRTH_DATES,
    refused::{Refused, RefusedCall},
    registered::Mobile,
};

/// One journey: the facts gathered so far. The database keeps it as JSON; each `rename` is the name that is stored.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Application {
    pub began_at: DateTime<Utc>,
    /// When the page was served on which the journey began: consents can be as old as it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page_served_at: Option<DateTime<Utc>>,
    /// The last time that somebody did something in the page, accurate to a minute.
    #[serde(default)]
    pub seen_at: DateTime<Utc>,
    /// When the customer last proved who they are, after a long time away.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proved_at: Option<DateTime<Utc>>,
    /// Set after a long time away: the number of wrong birth dates since then.
    pub locked: Option<u32>,
    /// An earlier step that the customer wants to see again.
    #[serde(rename = "shown_again")]
    pub revisiting: Option<Step>,
    /// A call to Solaris whose result is not known yet.
    #[serde(rename = "intent")]
    pub pending_call: Option<PendingCall>,
    /// The partner that began this journey. A journey without one is a demonstration.
    #[serde(rename = "commission")]
    pub partner_journey: Option<PartnerJourney>,
    /// The ids of the documents that the customer has saved.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub kept: BTreeSet<String>,
    /// How many consents there is evidence of.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub consents: u32,
    /// What Solaris refused, and the customer has not answered yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused: Option<Refused>,
    /// Errors of Solaris, the newest last. They stay whatever the customer does then.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub incidents: Vec<Incident>,
    pub facts: Facts,
}

impl Application {
    pub fn new(began_at: DateTime<Utc>) -> Application {
        Application {
            began_at,
            page_served_at: None,
            seen_at: began_at,
            proved_at: None,
            locked: None,
            revisiting: None,
            pending_call: None,
            partner_journey: None,
            kept: BTreeSet::new(),
            consents: 0,
            refused: None,
            incidents: Vec::new(),
            facts: Facts::Unconsented,
        }
    }

    /// A journey that a partner begins.
    pub fn for_partner(
        began_at: DateTime<Utc>,
        partner_journey: PartnerJourney,
        facts: Facts,
    ) -> Application {
        Application { partner_journey: Some(partner_journey), facts, ..Application::new(began_at) }
    }

    /// The earliest time of a consent: when its page was served, or when the journey began.
    pub fn consents_from(&self) -> DateTime<Utc> {
        self.page_served_at.map_or(self.began_at, |served_at| served_at.min(self.began_at))
    }

    /// THE GATE: the screen to show now.
    pub fn stage(&self, now: DateTime<Utc>) -> Stage {
        if self.locked.is_some() {
            return Stage::Resume;
        }
        let revisiting = self.revisiting.and_then(|step| self.revisit(step, now));
        let mut stage = revisiting.unwrap_or_else(|| self.next(now));
        match &mut stage {
            Stage::Contract(contract) => {
                for document in &mut contract.documents {
                    document.kept = self.kept.contains(&document.id);
                }
            }
            Stage::Done(done) => done.documents.extend(self.receipt()),
            _ => {}
        }
        stage
    }

    /// The first step that is not done, or what Solaris says about it.
    fn next(&self, now: DateTime<Utc>) -> Stage {
        let comes_first = |refused: &&Refused| {
            !refused.is_mended
                && !self.facts.take_precedence(refused.call == RefusedCall::ConfirmAnswers, now)
        };
        match self.refused.as_ref().filter(comes_first) {
            Some(refused) => refused.rejected.stage(false, |rejected| self.facts.to_complete(rejected, now)),
            None => self.facts.next(now),
        }
    }

    /// An earlier step once more, where that makes sense.
    fn revisit(&self, step: Step, now: DateTime<Utc>) -> Option<Stage> {
        match &self.refused {
            Some(refused) if refused.rejected.rejection.remedy().stops() => None,
            Some(refused) if step == Step::Iban => {
                (self.identification_can_begin() && refused.rejected.leads_to_iban()).then_some(Stage::Iban)
            }
            _ => self.facts.revisit(step, now),
        }
    }

    pub(super) fn identification_can_begin(&self) -> bool {
        self.facts.registered().is_some_and(|registered| registered.mobile.identification().is_some())
    }

    /// What the browser is told about the journey.
    pub fn reported(&self, now: DateTime<Utc>) -> Reported {
        let stage = self.stage(now);
        // At the end of a journey there is nothing to be in time for.
        let session_end = self.session_end().filter(|_| stage.step() != Step::Stopped);
        Reported { now, session_end, return_url: self.return_url(now), locale: None, stage }
    }

    /// The inputs that a screen of now, or an earlier one, asks for and that can be changed there.
    pub fn changeable(&self, now: DateTime<Utc>) -> Vec<Field> {
        let shown = self.stage(now);
        let asks = |field: &Field| {
            let step = field.step();
            let earlier = || self.revisit(step, now);
            let screen = if step == shown.step() { Some(shown.clone()) } else { earlier() };
            screen.is_some_and(|screen| screen.asks_for(*field))
        };
        Field::all().filter(asks).collect()
    }

    /// The first step that is not done, even while the customer looks at an earlier one.
    pub fn step(&self, now: DateTime<Utc>) -> Step {
        self.next(now).step()
    }

    /// How the journey ended; `None` while it goes on.
    pub fn outcome(&self, now: DateTime<Utc>) -> Option<Outcome> {
        if let Some(partner_journey) = &self.partner_journey
            && partner_journey.started_at.is_none()
            && self.facts != Facts::Deleted
        {
            let is_over = match partner_journey.opened_at {
                None => partner_journey.start_by <= now,
                Some(_) => self.is_over(now),
            };
            return is_over.then_some(Outcome::Expired);
        }
        match self.next(now) {
            Stage::Done(_) => Some(Outcome::Successful),
            Stage::Stopped(StoppedStage::Rejected { .. }) => Some(Outcome::Rejected),
            Stage::Stopped(StoppedStage::Video { .. }) => Some(Outcome::VideoIdentification),
            Stage::Stopped(StoppedStage::Deleted) => Some(Outcome::Erased),
            _ if self.is_over(now) => Some(Outcome::Expired),
            _ => None,
        }
    }

    /// Where the customer goes after the end: the partner's page.
    pub fn return_url(&self, now: DateTime<Utc>) -> Option<String> {
        let urls = &self.partner_journey.as_ref()?.return_urls;
        match self.outcome(now)? {
            Outcome::Successful => urls.complete.clone(),
            _ => urls.stopped.clone(),
        }
    }

    /// Whether a start token can lead back into this journey.
    pub fn can_be_continued(&self, now: DateTime<Utc>) -> bool {
        self.outcome(now).is_none() && self.locked.is_none_or(|wrong| wrong < WRONG_BIRTH_DATES)
    }

    /// Prepares for another start token, which is valid until then; answers the language that the partner wishes for. Whoever
    /// comes with it may be somebody else: where the person exists at Solaris, the customer proves who they are.
    pub fn continue_by(&mut self, start_by: DateTime<Utc>) -> Option<String> {
        let partner_journey = self.partner_journey.as_mut()?;
        if partner_journey.started_at.is_none() {
            partner_journey.start_by = start_by;
        } else if self.facts.registered().is_some() {
            self.locked.get_or_insert(0);
        }
        partner_journey.locale.clone()
    }

    /// Forgets everything about the person. Only the end of the journey and its partner stay.
    pub fn erase(&mut self) {
        let partner_journey = self.partner_journey.take();
        *self =
            Application { partner_journey, facts: Facts::Deleted, ..Application::new(DateTime::UNIX_EPOCH) };
    }

    /// Remembers an error of Solaris.
    pub fn remember(&mut self, incident: Incident) {
        self.incidents.push(incident);
        let old = self.incidents.len().saturating_sub(incident::MOST);
        self.incidents.drain(..old);
    }

    pub fn person_id(&self) -> Option<&str> {
        self.facts.registered().map(|registered| registered.person_id.as_str())
    }

    /// The id of the identification, under way or done.
    pub fn identification_id(&self) -> Option<&str> {
        self.facts.registered()?.mobile.identification()?.id()
    }

    /// The id of the newest identification, even of one that was not requested yet.
    pub fn newest_identification_id(&self) -> Option<&str> {
        match self.facts.registered()?.mobile.identification()? {
            Identification::Created { id, .. } => Some(id),
            identification => identification.id(),
        }
    }

    /// Notes that a code to verify the number was sent.
    pub fn mobile_code_was_sent(&mut self, number: MobileNumber, at: DateTime<Utc>) {
        if let Some(registered) = self.facts.registered_mut() {
            registered.sms.sent(at);
            registered.mobile = Mobile::CodeSent { number, wrong_codes: 0 };
            registered.asked = None;
            self.revisiting = None;
            self.refused.take_if(|refused| !refused.is_mended);
        }
    }

    /// The receipt of the consents, once everything is signed.
    pub fn receipt(&self) -> Option<Document> {
        let identification = self.facts.registered()?.mobile.identification()?;
        let is_signed =
            matches!(identification, Identification::Signed { documents, .. } if !documents.is_empty());
        (is_signed && self.consents > 0).then(document::receipt)
    }

    /// The documents that the customer can read.
    pub fn documents(&self) -> &[KnownDocument] {
        let identification =
            self.facts.registered().and_then(|registered| registered.mobile.identification());
        identification.map(Identification::documents).unwrap_or_default()
    }
}

fn is_zero(count: &u32) -> bool {
    *count == 0
}
