use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::Document;

/// Signed.
#[derive(Clone, Debug, PartialEq, Serialize, serde::Deserialize)]
pub struct DoneStage {
    #[serde(with = "crate::json::time")]
    pub completed_at: DateTime<Utc>,
    /// The signed documents.
    pub documents: Vec<Document>,
}
