//! A fault: one way in which a call of the API fails on demand.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// How a call fails. With `carried_out`, the call takes effect and only its answer is late, wrong or lost.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Fault {
    /// A delay in real time, before the call is carried out or before it is answered.
    Delay {
        milliseconds: u64,
        #[serde(default)]
        carried_out: bool,
    },
    Status(ProvokedError),
    /// The connection is reset without an answer.
    Reset {
        #[serde(default)]
        carried_out: bool,
    },
    /// 200 with a body that is not JSON.
    Garbage {
        #[serde(default)]
        carried_out: bool,
    },
    /// The call is carried out, and the body of its answer comes in pieces of so many bytes, each after a pause.
    Trickle {
        bytes: usize,
        milliseconds: u64,
    },
    /// The call is carried out, and the connection breaks after so many bytes of the body.
    Break {
        after: usize,
    },
    /// 200 with this body; the call is not carried out.
    Answer {
        body: Value,
    },
    /// The call is carried out; then the identification gets this status.
    Becomes(ProvokedStatus),
    /// For the SMS gateway only. It refuses the message, or takes it (`carried_out`) and loses it.
    NotSent {
        #[serde(default)]
        carried_out: bool,
    },
}

/// An error of the API, field by field as its body has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProvokedError {
    pub status: u16,
    pub code: String,
    #[serde(default)]
    pub title: Option<String>,
    #[serde(default)]
    pub detail: Option<String>,
    /// `source.field`
    #[serde(default)]
    pub field: Option<String>,
    /// Further errors of this kind, each about one of these fields.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub further_fields: Vec<String>,
    /// The header `Retry-After`, in seconds.
    #[serde(default)]
    pub retry_after: Option<u64>,
    #[serde(default)]
    pub carried_out: bool,
}

/// The status of an identification and its reason, verbatim. The API need not know either.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProvokedStatus {
    pub status: String,
    #[serde(default)]
    pub failure_reason: Option<String>,
}
