//! What crosses between the browser, the backend-for-frontend and the sandbox.
//!
//! No I/O, no clock, no framework. A customer types strings into a *draft*; [`parse`](PersonDraft::parse) makes
//! of it the value that may be sent, on both sides with the same code.

mod step;
mod stage;
mod field;
mod json;
mod page;
mod problem;
mod rejection;
#[cfg(feature = "samples")]
pub mod samples;
pub mod steps;
pub mod values;

pub use field::{Field, FieldError, FieldProblem};
pub use page::{LanguageFiles, PageFiles, PagePartner};
pub use problem::{Problem, ProblemCode};
pub use rejection::{Rejection, Remedy, Way};
pub use stage::{Reported, Stage, Start};
pub use step::Step;
pub use steps::{
    Draft,
    address::{Address, AddressDraft, AddressStage, PostalAddress, PostalAddressDraft},
    bank::BankStage,
    check::CheckStage,
    contract::{ContractStage, Document, DocumentKind},
    done::DoneStage,
    iban::{BankOfIban, IbanDraft, IbanSubmission},
    mobile::{MobileDraft, MobileStage, MobileSubmission},
    mobile_code::{CodeDraft, CodeSubmission, MobileCodeStage},
    person::{Editable, Person, PersonDraft, PersonStage, Salutation},
    rejected::{Choice, RejectedStage},
    resume::{ResumeDraft, ResumeSubmission},
    sign::{SignPhase, SignStage},
    status::{EmploymentStatus, Status, StatusDraft, StatusStage},
    stopped::StoppedStage,
    terms::{Terms, TermsDraft, TermsStage},
};
pub use values::{
    BirthDate, City, Country, Email, Iban, MobileNumber, NACE_DIVISIONS, NaceCode, NaceDivision, Name, Otp,
    PostalCode, StreetLine,
};

/// The body of a command that shows an earlier step again: `POST /api/journey/revisit`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Revisit {
    pub step: Step,
}
