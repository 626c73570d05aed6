//! The customer's answers: what becomes of them when they are changed, and when they are confirmed.

use bankident_wire::Step;

use super::{call_once::CallOutcome, context::JourneyContext};
use crate::{
    domain::{
        application::Facts,
        gathering::Answers,
        pending_call::Call,
        registered::{Mobile, Registered},
    },
    error::ApiError,
    solaris,
};

impl JourneyContext {
    /// Changes the answers of a person who exists, and shows all of them again. Solaris learns of it when they are confirmed.
    pub fn change_answers(&mut self, after: Answers) {
        if let Some(registered) = self.application.facts.registered_mut() {
            registered.change(after);
            self.application.revisiting = Some(Step::Check);
        }
    }

    /// The customer confirms all answers: Solaris gets them, and a code goes out to the number.
    ///
    /// # Errors
    /// Those of the calls. What was reached before the error is known, and not done again.
    pub async fn confirm_answers(&mut self) -> Result<(), ApiError> {
        self.create_person().await?;
        self.send_changes().await?;
        if let Some(Registered { mobile: Mobile::Confirmed { number }, .. }) =
            self.application.facts.registered()
        {
            let number = number.clone();
            self.use_number(number).await?;
        }
        Ok(())
    }

    async fn create_person(&mut self) -> Result<(), ApiError> {
        let Facts::Gathering(gathering) = &self.application.facts else { return Ok(()) };
        let Some((answers, number)) = gathering.complete() else { return Ok(()) };
        let person = solaris::new_person(&answers, &number).map_err(|_| ApiError::Unwritable)?;
        let state = self.state.clone();
        let made = async move { state.solaris.create_person(&person).await };
        if let CallOutcome::Answered(person_id) = self.call_once(Call::CreatePerson, made).await? {
            let registered = Registered::new(person_id?, answers, Mobile::Confirmed { number });
            self.application.facts = Facts::Registered(registered);
            self.save().await?;
        }
        Ok(())
    }

    /// One update with all that was changed; with everything where Solaris lacks data.
    async fn send_changes(&mut self) -> Result<(), ApiError> {
        let Some(registered) = self.application.facts.registered_mut() else { return Ok(()) };
        let changes = match (registered.incomplete, &registered.at_solaris) {
            (true, _) => solaris::everything_that_changes(&registered.answers).map(Some),
            (false, Some(before)) => solaris::changes(before, &registered.answers),
            (false, None) => return Ok(()),
        };
        if let Some(changes) = changes.map_err(|_| ApiError::Unwritable)? {
            self.state.solaris.update_person(&registered.person_id, &changes).await?;
        }
        registered.at_solaris = None;
        registered.incomplete = false;
        self.save().await
    }
}
