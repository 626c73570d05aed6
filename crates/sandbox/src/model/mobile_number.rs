//! The mobile number of a person, and the code that verifies it.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use crate::error::Refusal;

/// How long a code verifies a number. No source says how long; signature codes are valid for five to ten minutes.
const CODE_LIFETIME: TimeDelta = TimeDelta::minutes(10);

pub struct MobileNumber {
    pub id: String,
    /// E.164.
    pub number: String,
    pub verified: bool,
    /// The code that was sent last, unless it was used.
    code: Option<SentCode>,
}

struct SentCode {
    code: String,
    expires_at: DateTime<Utc>,
}

impl MobileNumber {
    pub fn new(id: String, number: String) -> MobileNumber {
        MobileNumber { id, number, verified: false, code: None }
    }

    /// Records the code that was sent; it replaces the one before.
    pub fn code_sent(&mut self, code: String, now: DateTime<Utc>) {
        self.code = Some(SentCode { code, expires_at: now + CODE_LIFETIME });
    }

    /// Verifies the number with a code; each code works once.
    ///
    /// # Errors
    /// [`Refusal::InvalidTan`] if the code is wrong, has expired or was used.
    pub fn confirm(&mut self, token: &str, now: DateTime<Utc>) -> Result<(), Refusal> {
        let valid = self.code.as_ref().is_some_and(|sent| sent.code == token && now < sent.expires_at);
        if !valid {
            return Err(Refusal::InvalidTan);
        }
        self.verified = true;
        self.code = None;
        Ok(())
    }

    /// The resource as the API answers it.
    pub fn resource(&self) -> Value {
        json!({ "id": self.id, "number": self.number, "verified": self.verified })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_good_once_and_for_a_while() {
        let now = DateTime::UNIX_EPOCH;
        let sent = || MobileNumber {
            id: "1cmno".into(),
            number: "+15550101".into(),
            verified: false,
            code: Some(SentCode { code: "212212".into(), expires_at: now + CODE_LIFETIME }),
        };
        assert_eq!(sent().confirm("212213", now), Err(Refusal::InvalidTan));
        assert_eq!(sent().confirm("212212", now + CODE_LIFETIME), Err(Refusal::InvalidTan));
        let mut used = sent();
        assert_eq!(used.confirm("212212", now), Ok(()));
        assert!(used.verified);
        assert_eq!(used.confirm("212212", now), Err(Refusal::InvalidTan));
    }
}
