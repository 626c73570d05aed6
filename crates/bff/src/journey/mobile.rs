//! The verified mobile number.

use bankident_wire::MobileNumber;

use super::context::JourneyContext;
use crate::{
    domain::{identification::Identification, registered::Mobile},
    solaris::Error,
};

impl JourneyContext {
    /// Notes that the number is verified. Then Solaris says whether the person can be identified by bank login at all (the
    /// guide, Step 3); if it cannot say so now, the customer learns it later.
    pub async fn mobile_number_is_verified(&mut self, number: MobileNumber) {
        let Some(person_id) = self.application.person_id().map(str::to_owned) else { return };
        let identification = match self.state.solaris.reason_against_identification(&person_id).await {
            Ok(Some(reason)) => Identification::rejected(reason),
            Ok(None) => Identification::Wanted,
            Err(error) => {
                tracing::warn!("it is unknown whether the person is eligible: {error}");
                Identification::Wanted
            }
        };
        if let Some(registered) = self.application.facts.registered_mut() {
            registered.mobile = Mobile::Verified { number, identification };
            registered.asked = None;
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
