//! Reads an identification again: after a webhook, which only says that something changed, and on polls, which close the
//! gaps that lost webhooks leave.

use chrono::TimeDelta;

use super::context::JourneyContext;
use crate::{
    domain::{
        gathering::Answers,
        identification::{Identification, Payment},
        refused::RefusedCall,
    },
    error::ApiError,
    solaris::{
        Code, Error, IdentificationOf, IdentificationResource, IdentificationStatus, answers_of,
        identification_rejected, snapshot_failure,
    },
    store::{Caller, CallsLeft, Limit},
};

/// How often polls of one journey make us read Solaris.
const POLLS: Limit = Limit { most: 1, within: TimeDelta::seconds(2) };

impl JourneyContext {
    /// For a poll: refreshes where Solaris may know more, but not too often. If that fails, the known stage is shown.
    pub async fn refresh_if_due(&mut self) {
        let registered = self.application.facts.registered();
        let waits = registered
            .and_then(|registered| registered.mobile.identification())
            .is_some_and(Identification::is_under_way);
        if !waits {
            return;
        }
        let refreshed = match self.state.store.take_call(Caller::Poll(self.id()), POLLS, self.now).await {
            Ok(CallsLeft::Some(_)) => self.refresh().await.map_err(ApiError::from),
            Ok(CallsLeft::NoneFor(_)) => Ok(()),
            Err(error) => Err(error.into()),
        };
        if let Err(error) = refreshed {
            tracing::warn!("{error}");
        }
    }

    /// Reads the identification at Solaris and updates the facts.
    ///
    /// # Errors
    /// If Solaris cannot be read.
    pub async fn refresh(&mut self) -> Result<(), Error> {
        let Some(id) = self.application.identification_id().map(str::to_owned) else { return Ok(()) };
        let Some(registered) = self.application.facts.registered_mut() else { return Ok(()) };
        let of = IdentificationOf { person_id: &registered.person_id, id: &id };
        let Some(identification) = registered.mobile.identification_mut() else { return Ok(()) };
        let resource = self.state.solaris.identification(of).await?;
        let payment_initiated = match (&*identification, resource.status) {
            (Identification::AtBank { payment: Payment::Awaited, .. }, IdentificationStatus::Pending) => {
                match self.state.solaris.account_snapshot(of).await {
                    Ok(snapshot) => snapshot.is_some_and(|snapshot| snapshot.payment_was_initiated()),
                    // There will be no snapshot: it is a joint account, or the login failed.
                    Err(error) if error.is(Code::ExpectationMismatch) => {
                        *identification = Identification::rejected(snapshot_failure(&resource));
                        return Ok(());
                    }
                    Err(error) => return Err(error),
                }
            }
            _ => false,
        };
        let before = std::mem::discriminant(identification);
        *identification = identification
            .clone()
            .updated_from(&resource, payment_initiated, self.now)
            .without_late_documents(self.state.documents_wait, self.now);
        if std::mem::discriminant(identification) != before {
            // It goes on, whatever was refused.
            self.application.refused = None;
        }
        Ok(())
    }

    /// Reads the person at Solaris and corrects the answers. What is known stays where Solaris' person lacks something that
    /// the wizard asks for.
    ///
    /// # Errors
    /// If Solaris cannot be read.
    pub async fn refresh_person(&mut self) -> Result<(), Error> {
        let Some(registered) = self.application.facts.registered_mut() else { return Ok(()) };
        let person = match self.state.solaris.person(&registered.person_id).await {
            // "Delete all data of that person at once."
            Err(error) if error.is(Code::ModelNotFound) => {
                self.application.erase();
                return Ok(());
            }
            person => person?,
        };
        match answers_of(person, self.now.date_naive()) {
            // What the customer is changing waits for the confirmation.
            Ok(answers) => {
                let stored = registered.at_solaris.as_deref_mut().unwrap_or(&mut registered.answers);
                let Answers { ask, more, known, .. } = stored.clone();
                *stored = Answers { ask, more, known, ..answers };
            }
            Err(errors) => {
                let fields: Vec<&str> = errors.iter().map(|error| error.field.name()).collect();
                tracing::warn!(?fields, "the changed person is not complete: the known answers stay");
            }
        }
        Ok(())
    }

    /// Updates the facts from the answer to a call about the identification, or notes that it was refused.
    ///
    /// # Errors
    /// Returns an error of the call if it says nothing about the identification.
    pub async fn apply(
        &mut self,
        answer: Result<IdentificationResource, Error>,
        call: RefusedCall,
    ) -> Result<(), Error> {
        let resource = match answer {
            Ok(resource) => resource,
            // The identification is in another state than we thought: read which.
            Err(error) if error.is(Code::ExpectationMismatch) => return self.refresh().await,
            Err(error) => {
                self.refuse(identification_rejected(error)?, call);
                return Ok(());
            }
        };
        let now = self.now;
        let registered = self.application.facts.registered_mut();
        if let Some(identification) = registered.and_then(|registered| registered.mobile.identification_mut())
        {
            *identification = identification.clone().updated_from(&resource, false, now);
            self.application.refused = None;
        }
        match resource.status {
            // Only a read lists the documents.
            IdentificationStatus::Successful => self.refresh().await,
            _ => Ok(()),
        }
    }

    /// The ids of the person and of the identification.
    pub fn identification(&self) -> Option<(String, String)> {
        let application = &self.application;
        Some((application.person_id()?.to_owned(), application.identification_id()?.to_owned()))
    }

    /// Another account is to be used: what was under way ends here.
    pub fn give_up_identification(&mut self) {
        let registered = self.application.facts.registered_mut();
        if let Some(current) = registered.and_then(|registered| registered.mobile.identification_mut()) {
            *current = Identification::Wanted;
        }
    }

    /// Replaces the identification, and what was refused before it.
    pub fn set_identification(&mut self, identification: Identification) {
        self.application.refused = None;
        let registered = self.application.facts.registered_mut();
        if let Some(current) = registered.and_then(|registered| registered.mobile.identification_mut()) {
            *current = identification;
        }
    }
}
