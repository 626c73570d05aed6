use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::json::read_from_json;

use crate::Document;

/// Signed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DoneStage {
    pub completed_at: DateTime<Utc>,
    /// The signed documents.
    pub documents: Vec<Document>,
}

read_from_json!(DoneStage { completed_at by time, documents by list });
