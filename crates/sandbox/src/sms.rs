//! The SMS gateway: nothing is sent, all can be read.

use bankident_wire::Otp;
use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::{
    endpoints::{Endpoints, SMS},
    error::Refusal,
    faults::Fault,
    language::Language,
    random::Random,
};

/// The guide's number for tests, and the code that verifies it (Step 2, "Testing static values").
const TEST_NUMBER: &str = "+15550101";
const TEST_CODE: &str = "212212";

#[derive(Clone, Debug, Serialize)]
pub struct Sms {
    pub number: String,
    pub text: String,
    pub code: String,
    pub kind: Kind,
    pub sent_at: DateTime<Utc>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Verifies a mobile number.
    Mobile,
    /// Confirms a signature.
    Signature,
}

/// All messages, the oldest first.
#[derive(Default)]
pub struct Inbox(Vec<Sms>);

impl Inbox {
    /// Sends the code that verifies the number; answers it.
    ///
    /// # Errors
    /// The gateway fails: there is no new code.
    pub fn send_mobile_code(
        &mut self,
        number: &str,
        endpoints: &mut Endpoints,
        random: &mut Random,
        now: DateTime<Utc>,
    ) -> Result<String, Refusal> {
        let code = match number {
            TEST_NUMBER => TEST_CODE.to_owned(),
            _ => random.digits(Otp::LENGTH),
        };
        let text = format!(
            "{code} ist Ihr Code, um diese Mobilnummer zu bestätigen. / Your verification code: {code}"
        );
        let sms =
            Sms { number: number.to_owned(), text, code: code.clone(), kind: Kind::Mobile, sent_at: now };
        self.send(sms, endpoints)?;
        Ok(code)
    }

    /// Sends the code that signs; answers it.
    ///
    /// # Errors
    /// The gateway fails: there is no new code.
    pub fn send_signature_code(
        &mut self,
        number: &str,
        reference_token: &str,
        language: Language,
        endpoints: &mut Endpoints,
        random: &mut Random,
        now: DateTime<Utc>,
    ) -> Result<String, Refusal> {
        let code = random.digits(Otp::LENGTH);
        let text = language.choose(
            format!("{code} ist Ihr Code für die elektronische Signatur, Referenz {reference_token}. Geben Sie ihn niemandem weiter."),
            format!("{code} is your code for the electronic signature, reference {reference_token}. Do not share it."),
        );
        let sms =
            Sms { number: number.to_owned(), text, code: code.clone(), kind: Kind::Signature, sent_at: now };
        self.send(sms, endpoints)?;
        Ok(code)
    }

    /// The newest first; those to one number, or all.
    pub fn newest_first(&self, number: Option<&str>) -> impl Iterator<Item = &Sms> {
        self.0.iter().rev().filter(move |sms| number.is_none_or(|number| sms.number == number))
    }

    fn send(&mut self, sms: Sms, endpoints: &mut Endpoints) -> Result<(), Refusal> {
        match endpoints.call(SMS) {
            None => {
                endpoints.carried_out(SMS);
                tracing::info!(kind = ?sms.kind, "an SMS was sent");
                self.0.push(sms);
                Ok(())
            }
            Some(Fault::NotSent { carried_out: true }) => Ok(()),
            Some(_) => Err(Refusal::SmsNotSent),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_test_number_gets_the_static_code_for_its_verification_only() {
        let (mut inbox, mut endpoints, mut random) =
            (Inbox::default(), Endpoints::default(), Random::new(Some(1)));
        let now = DateTime::UNIX_EPOCH;
        let mut verify = |number| inbox.send_mobile_code(number, &mut endpoints, &mut random, now).unwrap();
        assert_eq!(verify(TEST_NUMBER), "212212");
        let other = verify("+4917612345678");
        let signature = inbox
            .send_signature_code(TEST_NUMBER, "1234-5678", Language::En, &mut endpoints, &mut random, now)
            .unwrap();
        for code in [&other, &signature] {
            assert!(Otp::parse(code).is_ok() && code != TEST_CODE);
        }
        let codes: Vec<_> = inbox.newest_first(Some(TEST_NUMBER)).map(|sms| sms.code.as_str()).collect();
        assert_eq!(codes, [signature.as_str(), TEST_CODE]);
        assert_eq!(inbox.newest_first(None).count(), 3);
        assert!(inbox.newest_first(None).all(|sms| sms.text.contains(&sms.code)));
    }
}
