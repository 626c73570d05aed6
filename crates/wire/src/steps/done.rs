use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::Document;

/// Signed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DoneStage {
    pub completed_at: DateTime<Utc>,
    /// The signed documents.
    pub documents: Vec<Document>,
}
