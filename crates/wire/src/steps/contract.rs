use chrono::{DateTime, Utc};
use serde::Serialize;

/// What will be signed, to be read before the signing starts.
#[derive(Clone, Debug, PartialEq, Serialize, serde::Deserialize)]
pub struct ContractStage {
    pub documents: Vec<Document>,
    #[serde(default, with = "crate::json::maybe_time")]
    pub expires_at: Option<DateTime<Utc>>,
}

/// A PDF of this journey: `GET /api/journey/documents/{id}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, serde::Deserialize)]
pub struct Document {
    pub id: String,
    pub kind: DocumentKind,
    /// From the second of its kind on, to tell them apart.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<u32>,
    /// Bytes; 0 where it is only made when it is wanted.
    pub size: u64,
    /// What people call this type of file: `PDF`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub format: String,
    /// Whether the customer has saved it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub kept: bool,
}

/// Where a document can be kept from: `POST /api/journey/documents/{id}/address`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, serde::Deserialize)]
pub struct DocumentAddress {
    /// A path that works by itself, for a few minutes: `/documents/{ticket}`.
    pub address: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DocumentKind {
    Contract,
    KycReport,
    Other,
    /// Our receipt of what the customer has consented to.
    Consents,
}

impl DocumentKind {
    pub const ALL: [DocumentKind; 4] =
        [DocumentKind::Contract, DocumentKind::KycReport, DocumentKind::Other, DocumentKind::Consents];

    pub fn id(self) -> &'static str {
        match self {
            DocumentKind::Contract => "contract",
            DocumentKind::KycReport => "kyc-report",
            DocumentKind::Other => "other",
            DocumentKind::Consents => "consents",
        }
    }

    /// The API tells documents apart by their names only (the guide, "GET Retrieve person identification").
    pub fn of_name(name: &str) -> DocumentKind {
        match name {
            name if name.contains("kyc_report") => DocumentKind::KycReport,
            name if name.contains("contract") => DocumentKind::Contract,
            _ => DocumentKind::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kind_is_read_from_the_name() {
        let kyc = "SIGNED_a7a57dadfcc83117b5c3b72f4113be25cidt_prepared_for_signing_kyc_report.pdf";
        assert_eq!(DocumentKind::of_name(kyc), DocumentKind::KycReport);
        assert_eq!(DocumentKind::of_name("x_prepared_for_signing_contract.pdf"), DocumentKind::Contract);
        assert_eq!(DocumentKind::of_name("annex.pdf"), DocumentKind::Other);
    }
}
