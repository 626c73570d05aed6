//! The verified mobile number.

use bankident_wire::MobileNumber;

use super::context::JourneyContext;
use crate::domain::{identification::Identification, registered::Mobile};

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
        }
    }
}
