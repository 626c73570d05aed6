//! One request's turn with a journey: while it lasts, no other request of this process touches the journey.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError, Weak},
};

use axum::{
    Json,
    extract::{FromRequest, FromRequestParts, Request},
    http::request::Parts,
};
use bankident_wire::{Reported, Stage, Step};
use chrono::{DateTime, Utc};
use serde::de::DeserializeOwned;
use tokio::sync::OwnedMutexGuard;

use crate::{
    allowance::WRONG_BIRTH_DATES,
    app::App,
    application::{Answers, Application, Identification, Rejected},
    commission::Prefill,
    error::{Failure, Reference},
    language::Language,
    session::Session,
    solaris,
    store::{JourneyId, Saved, Stored},
};

/// What every command of the journey API answers.
pub type Answer = Result<Json<Reported>, Failure>;

/// A journey, held for the time of a request.
pub struct Visit {
    pub app: App,
    pub application: Application,
    pub now: DateTime<Utc>,
    pub language: Language,
    /// What the customer can quote; the request's, where there is one.
    pub reference: String,
    stored: Stored,
    _turn: OwnedMutexGuard<()>,
}

/// The session's journey, not held.
pub struct Known(pub JourneyId);

/// A command's body.
pub struct Draft<T>(pub T);

/// The turns at journeys: double clicks and second tabs wait for each other.
#[derive(Default)]
pub struct Turns(Mutex<HashMap<JourneyId, Weak<tokio::sync::Mutex<()>>>>);

impl Visit {
    /// Waits for the journey's turn and reads it; `None` where it is gone.
    pub async fn begin(
        app: App,
        journey: JourneyId,
        language: Language,
        reference: Reference,
    ) -> Result<Option<Visit>, Failure> {
        let turn = app.turns.take(journey).await;
        let Some(stored) = app.store.load(journey).await? else { return Ok(None) };
        let now = app.clock.now();
        let application = stored.application.clone();
        Ok(Some(Visit { app, application, now, language, reference: reference.0, stored, _turn: turn }))
    }

    pub fn id(&self) -> JourneyId {
        self.stored.id
    }

    /// Whether the screen on which a command can be given is the journey's. Where it is not (a double click, a second
    /// tab), the command is no mistake: the answer is the stage.
    pub fn shows(&self, step: Step) -> bool {
        self.stage().step() == step
    }

    pub fn stage(&self) -> Stage {
        self.application.stage(self.now)
    }

    /// Brings the person at Solaris up to date and shows all answers again.
    pub async fn change_answers(&mut self, after: Answers) -> Result<(), Failure> {
        let Some(registered) = self.application.facts.registered_mut() else { return Ok(()) };
        let changes = match registered.incomplete {
            true => solaris::everything_that_changes(&after),
            false => solaris::changes(&registered.answers, &after),
        };
        let changes = changes.map_err(|_| Failure::Unwritable)?;
        if let Some(changes) = changes {
            self.app.solaris.update_person(&registered.person_id, &changes).await?;
        }
        registered.answers = after;
        registered.incomplete = false;
        self.application.shown_again = Some(Step::Check);
        Ok(())
    }

    /// Saves what changed, tells who listens, answers the stage.
    pub async fn answer(mut self) -> Answer {
        self.save().await?;
        Ok(Json(self.reported()))
    }

    fn reported(&self) -> Reported {
        let return_url = self.application.return_url(self.now);
        Reported { now: self.now, return_url, locale: None, stage: self.stage() }
    }

    pub async fn save(&mut self) -> Result<(), Failure> {
        self.refer();
        if self.application == self.stored.application && !self.stored.has_news(self.now) {
            return Ok(());
        }
        let intent_alone = Application { intent: None, ..self.application.clone() }
            == Application { intent: None, ..self.stored.application.clone() };
        self.stored.application = self.application.clone();
        if self.app.store.save(&mut self.stored, self.now).await? == Saved::Outdated {
            // Another process was faster: like a second click, this one sees what the first has led to.
            let current = self.app.store.load(self.stored.id).await?.ok_or(Failure::SessionUnknown)?;
            self.application = current.application.clone();
            self.stored = current;
        }
        if !intent_alone {
            self.app.events.publish(self.stored.id);
            self.app.courier.call();
        }
        Ok(())
    }

    /// The customer is here: whether the session is still good.
    pub fn may_go_on(&mut self) -> bool {
        let locked_out = self.application.locked.is_some_and(|wrong| wrong >= WRONG_BIRTH_DATES);
        !locked_out && self.application.visited(self.now)
    }

    /// The customer's browser has taken the journey over.
    pub fn started(&mut self) {
        if let Some(commission) = &mut self.application.commission
            && commission.started_at.is_none()
        {
            commission.started_at = Some(self.now);
            self.application.seen_at = self.now;
        }
    }

    /// What a partner said about a customer who never came.
    pub fn forget_prefill(&mut self) {
        if let Some(commission) = &mut self.application.commission {
            commission.prefill = Prefill::default();
        }
    }

    /// A new rejection gets the reference that the customer can quote, and its line in the log.
    fn refer(&mut self) {
        let registered = self.application.facts.registered_mut();
        if let Some(Identification::Rejected(rejected @ Rejected { reference: None, .. })) =
            registered.and_then(|registered| registered.mobile.identification_mut())
        {
            rejected.reference = Some(self.reference.clone());
            tracing::info!(reference = self.reference, code = rejected.rejection.code(), "rejected");
        }
    }
}

impl FromRequestParts<App> for Visit {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Visit, Failure> {
        let Known(journey) = Known::from_request_parts(parts, app).await?;
        let reference = parts.extensions.get::<Reference>().cloned().unwrap_or_else(Reference::generate);
        let visit = Visit::begin(app.clone(), journey, Language::of(&parts.headers), reference).await?;
        let mut visit = visit.ok_or(Failure::SessionUnknown)?;
        if !visit.may_go_on() {
            return Err(Failure::SessionUnknown);
        }
        if let Err(failure) = visit.reconcile().await {
            tracing::warn!("what came of an earlier call is still open: {failure}");
        }
        Ok(visit)
    }
}

impl FromRequestParts<App> for Known {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Known, Failure> {
        let session = Session::of(&parts.headers).ok_or(Failure::SessionUnknown)?;
        let journey = app.store.of_session(&session.hash()).await?;
        journey.map(Known).ok_or(Failure::SessionUnknown)
    }
}

impl<T: DeserializeOwned> FromRequest<App> for Draft<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, app: &App) -> Result<Draft<T>, Failure> {
        // The rejection's text may quote the body: it is not kept.
        let Json(draft) = Json::from_request(request, app).await.map_err(|_| Failure::UnreadableBody)?;
        Ok(Draft(draft))
    }
}

impl Turns {
    async fn take(&self, journey: JourneyId) -> OwnedMutexGuard<()> {
        self.of(journey).lock_owned().await
    }

    fn of(&self, journey: JourneyId) -> Arc<tokio::sync::Mutex<()>> {
        let mut turns = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(turn) = turns.get(&journey).and_then(Weak::upgrade) {
            return turn;
        }
        turns.retain(|_, turn| turn.strong_count() > 0);
        let turn = Arc::default();
        turns.insert(journey, Arc::downgrade(&turn));
        turn
    }
}
