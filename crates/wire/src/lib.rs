//! What crosses between the browser, the backend-for-frontend and the sandbox.
//!
//! No I/O, no clock, no framework. A customer types strings into a *draft*. [`parse`](PersonDraft::parse) turns it into the
//! value that may be sent, with the same code in the browser and on the server. Such values never print what they hold:
//!
//! ```
//! use bankident_wire::{FieldProblem, Iban};
//!
//! let iban = Iban::parse("de11 1101 0101 0100 0000 20")?;
//! assert_eq!(iban.grouped(), "DE11 1101 0101 0100 0000 20");
//! assert_eq!(format!("{iban:?}"), "Iban(..)");
//!
//! assert_eq!(Iban::parse("DE12 1101 0101 0100 0000 20").unwrap_err(), FieldProblem::Checksum);
//! # Ok::<(), FieldProblem>(())
//! ```
//!
//! The server reports a [`Stage`]: the screen to show, with exactly the data that it needs. A request that fails gets a
//! [`Problem`] (RFC 9457).

mod step;
mod stage;
mod draft;
mod field;
pub mod json;
mod page;
mod prefill;
mod problem;
mod property;
mod rejection;
#[cfg(feature = "samples")]
pub mod samples;
pub mod steps;
pub mod stuck;
pub mod values;

pub use draft::Draft;
pub use field::{Field, FieldError, FieldProblem};
pub use page::{LanguageFiles, PageFiles, PagePartner, SupportLink, WORDS_SHOWN};
pub use prefill::{Prefill, PrefillMistake};
pub use problem::{Problem, ProblemCode};
pub use property::{Kind, PROPERTIES, Property};
pub use rejection::{Rejection, Remedy, Way};
pub use stage::{Reported, SessionEnd, Stage, Start};
pub use step::Step;
pub use steps::{
    address::{Address, AddressDraft, AddressStage, PostalAddress, PostalAddressDraft},
    bank::BankStage,
    check::CheckStage,
    contract::{ContractStage, Document, DocumentAddress, DocumentKind},
    done::DoneStage,
    iban::{BankOfIban, IbanDraft, IbanSubmission},
    mobile::{MobileDraft, MobileStage, MobileSubmission, NumberQuestion},
    mobile_code::{CodeDraft, CodeSubmission, MobileCodeStage},
    more::{MoreDraft, MoreStage, Properties, parse as parse_property},
    person::{Editable, Person, PersonDraft, PersonStage, Salutation},
    rejected::{Choice, RejectedStage},
    resume::{ResumeDraft, ResumeSubmission},
    sign::{SignDraft, SignPhase, SignStage, SignSubmission},
    status::{EmploymentStatus, Status, StatusDraft, StatusStage},
    stopped::StoppedStage,
    terms::{Terms, TermsDraft, TermsStage},
};
pub use stuck::{Stuck, StuckOn};
pub use values::{
    BirthDate, City, Country, Email, Iban, MobileNumber, NACE_DIVISIONS, NaceCode, NaceDivision, Name, Otp,
    PostalCode, PostalCodes, SignatureToken, StreetLine, TypedNumber,
};

/// The body of a command that shows an earlier step again: `POST /api/journey/revisit`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Revisit {
    pub step: Step,
}
