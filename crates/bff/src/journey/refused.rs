//! What Solaris refuses with a code of the guide's Appendix III, on any call: the customer learns what can be done, and nothing
//! that was reached is lost.

use bankident_wire::Remedy;

use super::context::{Answer, JourneyContext};
use crate::{
    domain::{
        incident::Incident,
        refused::{Refused, RefusedCall, Rejected},
    },
    error::ApiError,
    solaris::{self, Error},
};

/// "A single person resource can make a maximum of 20 attempts" (the guide, Appendix IV).
const ATTEMPTS: usize = 20;

/// From how many attempts on the customer is told how many are left.
const FEW_ATTEMPTS: u32 = 3;

impl JourneyContext {
    /// Answers a command that is done, or that Solaris refused. Where the customer has mended what another call was refused
    /// for, that call is repeated first.
    ///
    /// # Errors
    /// Any other error of the command.
    pub async fn conclude(mut self, done: Result<(), ApiError>, call: RefusedCall) -> Answer {
        match done {
            Err(ApiError::Solaris(error)) => self.refuse(solaris::rejected(error)?, call),
            Err(other) => return Err(other),
            Ok(()) => {
                self.application.revisiting = None;
                if self.application.can_repeat() {
                    self.save().await?;
                    self.repeat().await?;
                }
            }
        }
        self.answer().await
    }

    /// Notes that a call was refused.
    pub fn refuse(&mut self, rejected: Rejected, call: RefusedCall) {
        self.application.revisiting = None;
        self.application.refused = Some(Refused::now(rejected, call));
    }

    /// Repeats the call that was refused. What needs the customer's input is asked for again.
    ///
    /// # Errors
    /// Those of the call. Then it can be repeated once more.
    pub async fn repeat(&mut self) -> Result<(), ApiError> {
        let Some(refused) = self.application.refused.clone() else { return Ok(()) };
        let repeated = match refused.call.clone() {
            RefusedCall::Screen => Ok(()),
            RefusedCall::ConfirmAnswers => self.confirm_answers().await,
            RefusedCall::CheckEligibility => {
                self.application.refused = None;
                self.check_eligibility().await;
                Ok(())
            }
            RefusedCall::CreateIdentification { iban, terms_and_conditions_signed_at } => {
                self.identify(iban, terms_and_conditions_signed_at).await
            }
            RefusedCall::RequestIdentification => self.request_again().await,
            RefusedCall::AuthorizeIdentification => self.send_signature_code().await,
        };
        match repeated {
            Err(ApiError::Solaris(error)) => self.refuse(solaris::rejected(error)?, refused.call.clone()),
            repeated => repeated?,
        }
        self.application.refused.take_if(|now| *now == refused);
        Ok(())
    }

    /// Gives a new rejection the reference that the customer can quote. It is logged and remembered with all that Solaris'
    /// support asks for.
    pub(super) async fn name_rejection(&mut self) {
        let Some(rejected) = self.application.rejected_mut().filter(|rejected| rejected.reference.is_none())
        else {
            return;
        };
        rejected.reference = Some(self.reference.clone());
        let (rejection, error_id) = (rejected.rejection, rejected.error_id.clone());
        let incident = self.incident(rejection.code().to_owned(), error_id);
        let Incident { reference, code, error_id, person_id, identification_id, .. } = &incident;
        match rejection.remedy() {
            // A possible fraud, or an error: somebody has to look.
            Remedy::Stop | Remedy::Support | Remedy::CompleteData => {
                tracing::warn!(reference, code, error_id, person_id, identification_id, "rejected");
            }
            _ => tracing::info!(reference, code, error_id, person_id, identification_id, "rejected"),
        }
        let attempts_left = match rejection.remedy() {
            Remedy::AnotherIban | Remedy::Restart | Remedy::Support => {
                self.attempts_left(incident.person_id.as_deref()).await
            }
            _ => None,
        };
        let mut missing = Vec::new();
        if let Some(rejected) = self.application.rejected_mut() {
            rejected.attempts_left = attempts_left;
            missing.clone_from(&rejected.missing);
        }
        if let Some(registered) = self.application.facts.registered_mut() {
            registered.answers.ask_for(&missing);
        }
        self.application.remember(incident);
    }

    /// An error of Solaris at this moment, with all that its support asks for.
    pub fn incident(&self, code: String, error_id: Option<String>) -> Incident {
        let identification_id = self.application.newest_identification_id();
        let identification_id = identification_id.or(self.newest_identification_stored());
        Incident {
            reference: self.reference.clone(),
            at: self.now,
            code,
            error_id,
            person_id: self.application.person_id().map(str::to_owned),
            identification_id: identification_id.map(str::to_owned),
        }
    }

    /// How many identifications can still be begun, where these are few and it is known.
    async fn attempts_left(&self, person_id: Option<&str>) -> Option<u32> {
        let made = match self.state.solaris.identification_attempts(person_id?).await {
            Ok(attempts) => attempts.len(),
            Err(error) => {
                log(&error);
                return None;
            }
        };
        u32::try_from(ATTEMPTS.saturating_sub(made)).ok().filter(|left| *left <= FEW_ATTEMPTS)
    }
}

fn log(error: &Error) {
    tracing::warn!("it is unknown how many attempts are left: {error}");
}
