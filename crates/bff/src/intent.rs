//! No command is carried out twice at Solaris: what is about to be asked is stored before, and where no answer came
//! (a connection that broke, a crash), Solaris is read before anything is written again.

use bankident_wire::{Iban, MobileNumber};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    application::{Facts, Identification, Mobile, Registered},
    error::Failure,
    solaris::{Code, Error, IdentificationOf, Unavailable, same_time},
    visit::Visit,
};

/// A call that is being made, or was when the server stopped.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Intent {
    pub call: Call,
    pub at: DateTime<Utc>,
}

/// The calls that must not be made twice. The others change nothing when they are made again: what they set is read
/// first, or is set to the same.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Call {
    CreatePerson,
    AuthorizeMobileNumber { number: MobileNumber },
    ConfirmMobileNumber { number: MobileNumber },
    CreateIdentification { iban: Iban, terms_and_conditions_signed_at: DateTime<Utc> },
    AuthorizeIdentification,
    ConfirmIdentification,
}

/// What came of a call.
pub enum Outcome<T> {
    /// Carried out, or certainly not.
    Answered(Result<T, Error>),
    /// The answer was lost, but the call was carried out: the facts are up to date.
    Caught,
}

impl Call {
    fn may_have_been_carried_out(&self, error: &Error) -> bool {
        match (self, error) {
            // An SMS that an answering server could not send was not sent.
            (Call::AuthorizeMobileNumber { .. }, Error::Unavailable(Unavailable::Status(_))) => false,
            (_, error) => error.may_have_been_carried_out(),
        }
    }
}

impl Visit {
    /// Makes a call that must not be made twice.
    ///
    /// # Errors
    /// Where it was not carried out for want of an answer, or where that cannot be found out now: then the intent stays,
    /// and no other such call is made before it is known.
    pub async fn once<T>(
        &mut self,
        call: Call,
        made: impl Future<Output = Result<T, Error>>,
    ) -> Result<Outcome<T>, Failure> {
        if self.application.intent.is_some() {
            return Err(Error::Unavailable(Unavailable::Open).into());
        }
        let intent = Intent { call: call.clone(), at: self.now };
        self.application.intent = Some(intent.clone());
        self.save().await?;
        if self.application.intent != Some(intent) {
            return Err(Failure::Overtaken);
        }
        match made.await {
            Err(error) if call.may_have_been_carried_out(&error) => {
                tracing::warn!("looking whether the call was carried out: {error}");
                match self.reconcile().await {
                    Ok(true) => return Ok(Outcome::Caught),
                    Ok(false) => {}
                    Err(failure) => tracing::warn!("that is still open: {failure}"),
                }
                Err(error.into())
            }
            answer => {
                self.application.intent = None;
                if answer.is_err() {
                    self.save().await?;
                }
                Ok(Outcome::Answered(answer))
            }
        }
    }

    /// Finds out whether the call that is open was carried out, and brings the facts up to date; `true` where it was.
    ///
    /// # Errors
    /// Those of reading at Solaris: then the call stays open.
    pub async fn reconcile(&mut self) -> Result<bool, Failure> {
        let Some(Intent { call, at }) = self.application.intent.clone() else { return Ok(false) };
        let carried_out = match call {
            Call::CreatePerson => self.find_person().await?,
            Call::AuthorizeMobileNumber { number } => {
                // Nothing tells whether an SMS went out: it may have, and another one can be asked for soon.
                self.mobile_code_was_sent(number, at);
                true
            }
            Call::ConfirmMobileNumber { number } => self.find_verified(number).await?,
            Call::CreateIdentification { iban, terms_and_conditions_signed_at } => {
                self.find_identification(iban, terms_and_conditions_signed_at).await?
            }
            Call::AuthorizeIdentification | Call::ConfirmIdentification => {
                let before = self.application.facts.clone();
                self.reread().await?;
                self.application.facts != before
            }
        };
        self.application.intent = None;
        self.save().await?;
        Ok(carried_out)
    }

    /// Sends a code to verify the number.
    ///
    /// # Errors
    /// `TooSoon` after another SMS, or after too many; those of the call.
    pub async fn send_mobile_code(&mut self, number: MobileNumber) -> Result<(), Failure> {
        self.may_send_sms()?;
        let Some(person_id) = self.application.person_id().map(str::to_owned) else { return Ok(()) };
        let (app, receiver) = (self.app.clone(), number.clone());
        let made = async move { app.solaris.authorize_mobile_number(&person_id, &receiver).await };
        if let Outcome::Answered(answer) =
            self.once(Call::AuthorizeMobileNumber { number: number.clone() }, made).await?
        {
            answer?;
            self.mobile_code_was_sent(number, self.now);
        }
        Ok(())
    }

    /// # Errors
    /// `TooSoon` after another SMS, or after too many.
    pub fn may_send_sms(&self) -> Result<(), Failure> {
        let registered = self.application.facts.registered();
        match registered.and_then(|registered| registered.sms.wait(self.now)) {
            Some(retry_after) => Err(Failure::TooSoon { retry_after }),
            None => Ok(()),
        }
    }

    /// A code to verify the number is on its way.
    fn mobile_code_was_sent(&mut self, number: MobileNumber, at: DateTime<Utc>) {
        if let Some(registered) = self.application.facts.registered_mut() {
            registered.sms.sent(at);
            registered.mobile = Mobile::CodeSent { number, wrong_codes: 0 };
            self.application.shown_again = None;
        }
    }

    /// The number is verified: before an IBAN is asked for, Solaris says whether the person can be identified this way
    /// at all (the guide, Step 3). Where that cannot be had, it is told later.
    pub async fn mobile_number_is_verified(&mut self, number: MobileNumber) {
        let Some(person_id) = self.application.person_id().map(str::to_owned) else { return };
        let identification = match self.app.solaris.reason_against_identification(&person_id).await {
            Ok(Some(reason)) => Identification::rejected(reason),
            Ok(None) => Identification::Wanted,
            Err(error) => {
                tracing::warn!("whether the person is eligible is not known: {error}");
                Identification::Wanted
            }
        };
        if let Some(registered) = self.application.facts.registered_mut() {
            registered.mobile = Mobile::Verified { number, identification };
        }
    }

    /// A person whose consents have the times of this journey's is this journey's.
    async fn find_person(&mut self) -> Result<bool, Failure> {
        let Facts::Gathering(gathering) = &self.application.facts else { return Ok(false) };
        let Some(answers) = gathering.complete() else { return Ok(false) };
        let persons = self.app.solaris.newest_persons().await?;
        let Some(person) = persons.into_iter().find(|person| person.is_of(&answers)) else {
            return Ok(false);
        };
        self.application.facts = Facts::Registered(Registered::new(person.id, answers));
        Ok(true)
    }

    async fn find_verified(&mut self, number: MobileNumber) -> Result<bool, Failure> {
        let Some(person_id) = self.application.person_id() else { return Ok(false) };
        let found = self.app.solaris.mobile_number(person_id).await?;
        let verified = found.verified && found.number == number.as_str();
        if verified {
            self.mobile_number_is_verified(number).await;
        }
        Ok(verified)
    }

    /// Among the person's attempts (the guide, "GET Index person bank identification attempts") the one whose consent
    /// has the time of ours.
    async fn find_identification(
        &mut self,
        iban: Iban,
        terms_and_conditions_signed_at: DateTime<Utc>,
    ) -> Result<bool, Failure> {
        let Some(person_id) = self.application.person_id().map(str::to_owned) else { return Ok(false) };
        let attempts = self.app.solaris.identification_attempts(&person_id).await?;
        for attempt in attempts.iter().filter(|attempt| attempt.iban == iban.as_str()) {
            let of = IdentificationOf { person_id: &person_id, id: &attempt.identification_id };
            let found = match self.app.solaris.identification(of).await {
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
