//! An error of Solaris in a journey, with all that Solaris' support asks for. None of it names a person.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What went wrong, and where Solaris can look it up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = SolarisError)]
pub struct Incident {
    /// What the customer can quote; it stands in our log too.
    pub reference: String,
    pub at: DateTime<Utc>,
    /// A code of the guide's Appendix III such as `DEPENDENCY_ERROR`, another code of Solaris, or ours where it did not answer:
    /// `upstream-unavailable`, `internal`.
    pub code: String,
    /// Solaris' own id of the error.
    pub error_id: Option<String>,
    pub person_id: Option<String>,
    pub identification_id: Option<String>,
}

/// How many of them a journey remembers: as many as a person has attempts (the guide, Appendix IV).
pub const MOST: usize = 20;
