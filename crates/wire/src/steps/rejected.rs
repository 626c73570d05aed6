use serde::Serialize;

use crate::{FieldError, Rejection, Remedy, Way};

/// Solaris rejected what was asked of it, and there is a way on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, serde::Deserialize)]
pub struct RejectedStage {
    pub rejection: Rejection,
    /// What the customer can quote to support; the same reference stands in the server's log. Absent where the time was
    /// simply up.
    pub reference: Option<String>,
    /// What Solaris lacks and the customer can still say.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<FieldError>,
    /// The identification itself has ended. Otherwise a call was refused, and can be repeated.
    #[serde(default)]
    pub ended: bool,
    /// How many identifications can still be begun, where these are few.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attempts_left: Option<u32>,
}

impl RejectedStage {
    /// What the customer can do now. "Try again" never begins another identification.
    pub fn ways(&self) -> &'static [Way] {
        match self.remedy() {
            Remedy::Video => &[Way::Video],
            Remedy::Support if self.ended => &[Way::Restart],
            _ => self.rejection.ways(),
        }
    }

    /// The Fluent id of our words for what can be done now.
    pub fn remedy_id(&self) -> &'static str {
        match self.remedy() {
            Remedy::Support if self.ended => "remedy-support-ended",
            remedy => remedy.id(),
        }
    }

    /// Where no other identification can be begun, video identification is left.
    fn remedy(&self) -> Remedy {
        match self.rejection.remedy() {
            Remedy::AnotherIban | Remedy::Restart if self.attempts_left == Some(0) => Remedy::Video,
            Remedy::Support if self.ended && self.attempts_left == Some(0) => Remedy::Video,
            remedy => remedy,
        }
    }
}

/// `POST /api/journey/choose`: one of the stage's [`ways`](crate::Stage::ways).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, serde::Deserialize)]
pub struct Choice {
    pub way: Way,
}
