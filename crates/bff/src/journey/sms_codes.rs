//! Sends the codes that arrive by SMS: one verifies the number, one signs.

use std::sync::Arc;

use bankident_wire::{Field, MobileNumber};

use super::{call_once::CallOutcome, context::JourneyContext};
use crate::{
    domain::{
        identification::Identification, pending_call::Call, phone, refused::RefusedCall, sms_budget::Sms,
    },
    error::ApiError,
    partners::{Partner, SMS_COUNTRIES},
    solaris::IdentificationOf,
    store::Exhausted,
};

impl JourneyContext {
    /// Sends a code to verify the number.
    ///
    /// # Errors
    /// `TooSoon` after another SMS or after too many; `SmsExhausted` after too many of other journeys; `Country` or `Invalid`
    /// where no SMS goes; those of the call.
    pub async fn send_mobile_code(&mut self, number: MobileNumber) -> Result<(), ApiError> {
        self.may_send_sms()?;
        self.may_receive_sms(&number)?;
        let Some(person_id) = self.application.person_id().map(str::to_owned) else { return Ok(()) };
        self.take_sms(&number).await?;
        let (state, receiver) = (self.state.clone(), number.clone());
        let made = async move { state.solaris.authorize_mobile_number(&person_id, &receiver).await };
        if let CallOutcome::Answered(answer) =
            self.call_once(Call::AuthorizeMobileNumber { number: number.clone() }, made).await?
        {
            answer?;
            self.application.mobile_code_was_sent(number, self.now);
        }
        Ok(())
    }

    /// Checks the limits of SMS.
    ///
    /// # Errors
    /// `TooSoon` after another SMS or after too many.
    pub fn may_send_sms(&self) -> Result<(), ApiError> {
        let registered = self.application.facts.registered();
        match registered.and_then(|registered| registered.sms.wait(self.now)) {
            Some(retry_after) => Err(ApiError::TooSoon { retry_after }),
            None => Ok(()),
        }
    }

    /// Checks that an SMS may go to a number.
    ///
    /// # Errors
    /// `Country` or `Invalid`.
    pub fn may_receive_sms(&self, number: &MobileNumber) -> Result<(), ApiError> {
        let judged = match self.partner() {
            Some(partner) => phone::may_receive(number, &partner.sms_countries),
            None => phone::may_receive(number, &SMS_COUNTRIES),
        };
        Ok(judged.map_err(|problem| vec![Field::Number.is(problem)])?)
    }

    /// Counts an SMS before it is sent: an answer that is lost counts too.
    async fn take_sms(&self, number: &MobileNumber) -> Result<(), ApiError> {
        let partner = self.partner();
        let partner = partner.as_ref().map(|partner| (partner.id.as_str(), partner.sms_per_hour));
        let budgets = self.state.sms_budgets.of(&Sms { number, partner, client: self.client });
        match self.state.store.take_sms(&budgets, self.now).await? {
            Some(Exhausted { scope, wait }) => Err(ApiError::SmsExhausted { scope, retry_after: wait }),
            None => Ok(()),
        }
    }

    /// The partner whose journey this is, as its configuration is now.
    fn partner(&self) -> Option<Arc<Partner>> {
        let id = &self.application.partner_journey.as_ref()?.partner;
        self.state.partners.current().find(id)
    }

    /// Asks Solaris to send the code that signs.
    ///
    /// # Errors
    /// Returns an error of the call if it says nothing about the identification.
    pub async fn send_signature_code(&mut self) -> Result<(), ApiError> {
        let Some((person_id, id)) = self.identification() else { return Ok(()) };
        let (state, language) = (self.state.clone(), self.language);
        let made = async move {
            let of = IdentificationOf { person_id: &person_id, id: &id };
            state.solaris.authorize_identification(of, language).await
        };
        let CallOutcome::Answered(answer) = self.call_once(Call::AuthorizeIdentification, made).await? else {
            return Ok(());
        };
        let sent = answer.is_ok();
        self.apply(answer, RefusedCall::AuthorizeIdentification).await?;
        let registered = self.application.facts.registered_mut();
        if let Some(Identification::CodeSent(code)) =
            registered.and_then(|registered| registered.mobile.identification_mut())
            && sent
        {
            // A new code, even if its deadline is the old one.
            code.sent_at = self.now;
            code.wrong_codes = 0;
        }
        Ok(())
    }
}
