//! The journey in walking order: for each step the data of its screen (`..Stage`), what is typed (`..Draft`, strings)
//! and what may be sent (the parsed value, with the same JSON as the draft).

pub mod terms;
pub mod person;
pub mod address;
pub mod status;
pub mod more;
pub mod mobile;
pub mod check;
pub mod mobile_code;
pub mod iban;
pub mod bank;
pub mod contract;
pub mod sign;
pub mod done;
pub mod rejected;
pub mod stopped;
pub mod resume;

use chrono::NaiveDate;

use crate::{Draft, FieldError};

macro_rules! draft {
    ($draft:ty => $submission:ty, $self:ident, $today:pat => $parse:expr) => {
        impl Draft for $draft {
            type Submission = $submission;
            fn parse(&$self, $today: NaiveDate) -> Result<$submission, Vec<FieldError>> {
                $parse
            }
        }
    };
}
draft!(terms::TermsDraft => terms::Terms, self, _ => self.parse());
draft!(person::PersonDraft => person::Person, self, today => self.parse(today));
draft!(address::AddressDraft => address::Address, self, _ => self.parse());
draft!(status::StatusDraft => status::Status, self, _ => self.parse());
draft!(mobile::MobileDraft => mobile::MobileSubmission, self, _ => self.parse());
draft!(mobile_code::CodeDraft => mobile_code::CodeSubmission, self, _ => self.parse());
draft!(sign::SignDraft => sign::SignSubmission, self, _ => self.parse());
draft!(iban::IbanDraft => iban::IbanSubmission, self, _ => self.parse());
draft!(resume::ResumeDraft => resume::ResumeSubmission, self, today => self.parse(today));
