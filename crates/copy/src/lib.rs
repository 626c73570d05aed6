//! The words of the wizard as data: read from Fluent, checked, measured, changed in their files, exchanged. No I/O: the
//! caller hands in the files.
//!
//! ```
//! use bankident_copy::{Glossary, check, read};
//!
//! let german = read("iban = Ihre IBAN\n").expect("Fluent");
//! let english = read("iban = Your  IBAN\n").expect("Fluent");
//! let findings = check(&[("de", &german), ("en", &english)], &Glossary::default());
//! assert_eq!(findings[0].what, "two spaces");
//! ```

#![warn(missing_docs)]

mod markup;
mod passage;
mod message;
mod too_much;
mod glossary;
mod plural;
mod checks;
mod readability;
mod pseudo;
mod marked;
mod source_edit;
mod catalogue;
#[cfg(feature = "exchange")]
pub mod exchange;

pub use catalogue::{Edit, Edited, Edits, Language, MessageCatalogue, Release, Said};
pub use checks::{Finding, check, unknown_variables};
pub use glossary::{Forbidden, Glossary};
pub use marked::marked;
pub use message::{Approval, Message, NotFluent, read};
pub use pseudo::pseudo;
pub use readability::{Readability, hard_to_read};
pub use source_edit::Refusal;
