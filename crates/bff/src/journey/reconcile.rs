//! Finds out whether a call took effect whose answer was lost.

use bankident_wire::{Iban, MobileNumber};
use chrono::{DateTime, Utc};

use super::context::JourneyContext;
use crate::{
    domain::{
        application::Facts,
        identification::Identification,
        pending_call::{Call, PendingCall},
        registered::{Mobile, Registered},
    },
    error::ApiError,
    solaris::{Code, IdentificationOf, same_time},
};

impl JourneyContext {
    /// Finds out whether the pending call was carried out, and updates the facts; `true` if it was.
    ///
    /// # Errors
    /// If Solaris cannot be read. Then the call stays pending.
    pub async fn reconcile(&mut self) -> Result<bool, ApiError> {
        let Some(PendingCall { call, at }) = self.application.pending_call.clone() else { return Ok(false) };
        let carried_out = match call {
            Call::CreatePerson => self.find_person().await?,
            Call::AuthorizeMobileNumber { number } => {
                // Nothing tells whether an SMS went out. Assume so: the customer can soon ask for another one.
                self.application.mobile_code_was_sent(number, at);
                true
            }
            Call::ConfirmMobileNumber { number } => self.find_verified(number).await?,
            Call::CreateIdentification { iban, terms_and_conditions_signed_at } => {
                self.find_identification(iban, terms_and_conditions_signed_at).await?
            }
            Call::AuthorizeIdentification | Call::ConfirmIdentification => {
                let before = self.application.facts.clone();
                self.refresh().await?;
                self.application.facts != before
            }
        };
        self.application.pending_call = None;
        self.save().await?;
        Ok(carried_out)
    }

    /// Finds our person by the times of the consents.
    async fn find_person(&mut self) -> Result<bool, ApiError> {
        let Facts::Gathering(gathering) = &self.application.facts else { return Ok(false) };
        let Some((answers, number)) = gathering.complete() else { return Ok(false) };
        let persons = self.state.solaris.newest_persons().await?;
        let Some(person) = persons.into_iter().find(|person| person.is_of(&answers)) else {
            return Ok(false);
        };
        self.application.facts =
            Facts::Registered(Registered::new(person.id, answers, Mobile::Confirmed { number }));
        Ok(true)
    }

    async fn find_verified(&mut self, number: MobileNumber) -> Result<bool, ApiError> {
        let Some(person_id) = self.application.person_id() else { return Ok(false) };
        let found = self.state.solaris.mobile_number(person_id).await?;
        let verified = found.verified && found.number == number.as_str();
        if verified {
            self.mobile_number_is_verified(number).await;
        }
        Ok(verified)
    }

    /// Finds our identification among the person's attempts (the guide, "GET Index person bank identification attempts")
    /// by the time of the consent.
    async fn find_identification(
        &mut self,
        iban: Iban,
        terms_and_conditions_signed_at: DateTime<Utc>,
    ) -> Result<bool, ApiError> {
        let Some(person_id) = self.application.person_id().map(str::to_owned) else { return Ok(false) };
        let attempts = self.state.solaris.identification_attempts(&person_id).await?;
        for attempt in attempts.iter().filter(|attempt| attempt.iban == iban.as_str()) {
            let of = IdentificationOf { person_id: &person_id, id: &attempt.identification_id };
            let found = match self.state.solaris.identification(of).await {
                Err(error) if error.is(Code::ModelNotFound) => continue,
                found => found?,
            };
            if same_time(found.terms_and_conditions_signed_at, terms_and_conditions_signed_at) {
                self.set_identification(Identification::begun(&found, &iban, self.now));
                return Ok(true);
            }
        }
        Ok(false)
    }
}
