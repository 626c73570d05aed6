//! Idempotency: no call that must happen once is made twice at Solaris. A call is stored before it is made; if no answer
//! came (a broken connection, a crash), Solaris is read before anything is written again.

use super::context::JourneyContext;
use crate::{
    domain::pending_call::{Call, PendingCall},
    error::ApiError,
    solaris::{Error, Unavailable},
};

/// The result of a call.
pub enum CallOutcome<T> {
    /// The call was answered. An error means that it was certainly not carried out.
    Answered(Result<T, Error>),
    /// The answer was lost, but the call was carried out. The facts are up to date.
    Recovered,
}

impl JourneyContext {
    /// Makes a call that must not be made twice.
    ///
    /// The call is stored before it is made. If its answer is lost, Solaris is read to learn whether it took effect.
    ///
    /// # Errors
    /// If the answer was lost and the call had no effect, or if that is still unknown. While it is unknown, the call
    /// stays pending and no other such call is made.
    pub async fn call_once<T>(
        &mut self,
        call: Call,
        made: impl Future<Output = Result<T, Error>>,
    ) -> Result<CallOutcome<T>, ApiError> {
        if self.application.pending_call.is_some() {
            return Err(Error::Unavailable(Unavailable::Open).into());
        }
        let pending = PendingCall { call: call.clone(), at: self.now };
        self.application.pending_call = Some(pending.clone());
        self.save().await?;
        if self.application.pending_call != Some(pending) {
            return Err(ApiError::Overtaken);
        }
        match made.await {
            Err(error) if may_have_been_carried_out(&call, &error) => {
                tracing::warn!("reading whether the call was carried out: {error}");
                match self.reconcile().await {
                    Ok(true) => return Ok(CallOutcome::Recovered),
                    Ok(false) => {}
                    Err(unknown) => tracing::warn!("that is still unknown: {unknown}"),
                }
                Err(error.into())
            }
            answer => {
                self.application.pending_call = None;
                if answer.is_err() {
                    self.save().await?;
                }
                Ok(CallOutcome::Answered(answer))
            }
        }
    }
}

fn may_have_been_carried_out(call: &Call, error: &Error) -> bool {
    match (call, error) {
        // A server that answers with an error did not send the SMS.
        (Call::AuthorizeMobileNumber { .. }, Error::Unavailable(Unavailable::Status(_))) => false,
        (_, error) => error.may_have_been_carried_out(),
    }
}
