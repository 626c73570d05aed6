//! Reading an identification again: after a webhook, which only informs, and on polls, which close the gaps that lost
//! webhooks leave.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use bankident_wire::Rejection;
use chrono::{DateTime, TimeDelta, Utc};
use reqwest::StatusCode;

use crate::{
    application::{Identification, Payment, Rejected},
    error::Failure,
    intent::{Call, Outcome},
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
            Err(error) => {
                self.set_identification(rejected(error)?);
                return Ok(());
            }
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
    ///
    /// # Errors
    /// Those of the call that say nothing about the identification.
    pub async fn send_signature_code(&mut self) -> Result<(), Failure> {
        let Some((person_id, id)) = self.identification() else { return Ok(()) };
        let (app, language) = (self.app.clone(), self.language);
        let made = async move {
            let of = IdentificationOf { person_id: &person_id, id: &id };
            app.solaris.authorize_identification(of, language).await
        };
        let Outcome::Answered(answer) = self.once(Call::AuthorizeIdentification, made).await? else {
            return Ok(());
        };
        let sent = answer.is_ok();
        self.hear(answer).await?;
        let registered = self.application.facts.registered_mut();
        if let Some(Identification::CodeSent(code)) =
            registered.and_then(|registered| registered.mobile.identification_mut())
            && sent
        {
            // Whether or not its deadline is another one.
            code.sent_at = self.now;
            code.wrong_codes = 0;
        }
        Ok(())
    }

    /// The ids of the person and of the identification that is under way.
    pub fn identification(&self) -> Option<(String, String)> {
        let application = &self.application;
        Some((application.person_id()?.to_owned(), application.identification_id()?.to_owned()))
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

/// A refusal that says what becomes of the identification (the guide, Appendix III).
///
/// # Errors
/// The error, where it says nothing about that.
pub fn rejected(error: Error) -> Result<Identification, Error> {
    let Error::Refused(refusal) = &error else { return Err(error) };
    let rejection = match &refusal.code {
        // A mistake in an input is shown beside it.
        Code::Rejection(Rejection::InvalidModel) if refusal.status == StatusCode::BAD_REQUEST => {
            return Err(error);
        }
        Code::Rejection(rejection) => *rejection,
        Code::ExpectationMismatch => Rejection::AccountSnapshotFailed,
        Code::Other(code) if matches!(refusal.status.as_u16(), 412 | 422) => {
            tracing::warn!(code, "a rejection that is not in the catalogue");
            Rejection::GenericError
        }
        _ => return Err(error),
    };
    Ok(Identification::Rejected(Rejected { rejection, reference: None, missing: refusal.fields.clone() }))
}
