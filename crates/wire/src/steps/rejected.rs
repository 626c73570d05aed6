use serde::Serialize;

use crate::{FieldError, Rejection, Way};

/// The identification came to nothing, and there is a way on: one of the rejection's [`ways`](Rejection::ways).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, serde::Deserialize)]
pub struct RejectedStage {
    pub rejection: Rejection,
    /// What the customer can quote to support; the same reference stands in the server's log. Absent where the time was
    /// simply up.
    pub reference: Option<String>,
    /// What Solaris lacks and the customer can still say.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<FieldError>,
}

/// `POST /api/journey/choose`: one of the stage's [`ways`](crate::Stage::ways).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, serde::Deserialize)]
pub struct Choice {
    pub way: Way,
}
