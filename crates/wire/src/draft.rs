//! What all drafts have in common.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Serialize, de::DeserializeOwned};

use crate::{FieldError, FieldProblem};

/// The tick of a consent: its time, or `Missing`.
pub fn ticked(signed_at: Option<DateTime<Utc>>) -> Result<DateTime<Utc>, FieldProblem> {
    signed_at.ok_or(FieldProblem::Missing)
}

/// The parsed value if all parts are right, else every mistake.
pub type Parsed<T> = Result<T, Vec<FieldError>>;

/// What is typed on a screen: strings as far as possible. `parse` turns it into what may be sent.
pub trait Draft: Default + Serialize + DeserializeOwned {
    type Submission;

    /// # Errors
    /// Every mistake, so that the customer sees all of them at once.
    fn parse(&self, today: NaiveDate) -> Result<Self::Submission, Vec<FieldError>>;
}
