//! The words as data: read from Fluent, checked, measured. No I/O: whoever has the files hands them in.

mod checks;
mod glossary;
mod message;
mod readability;

pub use checks::{Finding, check};
pub use glossary::{Forbidden, Glossary};
pub use message::{Message, NotFluent, Standing, read};
pub use readability::{Readability, hard_to_read};
