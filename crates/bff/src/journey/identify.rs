//! Begins an identification: creates it, then requests it.

use bankident_wire::Iban;
use chrono::{DateTime, Utc};

use super::{call_once::CallOutcome, context::JourneyContext};
use crate::{
    domain::{identification::Identification, pending_call::Call, refused::RefusedCall},
    error::ApiError,
    solaris::{Code, IdentificationOf, IdentificationStatus, identification_rejected, snapshot_failure},
};

impl JourneyContext {
    /// Identifies with this account; the time is that of the consent.
    ///
    /// # Errors
    /// Those of the calls that say nothing about the identification.
    pub async fn identify(
        &mut self,
        iban: Iban,
        terms_and_conditions_signed_at: DateTime<Utc>,
    ) -> Result<(), ApiError> {
        // It may have been created before, and its request failed or was never made.
        if !self.created().is_some_and(|(_, created)| created == iban) {
            self.create_identification(&iban, terms_and_conditions_signed_at).await?;
            return match self.created().filter(|(_, created)| *created == iban) {
                Some((id, iban)) => self.request_identification(&id, &iban).await,
                None => Ok(()),
            };
        }
        self.request_again().await
    }

    /// Requests the identification that was created before, unless that was done.
    ///
    /// # Errors
    /// As [`JourneyContext::identify`].
    pub async fn request_again(&mut self) -> Result<(), ApiError> {
        let Some((id, iban)) = self.created() else { return Ok(()) };
        let Some(person_id) = self.application.person_id() else { return Ok(()) };
        let of = IdentificationOf { person_id, id: &id };
        let found = self.state.solaris.identification(of).await?;
        if found.status == IdentificationStatus::Created {
            return self.request_identification(&id, &iban).await;
        }
        self.set_identification(Identification::begun(&found, &iban, self.now));
        Ok(())
    }

    /// The SCHUFA check is part of the creation.
    async fn create_identification(
        &mut self,
        iban: &Iban,
        terms_and_conditions_signed_at: DateTime<Utc>,
    ) -> Result<(), ApiError> {
        let Some(person_id) = self.application.person_id().map(str::to_owned) else { return Ok(()) };
        let (state, language, number) = (self.state.clone(), self.language, iban.clone());
        let made = async move {
            let solaris = &state.solaris;
            solaris.create_identification(&person_id, &number, terms_and_conditions_signed_at, language).await
        };
        let call = Call::CreateIdentification { iban: iban.clone(), terms_and_conditions_signed_at };
        if let CallOutcome::Answered(answer) = self.call_once(call, made).await? {
            match answer {
                Ok(created) => self.set_identification(Identification::begun(&created, iban, self.now)),
                Err(error) => {
                    let (rejected, iban) = (identification_rejected(error)?, iban.clone());
                    let call = RefusedCall::CreateIdentification { iban, terms_and_conditions_signed_at };
                    self.refuse(rejected, call);
                    // What was under way with another account is given up.
                    self.give_up_identification();
                }
            }
            self.save().await?;
        }
        Ok(())
    }

    /// Afterwards there is a page of the bank login. If the answer is lost, or says that this was done before, reading tells.
    async fn request_identification(&mut self, id: &str, iban: &Iban) -> Result<(), ApiError> {
        let Some(person_id) = self.application.person_id() else { return Ok(()) };
        let of = IdentificationOf { person_id, id };
        let solaris = &self.state.solaris;
        let identification = match solaris.request_identification(of, self.language).await {
            Ok(requested) => Identification::begun(&requested, iban, self.now),
            Err(error) if error.is(Code::ExpectationMismatch) || error.may_have_been_carried_out() => {
                let found = solaris.identification(of).await?;
                match found.status {
                    IdentificationStatus::Created if error.is(Code::ExpectationMismatch) => {
                        Identification::rejected(snapshot_failure(&found))
                    }
                    IdentificationStatus::Created => return Err(error.into()),
                    _ => Identification::begun(&found, iban, self.now),
                }
            }
            Err(error) => {
                self.refuse(identification_rejected(error)?, RefusedCall::RequestIdentification);
                return Ok(());
            }
        };
        self.set_identification(identification);
        Ok(())
    }

    fn created(&self) -> Option<(String, Iban)> {
        match self.application.facts.registered()?.mobile.identification()? {
            Identification::Created { id, iban } => Some((id.clone(), iban.clone())),
            _ => None,
        }
    }
}
