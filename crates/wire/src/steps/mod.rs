//! The journey in walking order: for each step the data of its screen (`..Stage`), what is typed (`..Draft`, strings)
//! and what may be sent (the parsed value, with the same JSON as the draft).

pub mod terms;
pub mod person;
pub mod address;
pub mod status;
pub mod check;
pub mod mobile;
pub mod mobile_code;
pub mod iban;
pub mod bank;
pub mod contract;
pub mod sign;
pub mod done;
pub mod rejected;
pub mod stopped;
pub mod resume;

use chrono::{DateTime, Utc};

use crate::{FieldError, FieldProblem};

/// The tick of a consent: its time, or `Missing`.
fn ticked(signed_at: Option<DateTime<Utc>>) -> Result<DateTime<Utc>, FieldProblem> {
    signed_at.ok_or(FieldProblem::Missing)
}

/// The parsed value where every part is there; else the mistakes.
type Parsed<T> = Result<T, Vec<FieldError>>;
