//! The unit of work of one request: a journey, locked and loaded, to be changed and saved.

use std::net::IpAddr;

use axum::{
    Json,
    http::{HeaderMap, header::ACCEPT_LANGUAGE},
};
use bankident_wire::{Reported, Stage, Step, WORDS_SHOWN};
use chrono::{DateTime, Utc};

use crate::{
    domain::{
        application::Application, evidence::Consent, identification::Identification, language::Language,
        session::SessionHash,
    },
    error::{ApiError, Reference},
    state::{AppState, journey_locks::JourneyLock},
    store::{JourneyId, Saved, Stored},
};

/// The answer to every command of the journey API.
pub type Answer = Result<Json<Reported>, ApiError>;

/// What the customer's page says about itself.
#[derive(Clone, Default)]
pub struct PageSaid {
    /// `Accept-Language`: the language of the screen.
    pub language: String,
    /// The files of the words that it shows.
    pub words: Option<String>,
}

/// Longer than three paths.
const LONGEST_LIST: usize = 400;

impl PageSaid {
    pub fn of(headers: &HeaderMap) -> PageSaid {
        let said = |name| {
            let value = headers.get(name)?.to_str().ok()?;
            Some(value.to_owned()).filter(|value| (1..=LONGEST_LIST).contains(&value.len()))
        };
        PageSaid { language: said(ACCEPT_LANGUAGE.as_str()).unwrap_or_default(), words: said(WORDS_SHOWN) }
    }
}

/// A journey, locked for the time of a request: no other request touches it meanwhile.
pub struct JourneyContext {
    pub state: AppState,
    pub application: Application,
    pub now: DateTime<Utc>,
    pub language: Language,
    /// The reference that the customer can quote; the same as the request's.
    pub reference: String,
    /// Where the customer is, if a proxy says so.
    pub client: Option<IpAddr>,
    pub page: PageSaid,
    /// What the customer has consented to since the last save.
    pub(super) consents: Vec<Consent>,
    stored: Stored,
    _lock: JourneyLock,
}

impl JourneyContext {
    /// Waits for the journey's lock and loads it; `None` if it is gone.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub async fn open(
        state: AppState,
        id: JourneyId,
        language: Language,
        reference: Reference,
    ) -> Result<Option<JourneyContext>, ApiError> {
        let lock = state.locks.lock(&state.store, id).await?;
        let Some(stored) = state.store.load(id).await? else { return Ok(None) };
        let now = state.clock.now();
        let application = stored.application.clone();
        let context = JourneyContext {
            state,
            application,
            now,
            language,
            reference: reference.0,
            client: None,
            page: PageSaid::default(),
            consents: Vec::new(),
            stored,
            _lock: lock,
        };
        Ok(Some(context))
    }

    /// The same without a customer: for webhooks and other tasks. No text for the customer is asked for there, so the
    /// language does not matter.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub async fn in_background(state: AppState, id: JourneyId) -> Result<Option<JourneyContext>, ApiError> {
        JourneyContext::open(state, id, Language::De, Reference::generate()).await
    }

    /// The key of the journey in the database.
    pub fn id(&self) -> JourneyId {
        self.stored.id
    }

    /// Whether the journey is at this step. If not (a double click, a second tab), a command for it is not a mistake:
    /// the answer is the stage.
    pub fn shows(&self, step: Step) -> bool {
        self.stage().step() == step
    }

    /// The screen to show now.
    pub fn stage(&self) -> Stage {
        self.application.stage(self.now)
    }

    /// Saves the changes and answers with the stage.
    ///
    /// # Errors
    /// As [`JourneyContext::save`].
    pub async fn answer(mut self) -> Answer {
        self.save().await?;
        Ok(Json(self.application.reported(self.now)))
    }

    /// Saves the changes, and tells subscribers and the partner.
    ///
    /// # Errors
    /// If the database cannot be written, or the journey is gone.
    pub async fn save(&mut self) -> Result<(), ApiError> {
        self.name_rejection().await;
        self.name_missing_documents();
        self.name_delay();
        if self.application == self.stored.application && !self.stored.has_new_event(self.now) {
            return Ok(());
        }
        let only_the_call = Application { pending_call: None, ..self.application.clone() }
            == Application { pending_call: None, ..self.stored.application.clone() };
        self.stored.application = self.application.clone();
        self.stored.consents = std::mem::take(&mut self.consents);
        if self.state.store.save(&mut self.stored, self.now).await? == Saved::Outdated {
            // Another process was faster. Like a second click, this request sees what the first one led to.
            let current = self.state.store.load(self.stored.id).await?.ok_or(ApiError::SessionUnknown)?;
            self.application = current.application.clone();
            self.stored = current;
        }
        if !only_the_call {
            self.state.events.publish(self.stored.id);
            self.state.outbox.wake();
        }
        Ok(())
    }

    /// Whether the session goes on. After a long time away it is locked.
    pub fn may_go_on(&mut self) -> bool {
        let is_open = self.application.is_open(self.now);
        if is_open {
            self.application.lock_if_left_alone(self.now);
        }
        is_open
    }

    /// Notes that a browser opened the partner's journey.
    pub fn opened(&mut self) {
        if let Some(partner_journey) = &mut self.application.partner_journey
            && partner_journey.opened_at.is_none()
            && partner_journey.started_at.is_none()
        {
            partner_journey.opened_at = Some(self.now);
            self.application.seen_at = self.now;
        }
    }

    /// The customer acts in a journey that was only opened so far: from now on it belongs to this session.
    ///
    /// # Errors
    /// `SessionUnknown` if another session was faster.
    pub async fn redeem(&mut self, session: &SessionHash) -> Result<(), ApiError> {
        if !self.state.store.redeem(self.id(), session).await? {
            return Err(ApiError::SessionUnknown);
        }
        Ok(())
    }

    /// Notes that the customer has begun to act, which the partner is told. If a server died after the start token was redeemed,
    /// the next command does it.
    ///
    /// # Errors
    /// If the journey cannot be saved.
    pub async fn started(&mut self) -> Result<(), ApiError> {
        match &mut self.application.partner_journey {
            Some(partner_journey) if partner_journey.started_at.is_none() => {
                partner_journey.started_at = Some(self.now);
                self.save().await
            }
            _ => Ok(()),
        }
    }

    /// The newest identification that the database knows: a rejection may have taken its place.
    pub(super) fn newest_identification_stored(&self) -> Option<&str> {
        self.stored.application.newest_identification_id()
    }

    /// The same where the code was accepted, and nothing has come of it in time.
    fn name_delay(&mut self) {
        let registered = self.application.facts.registered_mut();
        let identification = registered.and_then(|registered| registered.mobile.identification_mut());
        let delay = identification
            .and_then(|identification| identification.unnamed_delay(self.state.documents_wait, self.now));
        if let Some((id, reference)) = delay {
            tracing::warn!(
                reference = self.reference,
                identification = id,
                "the code was accepted, but the identification has not become successful: contact Solaris"
            );
            *reference = Some(self.reference.clone());
        }
    }

    /// The same where the signed documents have not come.
    fn name_missing_documents(&mut self) {
        let registered = self.application.facts.registered_mut();
        if let Some(Identification::Signed { id, documents, reference: reference @ None, .. }) =
            registered.and_then(|registered| registered.mobile.identification_mut())
            && documents.is_empty()
        {
            *reference = Some(self.reference.clone());
            tracing::warn!(
                reference = self.reference,
                identification = id,
                "successful, but the signed documents have not come: contact Solaris"
            );
        }
    }
}
