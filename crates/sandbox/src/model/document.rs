//! The documents of a person.

use axum::body::Bytes;
use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use crate::format::timestamp;

pub struct Document {
    pub id: String,
    pub identification_id: String,
    /// The name of the file: `a7a5...cidt_prepared_for_signing_contract.pdf`.
    pub name: String,
    pub document_type: DocumentType,
    pub created_at: DateTime<Utc>,
    pub pdf: Bytes,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DocumentType {
    /// Prepared for signing.
    ToSign,
    Signed,
}

impl Document {
    /// The resource as the API answers it.
    pub fn resource(&self) -> Value {
        json!({
            "id": self.id,
            "name": self.name,
            "content_type": "application/pdf",
            "document_type": match self.document_type {
                DocumentType::ToSign => "QES_DOCUMENT",
                DocumentType::Signed => "SIGNED_QES_DOCUMENT",
            },
            "size": self.pdf.len(),
            "customer_accessible": false,
            "created_at": timestamp(self.created_at),
        })
    }
}
