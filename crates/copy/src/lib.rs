//! The words as data: read from Fluent, checked, measured. No I/O: whoever has the files hands them in.

mod book;
mod checks;
#[cfg(feature = "exchange")]
pub mod exchange;
mod glossary;
mod marked;
mod message;
mod passage;
mod pseudo;
mod readability;

pub use book::{Book, Edit, Edited, Edits, Language, Release, Said};
pub use checks::{Finding, check, unknown_variables};
pub use glossary::{Forbidden, Glossary};
pub use marked::marked;
pub use message::{Message, NotFluent, Standing, read};
pub use passage::Refusal;
pub use pseudo::pseudo;
pub use readability::{Readability, hard_to_read};
