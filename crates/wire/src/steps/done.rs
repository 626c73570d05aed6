use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::Document;

/// Signed.
#[derive(Clone, Debug, PartialEq, Serialize, serde::Deserialize)]
pub struct DoneStage {
    #[serde(with = "crate::json::time")]
    pub completed_at: DateTime<Utc>,
    /// The signed documents; empty while they are late.
    pub documents: Vec<Document>,
    /// For support, while they are late.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
}
