//! What screens are made of.

mod answers;
mod bank_frame;
mod banner;
mod button;
mod choice;
mod complaints;
mod countdown;
mod document;
pub mod erased;
mod exit;
mod field;
mod form;
mod header;
mod iban_field;
mod notice;
mod request;
mod resend;
mod screen;
mod ways;

pub use answers::{Answer, Answers, AnswersOf, identity_answers};
pub use bank_frame::{AskBank, BankFrame};
pub use banner::Banner;
pub use button::{BackTo, LinkOut, Primary, Spinner};
pub use choice::{Consent, Countries, EmploymentStatuses, LinesOfBusiness, Radios, Select};
pub use complaints::Complaints;
pub use countdown::Countdown;
pub use document::{DocumentView, Downloads};
pub use exit::Exit;
pub use field::{BirthDateInWords, CodeField, TextField};
pub use form::{Form, StepForm};
pub use header::{Header, HeaderOfBrand};
pub use iban_field::IbanField;
pub use notice::{FailureNotice, Reference, RejectionNotice};
pub use resend::Resend;
pub use screen::{List, Screen, Section};
pub use ways::Ways;
