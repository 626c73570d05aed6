//! The mobile number: how it becomes the person's own, and what follows once it is verified.

use bankident_wire::{Field, FieldProblem, MobileNumber, Remedy};

use super::context::JourneyContext;
use crate::{
    domain::{
        identification::Identification,
        refused::{RefusedCall, Rejected},
        registered::Mobile,
    },
    error::ApiError,
    solaris::{Code, Error, Solaris, rejected},
};

impl JourneyContext {
    /// Makes the number the person's own and sends a code to it. A number that is verified already needs none.
    ///
    /// # Errors
    /// `TooSoon` after another SMS or after too many; `Locked` if another number is verified; those of the calls.
    pub async fn use_number(&mut self, number: MobileNumber) -> Result<(), ApiError> {
        self.may_send_sms()?;
        let Some(person_id) = self.application.person_id() else { return Ok(()) };
        match set_number(&self.state.solaris, person_id, &number).await? {
            Number::Verified => self.mobile_number_is_verified(number).await,
            Number::Unverified => self.send_mobile_code(number).await?,
        }
        Ok(())
    }

    /// Notes that the number is verified. An identification that waited for that goes on; else Solaris says whether the person
    /// can be identified by bank login at all.
    pub async fn mobile_number_is_verified(&mut self, number: MobileNumber) {
        let Some(registered) = self.application.facts.registered_mut() else { return };
        let identification = registered.waiting.take();
        let is_first = identification.is_none();
        let identification = identification.map_or(Identification::Wanted, |waiting| *waiting);
        registered.mobile = Mobile::Verified { number, identification };
        registered.asked = None;
        if is_first {
            self.check_eligibility().await;
        }
    }

    /// Asks whether the person can be identified (the guide, Step 3). The check is optional: if it fails, the customer goes on
    /// and learns it later.
    pub async fn check_eligibility(&mut self) {
        let Some(person_id) = self.application.person_id() else { return };
        match reason_against(&self.state.solaris, person_id).await {
            Ok(None) => {}
            Ok(Some(rejected)) => self.refuse(rejected, RefusedCall::CheckEligibility),
            Err(error) => tracing::warn!("it is unknown whether the person is eligible: {error}"),
        }
    }

    /// Reads the number at Solaris and corrects what is known about it. An identification that has begun goes on: where it
    /// needs a verified number, Solaris says so (`MOBILE_NUMBER_NOT_VERIFIED`).
    ///
    /// # Errors
    /// If Solaris cannot be read.
    pub async fn refresh_mobile_number(&mut self) -> Result<(), Error> {
        let Some(registered) = self.application.facts.registered() else { return Ok(()) };
        let known = self.state.solaris.known_number(&registered.person_id).await?;
        match (&registered.mobile, known) {
            (Mobile::Verified { identification, .. }, _) if *identification != Identification::Wanted => {}
            (Mobile::Verified { number: ours, .. }, Some((number, true))) if *ours == number => {}
            (Mobile::CodeSent { number: ours, .. }, Some((number, false))) if *ours == number => {}
            // It is about to be set.
            (Mobile::Confirmed { .. }, None | Some((_, false))) => {}
            (_, Some((number, true))) => self.mobile_number_is_verified(number).await,
            (_, unverified) => {
                if let Some(registered) = self.application.facts.registered_mut() {
                    registered.mobile = Mobile::Wanted { number: unverified.map(|(number, _)| number) };
                }
            }
        }
        Ok(())
    }
}

/// Why the person cannot be identified. A technical reason is none: it is a failure of the check.
///
/// # Errors
/// If the check fails.
pub async fn reason_against(solaris: &Solaris, person_id: &str) -> Result<Option<Rejected>, Error> {
    let rejected = match solaris.reason_against_identification(person_id).await {
        Ok(reason) => reason.map(Rejected::new),
        Err(error) => Some(rejected(error)?),
    };
    Ok(rejected.filter(|rejected| rejected.rejection.remedy() != Remedy::Support))
}

enum Number {
    Unverified,
    /// By an earlier attempt whose answer was lost.
    Verified,
}

/// Creates the number. If the person has one, the same number is kept and another is replaced: so this can be repeated, and
/// an answer that is lost does no harm.
async fn set_number(solaris: &Solaris, person_id: &str, number: &MobileNumber) -> Result<Number, ApiError> {
    let not_created = match solaris.create_mobile_number(person_id, number).await {
        Ok(()) => return Ok(Number::Unverified),
        Err(error) if error.is(Code::MobileNumberExists) || error.may_have_been_carried_out() => error,
        Err(error) => return Err(error.into()),
    };
    let existing = match solaris.mobile_number(person_id).await {
        Err(error) if error.is(Code::ModelNotFound) => return Err(not_created.into()),
        existing => existing?,
    };
    if existing.number == number.as_str() {
        return Ok(if existing.verified { Number::Verified } else { Number::Unverified });
    }
    if existing.verified {
        // To delete it takes a change request that support confirms.
        return Err(vec![Field::Number.is(FieldProblem::Locked)].into());
    }
    solaris.delete_mobile_number(person_id, &existing.number).await?;
    solaris.create_mobile_number(person_id, number).await?;
    Ok(Number::Unverified)
}
