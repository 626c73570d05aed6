//! Words that leave the desk and come back: as a patch, a table or XLIFF.

mod proposal;
mod merge;
pub mod patch;
#[cfg(test)]
mod samples;
pub mod table;
pub mod xliff;

pub use merge::{Refused, Taken, take};
pub use proposal::{NotReadable, Proposal, Was, text};
