//! Reading an identification again: after a webhook, which only informs, and on polls, which close the gaps that lost
//! webhooks leave.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use bankident_wire::Rejection;
use chrono::{DateTime, TimeDelta, Utc};

use crate::{
    application::{Identification, Payment},
    solaris::{Code, Error, IdentificationOf, IdentificationResource, IdentificationStatus},
    store::JourneyId,
    visit::Visit,
};

/// Between two looks for polls of one journey.
const PAUSE: TimeDelta = TimeDelta::seconds(2);

/// When each journey was last looked after for a poll.
#[derive(Default)]
pub struct Rereads(Mutex<HashMap<JourneyId, DateTime<Utc>>>);

impl Rereads {
    /// Whether it is time for another look; if so, it counts as taken.
    fn is_due(&self, journey: JourneyId, now: DateTime<Utc>) -> bool {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        last.retain(|_, at| now - *at < PAUSE);
        if last.contains_key(&journey) {
            return false;
        }
        last.insert(journey, now);
        true
    }
}

impl Visit {
    /// For a poll: looks where Solaris may know more, not too often. A failure is no reason to show nothing.
    pub async fn look_for_news(&mut self) {
        let registered = self.application.facts.registered();
        let waits = registered
            .and_then(|registered| registered.mobile.identification())
            .is_some_and(Identification::is_under_way);
        if waits
            && self.app.rereads.is_due(self.id(), self.now)
            && let Err(error) = self.reread().await
        {
            tracing::warn!("{error}");
        }
    }

    /// Reads the identification at Solaris and records what is new.
    pub async fn reread(&mut self) -> Result<(), Error> {
        let Some(id) = self.application.identification_id().map(str::to_owned) else { return Ok(()) };
        let Some(registered) = self.application.facts.registered_mut() else { return Ok(()) };
        let of = IdentificationOf { person_id: &registered.person_id, id: &id };
        let Some(identification) = registered.mobile.identification_mut() else { return Ok(()) };
        let resource = self.app.solaris.identification(of).await?;
        let payment_initiated = match (&*identification, resource.status) {
            (Identification::AtBank { payment: Payment::Awaited, .. }, IdentificationStatus::Pending) => {
                match self.app.solaris.account_snapshot(of).await {
                    Ok(snapshot) => snapshot.is_some_and(|snapshot| snapshot.payment_was_initiated()),
                    // There will be no snapshot: the account is a joint one, or the login failed.
                    Err(error) if error.is(Code::ExpectationMismatch) => {
                        *identification = Identification::rejected(snapshot_failure(&resource));
                        return Ok(());
                    }
                    Err(error) => return Err(error),
                }
            }
            _ => false,
        };
        *identification = identification.clone().heard(&resource, payment_initiated, self.now);
        Ok(())
    }

    /// What follows from an answer to a call about the identification that is under way.
    ///
    /// # Errors
    /// Those of the call that say nothing about the identification.
    pub async fn hear(&mut self, answer: Result<IdentificationResource, Error>) -> Result<(), Error> {
        let resource = match answer {
            Ok(resource) => resource,
            // It is in another state than we thought: look which.
            Err(error) if error.is(Code::ExpectationMismatch) => return self.reread().await,
            Err(error) => match error.rejection() {
                Some(rejection) => {
                    self.set_identification(Identification::rejected(rejection));
                    return Ok(());
                }
                None => return Err(error),
            },
        };
        let now = self.now;
        let registered = self.application.facts.registered_mut();
        if let Some(identification) = registered.and_then(|registered| registered.mobile.identification_mut())
        {
            *identification = identification.clone().heard(&resource, false, now);
        }
        match resource.status {
            // Documents come with a look only.
            IdentificationStatus::Successful => self.reread().await,
            _ => Ok(()),
        }
    }

    /// Asks Solaris for the code that signs, by SMS.
    pub async fn send_signature_code(&mut self) -> Result<(), Error> {
        let (Some(person_id), Some(id)) =
            (self.application.person_id(), self.application.identification_id())
        else {
            return Ok(());
        };
        let of = IdentificationOf { person_id, id };
        let authorized = self.app.solaris.authorize_identification(of, self.language).await;
        let sent = authorized.is_ok();
        self.hear(authorized).await?;
        let registered = self.application.facts.registered_mut();
        if let Some(Identification::CodeSent(code)) =
            registered.and_then(|registered| registered.mobile.identification_mut())
            && sent
        {
            code.sent_at = self.now;
        }
        Ok(())
    }

    pub fn set_identification(&mut self, identification: Identification) {
        let registered = self.application.facts.registered_mut();
        if let Some(current) = registered.and_then(|registered| registered.mobile.identification_mut()) {
            *current = identification;
        }
    }
}

/// What a 409 `expectation_mismatch` means: the identification's own reason, else the snapshot's failure (the guide,
/// Appendix II, rows DE55 and DE66).
pub fn snapshot_failure(resource: &IdentificationResource) -> Rejection {
    resource.rejection().unwrap_or(Rejection::AccountSnapshotFailed)
}

impl Error {
    /// Why the identification was rejected, where that is what the error says (HTTP 412 and 422; the guide, Appendix
    /// III).
    pub fn rejection(&self) -> Option<Rejection> {
        match self {
            Error::Refused(refusal) if matches!(refusal.status.as_u16(), 412 | 422) => match refusal.code {
                Code::Rejection(rejection) => Some(rejection),
                _ => None,
            },
            _ => None,
        }
    }
}
