//! The SMS gateway. It sends nothing; every message can be read in the inbox.

use std::ops::RangeInclusive;

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::{
    error::Refusal,
    fault::Fault,
    language::Language,
    model::calls::{Endpoints, SMS},
    random::Random,
};

/// The guide's number for tests, and the code that verifies it (Step 2, "Testing static values").
const TEST_NUMBER: &str = "+15550101";
const TEST_CODE: &str = "212212";

/// "A six-digit OTP" (the guide, Step 2).
const MOBILE_CODE_LENGTH: usize = 6;

/// The guide does not say how long the code is that signs; its example has four digits (Step 5, "PATCH Confirm QES").
const SIGNATURE_CODE_LENGTHS: RangeInclusive<usize> = 4..=8;

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

/// Every message, oldest first.
#[derive(Default)]
pub struct Inbox(Vec<Sms>);

/// Sends messages to the inbox, unless a fault says otherwise.
pub struct SmsGateway<'a> {
    pub inbox: &'a mut Inbox,
    pub endpoints: &'a mut Endpoints,
    pub random: &'a mut Random,
    pub now: DateTime<Utc>,
}

impl Inbox {
    /// The messages to one number, or to all; newest first.
    pub fn newest_first(&self, number: Option<&str>) -> impl Iterator<Item = &Sms> {
        self.0.iter().rev().filter(move |sms| number.is_none_or(|number| sms.number == number))
    }
}

impl SmsGateway<'_> {
    /// Sends the code that verifies a number (E.164); answers the code.
    ///
    /// # Errors
    /// The gateway fails; then there is no new code.
    pub fn send_mobile_code(&mut self, number: &str) -> Result<String, Refusal> {
        let code = match number {
            TEST_NUMBER => TEST_CODE.to_owned(),
            _ => self.random.digits(MOBILE_CODE_LENGTH),
        };
        let text = format!(
            "{code} ist Ihr Code, um diese Mobilnummer zu bestätigen. / Your verification code: {code}"
        );
        self.send(number, text, code, Kind::Mobile)
    }

    /// Sends the code that signs the documents; answers the code.
    ///
    /// # Errors
    /// The gateway fails; then there is no new code.
    pub fn send_signature_code(
        &mut self,
        number: &str,
        reference_token: &str,
        language: Language,
    ) -> Result<String, Refusal> {
        let length = self.random.between(SIGNATURE_CODE_LENGTHS);
        let code = self.random.digits(length);
        let text = language.choose(
            format!("{code} ist Ihr Code für die elektronische Signatur, Referenz {reference_token}. Geben Sie ihn niemandem weiter."),
            format!("{code} is your code for the electronic signature, reference {reference_token}. Do not share it."),
        );
        self.send(number, text, code, Kind::Signature)
    }

    fn send(&mut self, number: &str, text: String, code: String, kind: Kind) -> Result<String, Refusal> {
        match self.endpoints.call(SMS) {
            None => {
                self.endpoints.carried_out(SMS);
                tracing::info!(?kind, "an SMS was sent");
                let number = number.to_owned();
                self.inbox.0.push(Sms { number, text, code: code.clone(), kind, sent_at: self.now });
                Ok(code)
            }
            Some(Fault::NotSent { carried_out: true }) => Ok(code),
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
            (Inbox::default(), Endpoints::new([]), Random::new(Some(1)));
        let now = DateTime::UNIX_EPOCH;
        let mut gateway =
            SmsGateway { inbox: &mut inbox, endpoints: &mut endpoints, random: &mut random, now };
        assert_eq!(gateway.send_mobile_code(TEST_NUMBER).unwrap(), "212212");
        let other = gateway.send_mobile_code("+4917612345678").unwrap();
        let signature = gateway.send_signature_code(TEST_NUMBER, "1234-5678", Language::En).unwrap();
        for (code, lengths) in [(&other, 6..=6), (&signature, SIGNATURE_CODE_LENGTHS)] {
            let is_code = lengths.contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_digit());
            assert!(is_code && code != TEST_CODE, "{code}");
        }
        let codes: Vec<_> = inbox.newest_first(Some(TEST_NUMBER)).map(|sms| sms.code.as_str()).collect();
        assert_eq!(codes, [signature.as_str(), TEST_CODE]);
        assert_eq!(inbox.newest_first(None).count(), 3);
        assert!(inbox.newest_first(None).all(|sms| sms.text.contains(&sms.code)));
    }
}
